import * as z from "zod";
import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { location, organizationId, page, paging } from "../fields.ts";
import { spokenPage } from "../html-page.ts";
import { operation } from "../operation.ts";
import {
  exampleToken,
  invitationAnswer,
  invitationPath,
  invitationToken,
  newInvitation,
  openInvitation,
} from "./invitations.ts";

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
      schema: openInvitation,
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
