import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";

/** The refusals about invitations, applications and members. See `problems.ts`. */
export const ofMemberships = {
  "managers-only": {
    status: 403,
    title: "This is for the organization's managers",
    help: "Ask a manager of your organization.",
  },
  "main-account-only": {
    status: 403,
    title: "This is for the partner's main account",
    help: "Ask the person who signs in with the partner's main account.",
  },
  "applicant-only": {
    status: 403,
    title: "Only the applicant can take the application back",
    help: "The main account rejects one with POST /v1/organizations/{organizationId}/applications/{applicationId}/reject.",
  },
  "email-not-verified": {
    status: 403,
    title: "The token names no verified e-mail address",
    help: "Let your identity provider verify the address. It then states `email_verified`.",
  },
  "invitation-revoked": {
    status: 409,
    title: "The invitation was revoked",
    help: "Ask a manager of the organization for a new link.",
  },
  "invitation-expired": {
    status: 409,
    title: "The invitation has expired",
    help: `An invitation is good for ${inDays(programme.invitationDays)}. Ask a manager of the organization for a new link.`,
  },
  "already-a-member": { status: 409, title: "The account is a member already", help: "See GET /v1/me." },
  "account-in-another-organization": {
    status: 409,
    title: "The account belongs to another organization",
    help: "The account must leave first, with POST /v1/me/organization/quit, or a manager of that organization removes it.",
  },
  "application-already-pending": {
    status: 409,
    title: "The application is waiting already",
    help: "Wait for the main account to decide, or withdraw it with POST /v1/applications/{applicationId}/withdraw.",
  },
  "application-not-pending": {
    status: 409,
    title: "The application is not waiting any more",
    help: "It was approved, rejected or withdrawn. Apply again with an invitation link.",
  },
  "not-in-an-organization": {
    status: 409,
    title: "The account belongs to no organization",
    help: "Join one with an invitation link of its managers.",
  },
  "main-account-cannot-leave": {
    status: 409,
    title: "The main account cannot leave its organization",
    help: "The programme's staff can give the partner another main account.",
  },
  "role-is-fixed": {
    status: 409,
    title: "The main account's role cannot be changed",
    help: "The programme's staff can give the partner another main account.",
  },
} as const;
