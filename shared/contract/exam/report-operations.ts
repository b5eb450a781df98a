import * as z from "zod";
import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { eligibilityCode, examCode } from "../code-fields.ts";
import { example } from "../examples.ts";
import { identifier, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { acceptedReport, receivedReport, report } from "./reports.ts";

const params = z.strictObject({ reportId: identifier("A report's id", "rep_0f1e2d3c4b5a69788796a5b4c3d2e1f0") });

const listed = z
  .enum(["waiting", "parked", "closed"])
  .default("parked")
  .meta({ description: "Of this status", examples: ["waiting"] });

export const listReports = operation({
  id: "listReports",
  method: "GET",
  path: "/v1/reports",
  auth: "staff",
  tag: "Staff",
  summary: "List waiting, parked or closed reports",
  query: z.strictObject({ ...paging, status: listed }),
  answers: { 200: { description: "One page of reports, newest first", schema: page(report) } },
});

export const getReport = operation({
  id: "getReport",
  method: "GET",
  path: "/v1/reports/{reportId}",
  auth: "staff",
  tag: "Staff",
  summary: "Get a report",
  params,
  answers: { 200: { description: "The report, as it came, with what became of it", schema: report } },
  refusals: ["report-not-found"],
});

export const releaseReport = operation({
  id: "releaseReport",
  method: "POST",
  path: "/v1/reports/{reportId}/release",
  auth: "staff",
  tag: "Staff",
  summary: "Try a parked report again",
  description: `The report waits for ${inDays(programme.reportRetryDays)} more. The schedule tries it within a minute.`,
  params,
  answers: { 200: { description: "Released; it waits", schema: report } },
  refusals: ["report-not-found", "report-not-parked", "report-not-releasable"],
});

const parkedEntitlement = z
  .union([
    z.strictObject({ registrationId: identifier("A registration's id", "reg_0f1e2d3c4b5a69788796") }),
    z.strictObject({ eligibilityCode }),
    z.strictObject({ examCode }),
  ])
  .optional()
  .meta({ description: "What it is about, for a report that could not be matched", examples: [] });

export const acceptReport = operation({
  id: "acceptReport",
  method: "POST",
  path: "/v1/reports/{reportId}/accept",
  auth: "staff",
  tag: "Staff",
  summary: "Accept a parked report",
  description:
    "The report counts in spite of the rule that parked it, whatever other reports arrive. An instant after its receipt counts as the receipt.",
  params,
  body: z.strictObject({
    reason: text(500),
    entitlement: parkedEntitlement,
    exam: text(64)
      .optional()
      .meta({
        description: "The exam that it is about, where it names none of its registration's",
        examples: [example.exam],
      }),
  }),
  examples: {
    "With the reason": { reason: "The centre has confirmed the sitting by telephone" },
    "One that was never matched": {
      reason: "The centre had mistyped the code",
      entitlement: { eligibilityCode: "ACTC-7F3K-9QXW-2M8T-R5VN-8" },
    },
  },
  answers: { 200: { description: "It counts", schema: report, shows: acceptedReport } },
  refusals: [
    "report-not-found",
    "report-not-parked",
    "report-not-acceptable",
    "report-names-its-entitlement",
    "entitlement-not-named",
    "exam-code-cancelled",
    "certificate-not-claimed",
    "certificate-still-valid",
  ],
});

export const closeReport = operation({
  id: "closeReport",
  method: "POST",
  path: "/v1/reports/{reportId}/close",
  auth: "staff",
  tag: "Staff",
  summary: "Close a report without applying it",
  params,
  body: z.strictObject({ reason: text(500) }),
  examples: { "With the reason": { reason: "The test centre has withdrawn it" } },
  answers: { 200: { description: "Closed", schema: report, shows: { ...receivedReport, status: "closed" } } },
  refusals: ["report-not-found", "report-not-parked"],
});
