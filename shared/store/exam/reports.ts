import * as z from "zod";
import { type Report, subjectKinds } from "../../domain/exam/center-report.ts";
import { workOfReport } from "../../domain/exam/exam-work.ts";
import { parkedFrom } from "../../domain/exam/kept-report.ts";
import { digest } from "../core/digest.ts";
import { entity, lists } from "../core/entity.ts";
import { canonical, openData } from "../core/stored.ts";

const reportSchema = () =>
  z.object({
    reportId: z.string(),
    provider: z.string(),
    type: z.string(),
    status: z.enum(["applied", "waiting", "parked", "closed"]),
    occurredAt: z.string(),
    receivedAt: z.string(),
    waitsFor: z
      .object({
        kind: z.enum(subjectKinds),
        id: z.string(),
      })
      .optional(),
    retryUntil: z.string().optional(),
    tries: z.number().optional(),
    nextTryAt: z.string().optional(),
    reason: z.string().optional(),
    accepted: z.object({ at: z.string(), rule: z.string(), reason: z.string() }).optional(),
    concerns: z.object({ accountId: z.string().optional(), name: z.string().optional() }).optional(),
    data: openData,
  });

/** Messages of test centres and the payment provider, as they came, with their outcome. */
export const reports = entity<Report>()({
  kind: "report",
  schema: reportSchema,
  owner: (report) => {
    if (report.status === "applied") return undefined;
    if (report.status === "closed") return { list: lists.closedReports, sort: report.receivedAt };
    return { list: lists.openReports, sort: parkedFrom(report) };
  },
  due: ({ status, nextTryAt }) => (status === "waiting" ? nextTryAt : undefined),
  work: workOfReport,
});

/** The identifier of a report follows from who says what: the same report under a new message id is the same report. */
export function reportIdFor(provider: string, report: unknown): string {
  return `rep_${digest(`${provider}:${canonical(report)}`)}`;
}
