import { ofBindings } from "./binding-problems.ts";
import { ofExamCodes } from "./exam-code-problems.ts";
import { ofMemberships } from "./membership-problems.ts";

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
  ...ofMemberships,
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
  ...ofExamCodes,
  ...ofBindings,
} as const;
