import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import { type Invitation, invitationStatus } from "../../domain/partner/invitation.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import { inDays } from "../../domain/period.ts";
import { filled } from "../../domain/programme/branding.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { identifier, instant, location, organizationId, page, paging, spokenPage } from "../fields.ts";
import { operation } from "../operation.ts";

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

export const createInvitation = operation({
  id: "createInvitation",
  method: "POST",
  path: "/v1/organizations/{organizationId}/invitations",
  auth: "account",
  tag: "Organizations",
  summary: "Create an invitation link",
  description: "For managers. Anyone with the link may apply, any number of times, until it ends or is revoked.",
  params: z.strictObject({ organizationId }),
  answers: {
    201: {
      description: `The link, good for ${inDays(programme.invitationDays)}`,
      schema: invitationAnswer,
      shows: newInvitation,
      headers: location(invitationPath(exampleToken)),
    },
  },
  refusals: ["organization-not-found", "managers-only", "partnership-suspended", "partnership-ended"],
});

export const listInvitations = operation({
  id: "listInvitations",
  method: "GET",
  path: "/v1/organizations/{organizationId}/invitations",
  auth: "account",
  tag: "Organizations",
  summary: "List invitation links, newest first",
  description: "For managers.",
  params: z.strictObject({ organizationId }),
  query: z.strictObject(paging),
  answers: { 200: { description: "One page of links", schema: page(invitationAnswer) } },
  refusals: ["organization-not-found", "managers-only"],
});

export const revokeInvitation = operation({
  id: "revokeInvitation",
  method: "DELETE",
  path: "/v1/organizations/{organizationId}/invitations/{token}",
  auth: "account",
  tag: "Organizations",
  summary: "Revoke an invitation link",
  description: "For managers. Its applications stay. A repetition gives the same answer.",
  params: z.strictObject({ organizationId, token: invitationToken }),
  answers: {
    200: {
      description: "The link, revoked",
      schema: invitationAnswer,
      shows: { ...newInvitation, uses: 3, status: "revoked", revokedAt: "2026-11-25T09:30:00.000Z" },
    },
  },
  refusals: ["organization-not-found", "invitation-not-found", "managers-only"],
});

/** For anyone with the link, so without its creator. */
export function openInvitationView(invitation: Invitation, { name }: Partner, now: Instant) {
  const { token, expiresAt } = invitation;
  return { token, organizationName: name, expiresAt, status: invitationStatus(invitation, now) };
}

export const getInvitation = operation({
  id: "getInvitation",
  method: "GET",
  path: "/v1/invitations/{token}",
  auth: "account",
  tag: "Organizations",
  summary: "Get an invitation link and its organization",
  params: z.strictObject({ token: invitationToken }),
  answers: {
    200: {
      description: "The organization, and until when the link is good",
      schema: z.object({ token: z.string(), organizationName: z.string(), expiresAt: instant, status }).meta({
        id: "OpenInvitation",
        examples: [
          {
            token: exampleToken,
            organizationName: "Cloud Partners Ltd",
            expiresAt: "2026-12-22T09:30:00.000Z",
            status: "active",
          },
        ],
      }),
    },
  },
  refusals: ["invitation-not-found"],
  guessed: "token",
});

/** A page whose address is a secret: no search engine may list it. */
const unlistedPage = {
  ...spokenPage,
  headers: {
    ...spokenPage.headers,
    "x-robots-tag": z
      .literal("noindex, nofollow")
      .meta({ description: "No search engine may list the page", examples: ["noindex, nofollow"] }),
  },
};

export const showInvitation = operation({
  id: "showInvitation",
  method: "GET",
  path: "/invitations/{token}",
  auth: "public",
  tag: "Organizations",
  summary: "Show the page of an invitation link",
  description:
    "For browsers, without a script: who invites, and how to apply. A link that has ended gets the same page as one that does not exist.",
  params: z.strictObject({
    token: z
      .string()
      .max(100)
      .meta({ description: "An invitation's token", examples: [exampleToken] }),
  }),
  answers: {
    200: { description: "Who invites, and what to do", ...unlistedPage },
    404: { description: "The page for a link that does not work", ...unlistedPage },
  },
  guessed: "token",
  cache: "never",
  people: true,
});
