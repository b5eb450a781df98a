import * as z from "zod";
import { accountId, email, partnerId, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { examplePartner, partnerAnswer } from "./partners.ts";

const params = z.strictObject({ partnerId });
export const reason = text(500).meta({ description: "Kept with the event, and told to the main account" });
export const ofStaff = { method: "POST", auth: "staff", tag: "Partners", params } as const;

/** The partner after a change of these facts. */
export function changed(facts: Partial<z.infer<typeof partnerAnswer>> = {}) {
  const shows = { ...examplePartner, ...facts };
  return { 200: { description: "The partner, changed", schema: partnerAnswer, shows } };
}

const endedAt = "2027-03-01T09:00:00.000Z";

export const renamePartner = operation({
  ...ofStaff,
  id: "renamePartner",
  path: "/v1/partners/{partnerId}/rename",
  summary: "Rename a partner",
  description: "Its organization has the same name. Sent e-mails keep the former name.",
  body: z.strictObject({ name: text(200), reason }),
  examples: { "A merger": { name: "Cloud Partners Group", reason: "Merged with another company" } },
  answers: changed({ name: "Cloud Partners Group" }),
  refusals: ["partner-not-found"],
});

export const changeMainAccount = operation({
  ...ofStaff,
  id: "changeMainAccount",
  path: "/v1/partners/{partnerId}/main-account",
  summary: "Change a partner's main account",
  description:
    "The new one is a member, or an account without an organization, which joins. The former one becomes a manager, whom the new one can remove. Both get an e-mail, if their addresses are known. Without `mainAccountEmail`, the member's address is used.",
  body: z.strictObject({
    mainAccountId: accountId,
    mainAccountName: text(200).optional(),
    mainAccountEmail: email.optional(),
    reason,
  }),
  examples: {
    "Who was it has left": {
      mainAccountId: "noa-2293847",
      mainAccountName: "Noa Next",
      mainAccountEmail: "noa@example.org",
      reason: "Mia Main has left the company",
    },
  },
  answers: changed({ mainAccountId: "noa-2293847" }),
  refusals: ["partner-not-found", "partnership-ended", "account-in-another-organization"],
});

const why = z.strictObject({ reason });

export const suspendPartnership = operation({
  ...ofStaff,
  id: "suspendPartnership",
  path: "/v1/partners/{partnerId}/suspend",
  summary: "Suspend a partnership",
  description:
    "Until it is resumed, no coupons are issued, no exam codes are assigned, and nobody is invited or joins. Assigned exam codes stay valid, and certificates count.",
  body: why,
  examples: { "With a reason": { reason: "The fee is overdue" } },
  answers: changed({ status: "suspended", suspendedAt: endedAt, reason: "The fee is overdue" }),
  refusals: ["partner-not-found", "partnership-ended", "partnership-suspended"],
});

export const resumePartnership = operation({
  ...ofStaff,
  id: "resumePartnership",
  path: "/v1/partners/{partnerId}/resume",
  summary: "Resume a suspended partnership",
  body: why,
  examples: { "With a reason": { reason: "The fee was paid" } },
  answers: changed(),
  refusals: ["partner-not-found", "partnership-ended", "partnership-not-suspended"],
});

export const endPartnership = operation({
  ...ofStaff,
  id: "endPartnership",
  path: "/v1/partners/{partnerId}/end",
  summary: "End a partnership for good",
  description:
    "Has the effects of a suspension. In addition, every exam code that is not booked or used ends now, and its holder gets an e-mail. Bookings go on to their results. No more certificates are counted; counted ones stay until they end. Members stay until they leave. The main account may leave, too.",
  body: why,
  examples: { "With a reason": { reason: "The company has given notice" } },
  answers: changed({ status: "ended", endedAt, reason: "The company has given notice" }),
  refusals: ["partner-not-found", "partnership-ended"],
});
