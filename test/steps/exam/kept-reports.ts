import { getReport, listReports, releaseReport } from "../../../shared/contract/exam/report-operations.ts";
import { reportIdFor } from "../../../shared/store/exam/reports.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import { call, field, pageOf } from "../calls.ts";

/** Time of receipt in these tests. */
export const received = "2026-11-22T09:30:00.000Z";

/** A report that a test centre can send again and again, and that staff can look at. */
export type Sendable = {
  readonly reportId: string;
  send(at?: string, messageId?: string): Promise<Response>;
  look(at?: string): Promise<Response>;
  status(at?: string): Promise<unknown>;
  release(at: string): Promise<Response>;
};

export function sendable(type: string, data: object, occurredAt = received, provider = "prometric"): Sendable {
  const reportId = reportIdFor(provider, { type, occurredAt, data });
  const params = { reportId };
  const look = (at = received) => call(getReport, { params, as: given.staff, at });
  return {
    reportId,
    look,
    send: (at = received, messageId?: string) =>
      given.report(provider, type, data, { at, occurredAt, ...(messageId !== undefined && { messageId }) }),
    status: async (at) => field(await look(at), "status"),
    release: (at) => call(releaseReport, { params, body: {}, as: given.staff, at }),
  };
}

/** An open ACP registration, a number that is not known yet, and the reports that may name it. */
export async function unbooked(as: Claims) {
  const open = await given.registration("acp", as, received);
  const confirmationNumber = given.someNumber();
  const startsAt = "2026-11-22T09:32:00.000Z";
  const resultId = `R-${confirmationNumber}`;
  const facts = { resultId, exam: "written", takenAt: startsAt, confirmationNumber };
  const corrects = { resultId: `${resultId}-2`, corrects: resultId, reason: "Re-scored" };
  return {
    ...open,
    confirmationNumber,
    booking: sendable("appointment.booked", given.placed(open.eligibilityCode, { confirmationNumber, startsAt })),
    result: sendable("result.reported", { ...facts, outcome: "pass" }, "2026-11-22T09:33:00.000Z"),
    correction: sendable("result.corrected", { ...corrects, outcome: "fail" }, "2026-11-22T09:34:00.000Z"),
    noShow: sendable("appointment.no-show", { confirmationNumber }, "2026-11-22T09:32:30.000Z"),
    cancellation: sendable("appointment.cancelled", { confirmationNumber }, "2026-11-22T09:31:00.000Z"),
  };
}

/** The reports in one of staff's lists. */
export async function listedReports(status: "waiting" | "parked" | "closed", at: string): Promise<unknown[]> {
  const { data } = pageOf(await call(listReports, { query: { status, limit: "100" }, as: given.staff, at }));
  return data.map(({ reportId }) => reportId);
}
