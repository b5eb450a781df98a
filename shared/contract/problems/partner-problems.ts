import { inDays, inMonths } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";

/** What the refusals about partners mean: organizations, coupons, exam codes and bindings. See `problems.ts`. */
export const ofPartners = {
  "partner-not-found": {
    status: 404,
    title: "There is no such partner",
    help: "Check the partner's id. A partner is visible to the managers of its organization alone.",
  },
  "organization-not-found": {
    status: 404,
    title: "There is no such organization",
    help: "Check the organization's id. An organization is visible to its members alone.",
  },
  "invitation-not-found": {
    status: 404,
    title: "There is no such invitation",
    help: "Check the link, or ask a manager of the organization for a new one.",
  },
  "application-not-found": {
    status: 404,
    title: "There is no such application",
    help: "Check the application's id. It is visible to the applicant and to the organization's managers.",
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
    help: "Check the binding's id. A binding of another account is not visible to yours.",
  },
  "managers-only": {
    status: 403,
    title: "This is for the organization's managers",
    help: "Ask a manager of your organization.",
  },
  "main-account-only": {
    status: 403,
    title: "This is for the partner's main account",
    help: "Ask whoever signs in with the partner's main account.",
  },
  "applicant-only": {
    status: 403,
    title: "Only the applicant can take the application back",
    help: "The main account rejects one with POST /v1/organizations/{organizationId}/applications/{applicationId}/reject.",
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
    help: "It must leave that one first: quit it with POST /v1/me/organization/quit, or ask one of its managers to remove the account.",
  },
  "application-already-pending": {
    status: 409,
    title: "The application is waiting already",
    help: "Wait for the main account to decide, or withdraw it with POST /v1/applications/{applicationId}/withdraw.",
  },
  "application-not-pending": {
    status: 409,
    title: "The application is not waiting any more",
    help: "It was approved, rejected or withdrawn. Apply again by an invitation link.",
  },
  "not-in-an-organization": {
    status: 409,
    title: "The account belongs to no organization",
    help: "Join one by an invitation link of its managers.",
  },
  "main-account-cannot-leave": {
    status: 409,
    title: "The main account cannot leave its organization",
    help: "It stays as long as the organization is there. It can name managers, who do its daily work.",
  },
  "role-is-fixed": {
    status: 409,
    title: "The main account's role cannot be changed",
    help: "It stays the main account as long as the organization is there.",
  },
  "exam-not-paid-by-benefits": {
    status: 409,
    title: "Partners get no coupons for this exam",
    help: "See GET /v1/partners/{partnerId}/benefits for the levels that have coupons.",
  },
  "quota-exceeded": {
    status: 409,
    title: "The quota has not so many coupons left",
    help: "See GET /v1/partners/{partnerId}/benefits for what remains and what the next step needs.",
  },
  "same-exam-twice": {
    status: 409,
    title: "The list gives one member two codes for one exam",
    help: "Give the member one code. Give another one once that is used, if the exam is to be sat again.",
  },
  "rows-refused": {
    status: 409,
    title: "Some rows are refused, so nothing was changed",
    help: "`errors` names each row that is refused, and why. Take those rows out, or put right what is wrong with them, and send the list again.",
  },
  "partnership-suspended": {
    status: 409,
    title: "The partnership is suspended",
    help: "As long as it is, nobody joins, no coupons are issued and no exam codes are given out. Codes that members have go on. Ask the programme's staff.",
  },
  "partnership-not-suspended": {
    status: 409,
    title: "The partnership is not suspended",
    help: "See `status` in GET /v1/partners/{partnerId}.",
  },
  "partnership-ended": {
    status: 409,
    title: "The partnership has ended",
    help: "Its exam codes that were not booked have ended with it, and nothing more counts for it. Its members may leave and join another organization.",
  },
  "exam-not-named": {
    status: 422,
    title: "The code pays for several exams: name one",
    help: "Add ?exam= with the exam's role or its series code.",
  },
  "exam-code-booked": {
    status: 409,
    title: "The exam code is booked",
    help: "An exam is booked with it. It cannot be given or taken back before the test centre has cancelled the booking.",
  },
  "exam-code-used": {
    status: 409,
    title: "The exam code was used",
    help: "A result has named it. It cannot be given, taken back or used again.",
  },
  "exam-code-expired": {
    status: 409,
    title: "The exam code has expired",
    help: `An exam code is good for ${inMonths(programme.examCodeMonths)} from its issue. Apply for new ones.`,
  },
  "exam-code-cancelled": {
    status: 409,
    title: "The exam code was cancelled",
    help: "Staff took it out of use. Its partner's main account was told whether another one takes its place.",
  },
  "exam-code-already-assigned": {
    status: 409,
    title: "The exam code is with a member",
    help: "Take it back first with POST /v1/exam-codes/{code}/return.",
  },
  "exam-code-not-assigned": {
    status: 409,
    title: "Nobody has the exam code",
    help: "It can be given to a member with POST /v1/exam-codes/{code}/assign.",
  },
  "too-many-exam-codes": {
    status: 409,
    title: "The member has too many exam codes",
    help: "A member may hold 20 unused codes. Take some back, or wait until they are used.",
  },
  "ids-look-swapped": {
    status: 409,
    title: "The two identifiers look exchanged",
    help: "Send them the other way round: at the test centre, the registration id names one sitting, the candidate id the person.",
  },
  "sitting-already-bound": {
    status: 409,
    title: "You have bound this sitting already",
    help: "See GET /v1/bindings. A binding cannot be altered.",
  },
  "sitting-not-available": {
    status: 409,
    title: "This sitting cannot be bound by your account",
    help: "It is bound to another account, or another account has bound a sitting of this candidate id, or was given the exam code that paid for it. Check both identifiers and your account.",
  },
  "certification-differs-from-sitting": {
    status: 409,
    title: "The sitting was for another certification",
    help: "Choose the certification whose exam you sat.",
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
    title: "This binding has linked no exam",
    help: "It waits for its result, or it has failed. Its name can be decided on once it is bound.",
  },
  "candidate-link-not-found": {
    status: 404,
    title: "No account has this candidate id",
    help: "Check the provider and the candidate id. The first binding ties a candidate id to an account.",
  },
  "too-many-bindings": {
    status: 409,
    title: "Too many bindings wait",
    help: "Wait until some of them are bound or have failed, then ask again.",
  },
  "holder-name-missing": {
    status: 409,
    title: "The certificate would have no name on it",
    help: "State a name as on the identity document: at a binding as fullName, since neither your token nor your organization states one; in a correction a given name, a family name or both.",
  },
} as const;
