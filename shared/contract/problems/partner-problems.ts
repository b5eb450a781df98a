import { inDays, inMonths } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";

/** The refusals about organizations, coupons, exam codes and bindings. See `problems.ts`. */
export const ofPartners = {
  "partner-not-found": {
    status: 404,
    title: "There is no such partner",
    help: "Check the partner's id. Only the managers of its organization see a partner.",
  },
  "organization-not-found": {
    status: 404,
    title: "There is no such organization",
    help: "Check the organization's id. Only its members see an organization.",
  },
  "invitation-not-found": {
    status: 404,
    title: "There is no such invitation",
    help: "Check the link, or ask a manager of the organization for a new one.",
  },
  "application-not-found": {
    status: 404,
    title: "There is no such application",
    help: "Check the application's id. Only the applicant and the organization's managers see it.",
  },
  "member-not-found": {
    status: 404,
    title: "There is no such member",
    help: "Check the account's id in the organization's list of members.",
  },
  "exam-code-not-found": {
    status: 404,
    title: "There is no such exam code",
    help: "Check the code. It is visible to the partner's managers, to the member who has it, and to test centres.",
  },
  "benefit-change-not-found": {
    status: 404,
    title: "There is no such benefit change",
    help: "Check the id in the partner's list of benefit changes.",
  },
  "binding-not-found": {
    status: 404,
    title: "There is no such binding",
    help: "Check the binding's id. An account only sees its own bindings.",
  },
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
  "exam-not-paid-by-benefits": {
    status: 409,
    title: "Partners get no coupons for this exam",
    help: "See GET /v1/partners/{partnerId}/benefits for the levels that have coupons.",
  },
  "quota-exceeded": {
    status: 409,
    title: "The quota does not have that many coupons left",
    help: "GET /v1/partners/{partnerId}/benefits shows what remains, and what gives more.",
  },
  "same-exam-twice": {
    status: 409,
    title: "The list gives one member two codes for one exam",
    help: "Give the member one code. When that is used, give another one for another sitting.",
  },
  "rows-refused": {
    status: 409,
    title: "Some rows are refused, so nothing was changed",
    help: "`errors` names each refused row and the reason. Remove or correct these rows, and send the list again.",
  },
  "partnership-suspended": {
    status: 409,
    title: "The partnership is suspended",
    help: "Until it is resumed, nobody joins, no coupons are issued and no exam codes are given out. Members can use the codes that they have. Ask the programme's staff.",
  },
  "partnership-not-suspended": {
    status: 409,
    title: "The partnership is not suspended",
    help: "See `status` in GET /v1/partners/{partnerId}.",
  },
  "partnership-ended": {
    status: 409,
    title: "The partnership has ended",
    help: "Its exam codes without a booking have ended, and no certificate counts for it any more. Its members may leave and join another organization.",
  },
  "exam-not-named": {
    status: 422,
    title: "The code pays for several exams: name one",
    help: "Add ?exam= with the exam's role or its series code.",
  },
  "exam-code-booked": {
    status: 409,
    title: "The exam code is booked",
    help: "Cancel the booking at the test centre first. Then the code can be given to another member or taken back.",
  },
  "exam-code-used": {
    status: 409,
    title: "The exam code was used",
    help: "A sitting has used it up. It cannot be given, taken back or used again.",
  },
  "exam-code-expired": {
    status: 409,
    title: "The exam code has expired",
    help: `An exam code is good for ${inMonths(programme.examCodeMonths)} from its issue. Apply for new ones.`,
  },
  "exam-code-cancelled": {
    status: 409,
    title: "The exam code was cancelled",
    help: "The programme's staff cancelled it. The partner's main account knows whether another code replaces it.",
  },
  "exam-code-already-assigned": {
    status: 409,
    title: "A member has the exam code already",
    help: "Take it back first with POST /v1/exam-codes/{code}/return.",
  },
  "exam-code-not-assigned": {
    status: 409,
    title: "No member has the exam code",
    help: "It can be given to a member with POST /v1/exam-codes/{code}/assign.",
  },
  "too-many-exam-codes": {
    status: 409,
    title: "The member has too many exam codes",
    help: "A member may hold 20 unused codes. Take some back, or wait until they are used.",
  },
  "ids-look-swapped": {
    status: 409,
    title: "The two identifiers look swapped",
    help: "Swap them: at the test centre, the registration id names one sitting, and the candidate id names the person.",
  },
  "sitting-already-bound": {
    status: 409,
    title: "You have bound this sitting already",
    help: "See GET /v1/bindings. A binding cannot be changed.",
  },
  "sitting-not-available": {
    status: 409,
    title: "Your account cannot bind this sitting",
    help: "Another account has bound it, has bound another sitting of this candidate id, or was given the exam code that paid for it. Check both identifiers and your account.",
  },
  "certification-differs-from-sitting": {
    status: 409,
    title: "The sitting was for another certification",
    help: "Choose the certification of the exam that you took.",
  },
  "sitting-not-passed": {
    status: 409,
    title: "The exam of this sitting was not passed",
    help: "Only a passed exam can be bound.",
  },
  "binding-already-pending": {
    status: 409,
    title: "This binding waits for its result already",
    help: `It waits for ${inDays(programme.bindingDays)} from when you asked for it. You are told by e-mail when it is bound.`,
  },
  "binding-not-bound": {
    status: 409,
    title: "The binding is not bound",
    help: "It waits for its result, or it has failed. Decide on the name when it is bound.",
  },
  "candidate-link-not-found": {
    status: 404,
    title: "No account has this candidate id",
    help: "Check the provider and the candidate id. The first binding ties a candidate id to an account.",
  },
  "too-many-bindings": {
    status: 409,
    title: "Too many bindings wait for this result",
    help: "Wait until some of them are bound or have failed, then ask again.",
  },
  "holder-name-missing": {
    status: 409,
    title: "The certificate would have no name on it",
    help: "Send a name as on the identity document: `fullName` with a binding, because neither your token nor your organization has one, and `givenName`, `familyName` or both with a correction.",
  },
} as const;
