import { named } from "../domain/center-report.ts";
import { appointmentAt } from "../store/appointments.ts";
import type { Change } from "../store/change.ts";
import type { Facts } from "../store/facts.ts";
import { resultAt } from "../store/reports.ts";
import { waitIn } from "../store/waits.ts";
import type { Received } from "./settlement.ts";

/**
 * Makes a report wait for the number or result that it names (R17). Nothing waits for a code of ours: nobody knows it
 * before we have issued it.
 */
export function waitInSlot(facts: Facts, { provider, report, reportId, receivedAt }: Received): Change[] {
  const { kind, id } = named(report);
  const wait = { reportId, receivedAt };
  if (kind === "confirmation-number") return waitIn(facts, appointmentAt(provider, id), wait);
  return kind === "result" ? waitIn(facts, resultAt(provider, id), wait) : [];
}
