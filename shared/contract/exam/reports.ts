import * as z from "zod";
import type { Report } from "../../domain/exam/center-report.ts";
import { reportStatus } from "../../domain/exam/kept-report.ts";
import type { Instant } from "../../domain/instant.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";

const status = z.enum(["applied", "waiting", "parked", "closed"]);

export const receivedReport = {
  reportId: "rep_0f1e2d3c4b5a69788796a5b4c3d2e1f0",
  provider: example.provider,
  type: "appointment.cancelled",
  occurredAt: "2026-11-22T09:29:00.000Z",
  receivedAt: "2026-11-22T09:30:00.000Z",
  data: { confirmationNumber: example.firstNumber },
};

const waitingReport = {
  ...receivedReport,
  status: "waiting",
  waitsFor: { kind: "confirmation-number", id: example.firstNumber },
  retryUntil: "2026-11-25T09:30:00.000Z",
  nextTryAt: "2026-11-22T09:31:00.000Z",
  tries: 0,
};

export const acceptedReport = {
  ...receivedReport,
  status: "applied",
  accepted: {
    at: "2026-11-26T08:00:00.000Z",
    rule: "not-matched-in-time",
    reason: "The centre has confirmed the sitting by telephone",
  },
};

export const report = z
  .object({
    reportId: z.string(),
    provider: z.string(),
    type: z.string(),
    status,
    occurredAt: instant,
    receivedAt: instant,
    retryUntil: instant.optional(),
    nextTryAt: instant.optional(),
    tries: z.int().optional(),
    waitsFor: z.object({ kind: z.string(), id: z.string() }).optional(),
    reason: z.string().optional(),
    accepted: z
      .object({ at: instant, rule: z.string(), reason: z.string() })
      .optional()
      .meta({ description: "Staff let it count, in spite of the rule that had parked it" }),
    concerns: z
      .object({ accountId: z.string().optional(), name: z.string().optional() })
      .optional()
      .meta({ description: "Whom it concerns, as far as that was known when it was parked" }),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({
    id: "Report",
    examples: [waitingReport],
  });

/** A report as staff see it. After its time it is parked, even if the schedule has not run (R17). */
export function reportView(of: Report, now: Instant) {
  return { ...of, status: reportStatus(of, now) };
}
