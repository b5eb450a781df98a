import * as z from "zod";
import { bookingOf, type ExamCode, examCodeStatus, examCodeStatuses, useOf } from "../../domain/exam/exam-code.ts";
import { bearerOf } from "../../domain/exam/exam-code-bearer.ts";
import type { Instant } from "../../domain/instant.ts";
import { examOf } from "../../domain/programme/exam-series.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { titledExam } from "../programme/catalogue.ts";

export const freeExamCode = {
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

export const cancelledExamCode = z.object({ cancelled: examCodeAnswer, replacement: examCodeAnswer.optional() }).meta({
  id: "CancelledExamCode",
  examples: [
    {
      cancelled: { ...exampleExamCode, status: "cancelled" },
      replacement: { ...exampleExamCode, code: "EXC-8G4M-ARYX-3N9V-S6WP-N" },
    },
  ],
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

export const statusFilter = z
  .enum(examCodeStatuses)
  .optional()
  .meta({ description: "Only of this status", examples: ["available"] });
