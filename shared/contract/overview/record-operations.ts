import * as z from "zod";
import { examCodeStatuses } from "../../domain/exam/exam-code.ts";
import { orderStatuses } from "../../domain/purchase/order-status.ts";
import { certificateStatuses } from "../certificate/certificates.ts";
import { csvAnswer, inFiles } from "../csv-file.ts";
import { registrationStatuses } from "../exam/registrations.ts";
import { resultOutcomes } from "../exam/results.ts";
import { page, paging, partnerId } from "../fields.ts";
import { instantInput } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { ofCertification } from "../programme-fields.ts";
import { codeStatuses } from "../purchase/authorization-codes.ts";
import { columns, maximumRecordLines } from "./records.ts";
import { hit } from "./search.ts";

const recordNames = z.enum(["orders", "authorization-codes", "registrations", "certificates", "results", "exam-codes"]);

const statuses = [
  ...new Set([
    ...orderStatuses,
    ...codeStatuses,
    ...registrationStatuses,
    ...certificateStatuses,
    ...resultOutcomes,
    ...examCodeStatuses,
  ]),
];

const params = z.strictObject({
  kind: recordNames.meta({ description: "What is listed", examples: ["registrations"] }),
});

const narrowing = {
  status: z
    .enum(statuses)
    .optional()
    .meta({ description: "Only of this status; of results, this outcome", examples: ["open"] }),
  ...ofCertification,
  partnerId: partnerId
    .optional()
    .meta({ description: "Of this partner alone: exam codes, and certificates that count under it" }),
  from: instantInput
    .optional()
    .meta({ description: "Since then. Without it, since the first one", examples: ["2026-11-01T00:00:00Z"] }),
  to: instantInput
    .optional()
    .meta({ description: "Before then. Without it, until now", examples: ["2026-12-01T00:00:00Z"] }),
};

export const listRecords = operation({
  id: "listRecords",
  method: "GET",
  path: "/v1/records/{kind}",
  auth: "staff",
  tag: "Staff",
  summary: "List all things of a kind, newest first",
  description:
    "The order is by the time of order, purchase, registration, pass, issue or receipt. The newest things may be missing for a moment. A filtered page may hold fewer than `limit` items, even none, and still have a next page.",
  params,
  query: z.strictObject({ ...paging, ...narrowing }),
  answers: { 200: { description: "One page of them", schema: page(hit) } },
});

export const getRecordsCsv = operation({
  id: "getRecordsCsv",
  method: "GET",
  path: "/v1/records/{kind}.csv",
  auth: "staff",
  tag: "Staff",
  summary: "Download all things of a kind as CSV",
  description: inFiles(maximumRecordLines),
  params,
  query: z.strictObject({ cursor: paging.cursor, ...narrowing }),
  answers: {
    200: csvAnswer(columns, "of them, newest first"),
  },
});
