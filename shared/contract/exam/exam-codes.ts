import * as z from "zod";
import {
  bearerOf,
  bookingOf,
  type ExamCode,
  examCodeStatus,
  examCodeStatuses,
  useOf,
} from "../../domain/exam/exam-code.ts";
import type { Instant } from "../../domain/instant.ts";
import { examOf } from "../../domain/programme/exam-series.ts";
import { example } from "../examples.ts";
import { examCode, instant, ofCertification, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { titledExam } from "../programme/catalogue.ts";

const freeExamCode = {
  code: "EXC-7F3K-9QXW-2M8T-R5VN-8",
  status: "available",
  partnerId: "par_7f3k9qxw2m8tr5vn",
  certificationId: example.certificationId,
  exam: example.exam,
  seriesCode: example.seriesCode,
  title: `${example.title}, ${example.exam} exam`,
  instructionsUrl: `https://learn.example.org/${example.certificationId}/exam`,
  changeId: "bch_01hxk3v9q7f3k9qxw",
  issuedAt: "2026-11-22T09:30:00.000Z",
  expiresAt: "2027-11-22T09:30:00.000Z",
};

export const exampleExamCode = {
  ...freeExamCode,
  status: "assigned",
  holder: { accountId: "ana-466654521", fullName: "Ana Sá", since: "2026-11-23T08:00:00.000Z" },
};

export const examCodeAnswer = z
  .object({
    code: z.string(),
    status: z.enum(examCodeStatuses),
    partnerId: z.string(),
    certificationId: z.string(),
    ...titledExam,
    exam: z.string().meta({ description: "The one exam that it pays for" }),
    changeId: z.string().meta({ description: "The benefit change that issued it" }),
    issuedAt: instant,
    expiresAt: instant,
    booked: z
      .object({ confirmationNumber: z.string(), startsAt: instant, bookedAt: instant })
      .optional()
      .meta({ description: "The appointment that is booked with it" }),
    usedAt: instant.optional(),
    endedAt: instant
      .optional()
      .meta({ description: "When its partnership ended, and with that the code, unless it is booked or used" }),
    outcome: z
      .enum(["pass", "fail", "held", "incomplete", "invalidated", "no-show"])
      .optional()
      .meta({ description: "The outcome of the sitting that used it" }),
    holder: z
      .object({ accountId: z.string(), fullName: z.string(), since: instant })
      .optional()
      .meta({ description: "The member who has it, who used it, or who had it when it ended" }),
  })
  .meta({
    id: "ExamCode",
    examples: [exampleExamCode],
  });

/** An exam code; `status` follows from its facts and the time of the request. */
export function examCodeView(code: ExamCode, now: Instant) {
  const { partnerId, certification, exam, changeId, issuedAt, expiresAt } = code;
  const holder = bearerOf(code);
  const [use, booked] = [useOf(code), bookingOf(code)];
  return {
    code: code.code,
    status: examCodeStatus(code, now),
    partnerId,
    certificationId: certification.certificationId,
    ...examOf(certification, exam),
    changeId,
    issuedAt,
    expiresAt,
    booked: booked && {
      confirmationNumber: booked.confirmationNumber,
      startsAt: booked.startsAt,
      bookedAt: booked.bookedAt,
    },
    usedAt: use?.at,
    endedAt: code.endedAt,
    outcome: use?.outcome,
    holder: holder && { accountId: holder.accountId, fullName: holder.fullName, since: holder.since },
  };
}

const params = z.strictObject({ code: examCode });
export const statusFilter = z
  .enum(examCodeStatuses)
  .optional()
  .meta({ description: "Only of this status", examples: ["available"] });

export const listExamCodes = operation({
  id: "listExamCodes",
  method: "GET",
  path: "/v1/exam-codes",
  auth: "account",
  tag: "Exam codes",
  summary: "List my exam codes, newest first",
  description: "The list keeps the latest 40 used and expired codes.",
  query: z.strictObject({ ...paging, ...ofCertification, status: statusFilter }),
  answers: { 200: { description: "One page of codes", schema: page(examCodeAnswer) } },
});

export const getExamCode = operation({
  id: "getExamCode",
  method: "GET",
  path: "/v1/exam-codes/{code}",
  auth: "account",
  tag: "Exam codes",
  summary: "Get an exam code",
  params,
  answers: { 200: { description: "The code", schema: examCodeAnswer } },
  refusals: ["exam-code-not-found"],
  guessed: "code",
});

export const assignExamCode = operation({
  id: "assignExamCode",
  method: "POST",
  path: "/v1/exam-codes/{code}/assign",
  auth: "account",
  tag: "Exam codes",
  summary: "Assign an exam code to a member",
  description: "A member may have 20 unused codes. The member gets an e-mail.",
  params,
  body: z.strictObject({
    accountId: z
      .string()
      .min(1)
      .max(255)
      .refine((value) => value.isWellFormed(), "is not well-formed")
      .meta({ description: "The member's account", examples: ["ana-466654521"] }),
  }),
  examples: { "To a member": { accountId: "ana-466654521" } },
  answers: { 200: { description: "Given", schema: examCodeAnswer } },
  refusals: [
    "member-not-found",
    "exam-code-not-found",
    "managers-only",
    "partnership-suspended",
    "partnership-ended",
    "certificate-not-claimed",
    "certificate-still-valid",
    "exam-code-booked",
    "exam-code-used",
    "exam-code-expired",
    "exam-code-cancelled",
    "exam-code-already-assigned",
    "too-many-exam-codes",
  ],
});

export const returnExamCode = operation({
  id: "returnExamCode",
  method: "POST",
  path: "/v1/exam-codes/{code}/return",
  auth: "account",
  tag: "Exam codes",
  summary: "Return an unused exam code",
  description: "Managers take it back from its member. Members give their own back.",
  params,
  answers: { 200: { description: "It is available again", schema: examCodeAnswer, shows: freeExamCode } },
  refusals: [
    "exam-code-not-found",
    "managers-only",
    "exam-code-booked",
    "exam-code-used",
    "exam-code-expired",
    "exam-code-cancelled",
    "exam-code-not-assigned",
  ],
});

export const cancelExamCode = operation({
  id: "cancelExamCode",
  method: "POST",
  path: "/v1/exam-codes/{code}/cancel",
  auth: "staff",
  tag: "Exam codes",
  summary: "Cancel or replace an exam code",
  description:
    "The code must be neither booked nor used. The coupon is spent. With `replace`, a new code takes its place, with the same exam, end and member.",
  params,
  body: z.strictObject({
    reason: text(500),
    replace: z
      .boolean()
      .default(false)
      .meta({ description: "Whether another code takes its place", examples: [true] }),
  }),
  examples: {
    "It got into wrong hands": { reason: "The code was published", replace: true },
    "It is taken out of use": { reason: "The member has left the partner" },
  },
  answers: {
    200: {
      description: "Cancelled, and the code that takes its place",
      schema: z.object({ cancelled: examCodeAnswer, replacement: examCodeAnswer.optional() }).meta({
        id: "CancelledExamCode",
        examples: [
          {
            cancelled: { ...exampleExamCode, status: "cancelled" },
            replacement: { ...exampleExamCode, code: "EXC-8G4M-ARYX-3N9V-S6WP-N" },
          },
        ],
      }),
    },
  },
  refusals: ["exam-code-not-found", "exam-code-booked", "exam-code-used", "exam-code-expired", "exam-code-cancelled"],
});
