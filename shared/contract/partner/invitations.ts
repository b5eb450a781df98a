import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import { type Invitation, invitationStatus } from "../../domain/partner/invitation.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import { filled } from "../../domain/programme/branding.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { identifier } from "../fields.ts";
import { instant } from "../instant-fields.ts";

export const exampleToken = "9f1c3a5e7b2d4f60819a2b3c4d5e6f70";

export const invitationToken = identifier("An invitation's token", exampleToken);

const status = z.enum(["active", "expired", "revoked"]);

export const newInvitation = {
  token: exampleToken,
  url: `https://api.example.org/invitations/${exampleToken}`,
  status: "active",
  createdBy: "mia-1837465",
  createdAt: "2026-11-22T09:30:00.000Z",
  expiresAt: "2026-12-22T09:30:00.000Z",
  uses: 0,
};

export const invitationAnswer = z
  .object({
    token: z.string(),
    url: z.string().meta({
      description: "What to hand on: the front end's page for the invitation, or ours",
    }),
    status,
    email: z.string().optional().meta({ description: "Where it was sent, if it was" }),
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
    uses: z.int().meta({ description: "How many applications came by it" }),
    revokedAt: instant.optional(),
  })
  .meta({
    id: "Invitation",
    examples: [{ ...newInvitation, uses: 3 }],
  });

export function invitationPath(token: string): string {
  return `/v1/invitations/${token}`;
}

/** The addresses of this API and of the front end, if there is one. */
export type Places = { readonly origin: string; readonly frontEnd?: string | undefined };

/** A person opens it. So it leads to the programme's own page, else to the front end, else to ours. */
export function invitationUrl(token: string, { origin, frontEnd }: Places): string {
  return frontEndInvitation(token, frontEnd) ?? `${origin}/invitations/${token}`;
}

/** The front end's page for an invitation, if there is one. */
export function frontEndInvitation(token: string, frontEnd: string | undefined): string | undefined {
  const own = programme.branding.frontEnd.invitation;
  if (own !== undefined) return filled(own, { token });
  return frontEnd === undefined ? undefined : `${frontEnd}/invitations/${token}`;
}

/** For managers. */
export function invitationView(invitation: Invitation, places: Places, now: Instant) {
  const { token, email, createdBy, createdAt, expiresAt, uses, revokedAt } = invitation;
  const url = invitationUrl(token, places);
  const status = invitationStatus(invitation, now);
  return { token, url, status, email, createdBy, createdAt, expiresAt, uses, revokedAt };
}

export const openInvitation = z
  .object({ token: z.string(), organizationName: z.string(), expiresAt: instant, status })
  .meta({
    id: "OpenInvitation",
    examples: [
      {
        token: exampleToken,
        organizationName: "Cloud Partners Ltd",
        expiresAt: "2026-12-22T09:30:00.000Z",
        status: "active",
      },
    ],
  });

/** For anyone with the link, so without its creator. */
export function openInvitationView(invitation: Invitation, { name }: Partner, now: Instant) {
  const { token, expiresAt } = invitation;
  return { token, organizationName: name, expiresAt, status: invitationStatus(invitation, now) };
}
