import * as z from "zod";
import { after } from "../../local/host/duration.ts";

/** Typed text: trimmed, composed, in any script, without control characters. */
function words(maximum: number, missing: string) {
  return z
    .string({ error: missing })
    .trim()
    .normalize("NFC")
    .min(1, missing)
    .max(maximum, `Use at most ${maximum} characters.`)
    .refine((value) => value.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(value), "Leave out control characters.");
}

/** A typed code, without spaces and any kind of hyphen. The programme validates the rest. */
function code(name: string) {
  return z
    .string({ error: `Enter ${name}.` })
    .transform((typed) => typed.replace(/[\s\-\u2010-\u2015\u2212]/gu, ""))
    .pipe(
      z
        .string()
        .min(1, `Enter ${name}.`)
        .regex(/^[A-Za-z0-9*~$=]{0,64}$/, `This is not ${name}: use its letters, digits and check symbol.`),
    );
}

const ticked = z.union([z.boolean(), z.literal("on").transform(() => true)], { error: "Say yes or no." });

const points = z
  .union(
    [
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,7}([.,]\d{1,6})?$/)
        .transform((typed) => Number(typed.replace(",", "."))),
    ],
    {
      error: "Enter a number such as 82 or 82.5.",
    },
  )
  .refine((value) => value >= 0 && value <= 1_000_000, "Enter a number from 0 to 1000000.")
  .refine((value) => value === 0 || value >= 0.000_001, "This is too small to be a score.");

/** Delivery of a report: at once, late by a duration, or out of order; once or twice. */
export const sendingChoices = {
  now: "At once",
  PT1H: "1 hour late",
  P1D: "1 day late",
  P2D: "2 days late",
  P4D: "4 days late",
  "after-next": "Out of order: after the next report of this booking",
} as const;

const sending = {
  send: z
    .string()
    .refine((value) => value === "now" || value === "after-next" || after(0, value) !== undefined, {
      error: "Choose now, after-next, or a duration such as PT1H or P2D.",
    })
    .default("now"),
  twice: ticked.default(false),
};

export type Sending = { readonly send: string; readonly twice: boolean };

const when = {
  place: z.string().max(64, "Choose one of the places.").optional(),
  /** RFC 3339. Without it, date and time on the place's wall clock. */
  startsAt: z.iso
    .datetime({ offset: true, error: "Enter an RFC 3339 instant such as 2027-01-31T09:00:00Z." })
    .optional(),
  date: z.iso.date({ error: "Enter a date, such as 2027-01-31." }).optional(),
  time: z.iso.time({ precision: -1, error: "Enter a time, such as 09:00." }).optional(),
};

export type When = {
  readonly place?: string | undefined;
  readonly startsAt?: string | undefined;
  readonly date?: string | undefined;
  readonly time?: string | undefined;
};

/** Books with an eligibility code, at a centre that offers those exams. */
export function eligibilityBody(exams: readonly string[]) {
  return z.strictObject({
    eligibilityCode: code("an eligibility code"),
    exam: z.enum(exams, { error: "Choose an exam." }),
    ...when,
    ...sending,
  });
}

/** Paid with an exam code, or by the candidate if the centre allows that. */
export function paidBody(selfPaid: boolean) {
  return z
    .strictObject({
      name: words(200, "Enter a name."),
      email: z.email({ error: "Enter an e-mail address, such as ana@example.org." }).max(254).toLowerCase(),
      examCode: code("an exam code").optional(),
      seriesCode: z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9-]{1,64}$/, "Enter the exam’s series code: letters, digits and hyphens.")
        .toUpperCase()
        .optional(),
      ...when,
      ...sending,
    })
    .refine(({ examCode, seriesCode }) => examCode !== undefined || (selfPaid && seriesCode !== undefined), {
      path: ["examCode"],
      error: selfPaid ? "Enter an exam code, or the series code of the exam that you pay for." : "Enter an exam code.",
    });
}

/** For a registration without a code. Without a time, the exam starts at once. */
export const registrationBody = z.strictObject({
  registrationId: z
    .string({ error: "Enter a registration ID." })
    .trim()
    .regex(/^[\x21-\x7e]{1,128}$/, "Enter a registration ID, such as reg_0f1e2d3c4b5a69788796."),
  ...when,
  ...sending,
});

/** `confirmationNumber`: an earlier number, to move the booking back. */
export const moveBody = z.strictObject({ confirmationNumber: z.string().max(64).optional(), ...when, ...sending });

export const cancelBody = z.strictObject(sending);

/** Optionally moves the clock to the appointment first. */
const moveClock = ticked.default(false);

export const excuseBody = z.strictObject(sending);

export const noShowBody = z.strictObject({ excused: ticked.default(false), moveClock, ...sending });

export const sitBody = z
  .strictObject({
    outcome: z.enum(["pass", "fail", "incomplete", "held"], { error: "Choose pass, fail, incomplete or held." }),
    score: points.optional(),
    maximumScore: points.optional(),
    moveClock,
    ...sending,
  })
  .refine(({ score = 0, maximumScore = score }) => score <= maximumScore, {
    path: ["score"],
    error: "The score is greater than the maximum.",
  });

export const correctBody = z.strictObject({
  outcome: z.enum(["pass", "fail", "incomplete", "invalidated"], { error: "Choose the outcome that now holds." }),
  score: points.optional(),
  reason: words(500, "Enter a reason."),
  ...sending,
});

export const clockBody = z.strictObject({ advance: z.string({ error: "Choose how far." }) });

export type EligibilityBody = z.infer<ReturnType<typeof eligibilityBody>>;

export type PaidBody = z.infer<ReturnType<typeof paidBody>>;
