import * as z from "zod";
import { bookingOf, type ExamCode, examCodeStatus, useOf } from "../../domain/exam/exam-code.ts";
import { bearerOf } from "../../domain/exam/exam-code-bearer.ts";
import { endedWith } from "../../domain/exam/exam-code-end.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import { examOf } from "../../domain/programme/exam-series.ts";
import { csvLine } from "../csv.ts";
import { csvAnswer, inFiles, maximumLines } from "../csv-file.ts";
import { examCodeAnswer, statusFilter as status } from "../exam/exam-codes.ts";
import { page, paging, partnerId } from "../fields.ts";
import { operation } from "../operation.ts";

const columns = [
  "code",
  "status",
  "certificationId",
  "exam",
  "holder",
  "email",
  "accountId",
  "issuedAt",
  "expiresAt",
  "changeId",
  // New columns come last, because readers may go by position.
  "seriesCode",
  "bookedAt",
  "startsAt",
  "confirmationNumber",
  "usedAt",
  "outcome",
];

/** The codes as they are at `now`, ended with their partnership if it has. People write names, so see `csvLine`. */
export function examCodesCsv(codes: readonly ExamCode[], partner: Partner, now: Instant): string {
  const lines = codes.map((kept) => {
    const code = endedWith(kept, partner);
    const { certification, exam, issuedAt, expiresAt, changeId } = code;
    const { fullName = "", email = "", accountId = "" } = bearerOf(code) ?? {};
    const about = [code.code, examCodeStatus(code, now), certification.certificationId, exam];
    const { bookedAt = "", startsAt = "", confirmationNumber = "" } = bookingOf(code) ?? {};
    const { at: usedAt = "", outcome = "", bookedAt: wasBookedAt = "" } = useOf(code) ?? {};
    const sat = [bookedAt || wasBookedAt, startsAt, confirmationNumber, usedAt, outcome];
    const { seriesCode } = examOf(certification, exam);
    return csvLine([...about, fullName, email, accountId, issuedAt, expiresAt, changeId, seriesCode, ...sat]);
  });
  return [csvLine(columns), ...lines].join("");
}

const partnerParams = z.strictObject({ partnerId });
export const listPartnerExamCodes = operation({
  id: "listPartnerExamCodes",
  method: "GET",
  path: "/v1/partners/{partnerId}/exam-codes",
  auth: "account",
  tag: "Exam codes",
  summary: "List a partner's exam codes, newest first",
  params: partnerParams,
  query: z.strictObject({ ...paging, status }),
  answers: { 200: { description: "One page of codes", schema: page(examCodeAnswer) } },
  refusals: ["partner-not-found", "managers-only"],
});

export const getPartnerExamCodesCsv = operation({
  id: "getPartnerExamCodesCsv",
  method: "GET",
  path: "/v1/partners/{partnerId}/exam-codes.csv",
  auth: "account",
  tag: "Exam codes",
  summary: "Download a partner's exam codes as CSV",
  description: `${inFiles(maximumLines)} A cell that a spreadsheet would run as a formula begins with an apostrophe.`,
  params: partnerParams,
  query: z.strictObject({ cursor: paging.cursor, status }),
  answers: {
    200: csvAnswer(columns, "code"),
  },
  refusals: ["partner-not-found", "managers-only"],
});
