import * as z from "zod";
import { example } from "../examples.ts";
import { accountId, email, level, partnerId, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { examplePartner, partnerAnswer } from "./partners.ts";

const params = z.strictObject({ partnerId });
const reason = text(500).meta({ description: "Kept with the event, and told to the main account" });
const ofStaff = { method: "POST", auth: "staff", tag: "Partners", params } as const;

/** The partner after a change of these facts. */
function changed(facts: Partial<z.infer<typeof partnerAnswer>> = {}) {
  const shows = { ...examplePartner, ...facts };
  return { 200: { description: "The partner, changed", schema: partnerAnswer, shows } };
}

const endedAt = "2027-03-01T09:00:00.000Z";

export const renamePartner = operation({
  ...ofStaff,
  id: "renamePartner",
  path: "/v1/partners/{partnerId}/rename",
  summary: "Give a partner another name",
  description: "Its organization has the same name. E-mails that were sent keep the old one.",
  body: z.strictObject({ name: text(200), reason }),
  examples: { "A merger": { name: "Cloud Partners Group", reason: "Merged with another company" } },
  answers: changed({ name: "Cloud Partners Group" }),
  refusals: ["partner-not-found"],
});

export const changeMainAccount = operation({
  ...ofStaff,
  id: "changeMainAccount",
  path: "/v1/partners/{partnerId}/main-account",
  summary: "Give a partner another main account",
  description:
    "A member, or an account that belongs to no organization and joins by this. The main account before it becomes a manager, whom the new one can remove. Both are told by e-mail, where an address is known. Without `mainAccountEmail` the address of the member is taken.",
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

const count = z.int().min(0).max(1_000_000);

const rule = z
  .union([
    z.strictObject({ base: count, forEachCertificate: count }),
    z.strictObject({
      steps: z
        .array(z.strictObject({ certificates: count, coupons: count }))
        .min(1)
        .max(100)
        .refine(
          (steps) =>
            steps.every(({ certificates, coupons }, at) => {
              const before = steps[at - 1];
              return before === undefined || (certificates > before.certificates && coupons >= before.coupons);
            }),
          "must grow from step to step",
        ),
    }),
  ])
  .nullable()
  .meta({ description: "`null`: the programme's rule stands again" });

export const setBenefitRule = operation({
  ...ofStaff,
  id: "setBenefitRule",
  path: "/v1/partners/{partnerId}/benefit-rules",
  summary: "Agree a benefit rule for one level with a partner alone",
  description:
    "The quota follows from it at once, and from all certificates that ever counted. The ledger gets an entry of the difference, with the reason. Where the rule gives less than was issued, nothing remains, and nothing is taken back.",
  body: z.strictObject({ level, rule, reason }),
  examples: {
    "Two for each certificate": {
      level: example.level,
      rule: { base: 10, forEachCertificate: 2 },
      reason: "Agreed for three years",
    },
    "The programme's again": { level: example.level, rule: null, reason: "The agreement has ended" },
  },
  answers: changed({ benefitRules: { [example.level]: { base: 10, forEachCertificate: 2 } } }),
  refusals: ["partner-not-found", "partnership-ended", "exam-not-paid-by-benefits"],
});

export const grantCoupons = operation({
  ...ofStaff,
  id: "grantCoupons",
  path: "/v1/partners/{partnerId}/coupons",
  summary: "Grant a partner coupons beside those that its benefit rule gives",
  description: "The ledger gets an entry, with the reason.",
  body: z.strictObject({ level, quantity: z.int().min(1).max(10_000), reason }),
  examples: { "Five more": { level: example.level, quantity: 5, reason: "Made good for an outage" } },
  answers: changed({ extraCoupons: { [example.level]: 5 } }),
  refusals: ["partner-not-found", "partnership-ended", "exam-not-paid-by-benefits"],
});

const why = z.strictObject({ reason });

export const suspendPartnership = operation({
  ...ofStaff,
  id: "suspendPartnership",
  path: "/v1/partners/{partnerId}/suspend",
  summary: "Suspend a partnership",
  description:
    "Until it is resumed no coupons are issued, no exam codes are given out, and nobody is invited or taken in. Exam codes that members have go on, and their certificates count.",
  body: why,
  examples: { "With a reason": { reason: "The fee is overdue" } },
  answers: changed({ status: "suspended", suspendedAt: endedAt, reason: "The fee is overdue" }),
  refusals: ["partner-not-found", "partnership-ended", "partnership-suspended"],
});

export const resumePartnership = operation({
  ...ofStaff,
  id: "resumePartnership",
  path: "/v1/partners/{partnerId}/resume",
  summary: "Resume a partnership that was suspended",
  body: why,
  examples: { "With a reason": { reason: "The fee was paid" } },
  answers: changed(),
  refusals: ["partner-not-found", "partnership-ended", "partnership-not-suspended"],
});

export const endPartnership = operation({
  ...ofStaff,
  id: "endPartnership",
  path: "/v1/partners/{partnerId}/end",
  summary: "End a partnership, for good",
  description:
    "As if suspended, and: every exam code that is not booked or used ends at this instant, and members who have one are told by e-mail. What is booked goes on to its result. Nothing is counted any more; what was counted stays counted until it ends. Members stay, for the history, until they leave, which the main account now may, too.",
  body: why,
  examples: { "With a reason": { reason: "The company has given notice" } },
  answers: changed({ status: "ended", endedAt, reason: "The company has given notice" }),
  refusals: ["partner-not-found", "partnership-ended"],
});
