import { accept, type Decision, refuse } from "../domain/decision.ts";
import { type Entitlement, reportsOf, withReports } from "../domain/exam/entitlement.ts";
import { presentAppointment } from "../domain/exam/own-appointments.ts";
import { closing } from "../domain/exam/registration-decision.ts";
import type { Appointment } from "../domain/exam/sitting.ts";
import type { Happening } from "../domain/history/event.ts";
import { appointmentClosed } from "../domain/history/staff-notice.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import type { Slot } from "../store/core/slot.ts";
import type { StoredAppointment } from "../store/exam/appointments.ts";
import { reports } from "../store/exam/reports.ts";
import { decisionChanges } from "./decision-changes.ts";
import { entitled, missingEntitlements } from "./found-appointment.ts";
import { Needs, type Settling } from "./settlement.ts";

/** One for each provider, because two may give the same number. */
type Named = Readonly<Record<string, Ref<Slot<StoredAppointment>>>>;

export type Closing = Settling & {
  readonly provider?: string | undefined;
  readonly sitting: "given-back" | "used-up";
  readonly reason: string;
  readonly by: string;
  readonly reportId: string;
};

type Closed = {
  readonly entitlement: Entitlement;
  readonly appointment: Appointment;
  readonly changes: readonly Change[];
  readonly event: Happening;
};

export function missingToClose(facts: Facts, named: Named, closing: Closing): readonly Ref<unknown>[] {
  const unread = missingEntitlements(facts, Object.values(named));
  if (unread.length > 0) return unread;
  const needs = new Needs(facts);
  decided(needs, named, closing);
  return needs.missing;
}

/**
 * Closes an appointment without a report (R11, R36). It is a fact like a centre's report, so later reports count by
 * when they happened (R14).
 */
export function closeAppointment(facts: Facts, named: Named, closing: Closing): Decision<Closed> {
  return decided(new Needs(facts), named, closing);
}

function decided(needs: Needs, named: Named, asked: Closing): Decision<Closed> {
  const { provider, sitting, reason, by, reportId, now } = asked;
  const refs = Object.entries(named).flatMap(([each, ref]) =>
    provider === undefined || provider === each ? [ref] : [],
  );
  const known = entitled(needs.facts, refs);
  const [found, ...others] = known.filter((each) => each.found.appointment !== undefined);
  if (found?.found.appointment === undefined) {
    const isKept = known.some(({ uncounted }) => uncounted !== undefined);
    return refuse(isKept ? "appointment-not-open" : "appointment-not-found");
  }
  if (others.length > 0) return refuse("provider-not-named");
  const { entitlement } = found;
  const present = presentAppointment(entitlement, found.found.appointment);
  if (present.state !== "booked") return refuse("appointment-not-open");

  const told = reportsOf(entitlement);
  const fact = closing(told, present, { reportId, usesUp: sitting === "used-up" }, now);
  const closed = withReports(entitlement, [...told, fact]);
  const decider = { by, provider: found.found.provider };
  const { after, changes, notifications } = decisionChanges(needs, entitlement, closed, decider, asked);
  const { confirmationNumber, exam } = present;
  return accept({
    entitlement: after,
    appointment: presentAppointment(after, present),
    changes: [...changes, ...recordedWith(needs, entitlement, present)],
    event: {
      type: "appointment.closed",
      data: { confirmationNumber, exam, sitting, reason },
      notifications: [...notifications, ...appointmentClosed(entitlement, present, sitting, reason)],
    },
  });
}

/** A self-paid sitting has no history, so the event stands with its booking's report. */
function recordedWith(needs: Needs, entitlement: Entitlement, { confirmationNumber }: Appointment): Change[] {
  if (entitlement.kind !== "self-paid") return [];
  const placing = reportsOf(entitlement).find(
    (each) => "confirmationNumber" in each && each.confirmationNumber === confirmationNumber,
  );
  const ref = placing && reports.at(placing.reportId);
  const kept = ref && needs.get(ref);
  return ref === undefined || kept === undefined ? [] : [put(ref, kept)];
}
