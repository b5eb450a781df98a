import { named, sittingReport } from "../domain/center-report.ts";
import { revoke } from "../domain/certificate.ts";
import { drawCode } from "../domain/code.ts";
import type { Instant } from "../domain/instant.ts";
import { appointmentChanged, resultCame, revoked } from "../domain/notification.ts";
import { type Applied, applyReport } from "../domain/report.ts";
import { sittingsOf } from "../domain/sitting.ts";
import { certificateIdFor, certificates } from "../store/certificates.ts";
import { type Change, put } from "../store/change.ts";
import type { Ref } from "../store/entity.ts";
import type { Facts } from "../store/facts.ts";
import { changesOf, conflict, match } from "../store/matching.ts";
import { resultAt } from "../store/reports.ts";
import { uncounting } from "../store/tally.ts";
import { isOfSitting, missingForSitting, settleSitting } from "./settle-sitting.ts";
import type { Received, Settlement, Settling } from "./settlement.ts";

/** What must still be read before a report can be settled: it leads to its registration, or its sitting, in steps. */
export function missingFor(facts: Facts, received: Received): readonly Ref<unknown>[] {
  const { provider, report } = received;
  return isOfSitting(facts, received)
    ? missingForSitting(facts, received)
    : (match(facts, provider, report).missing ?? []);
}

/**
 * Decides on a report (R12–R16): applied to its registration, with all that follows from it; parked for what nothing
 * can mend; or not to be matched yet. The same for a report that comes and for one that waited.
 */
export function settle(facts: Facts, received: Received, { now, random }: Settling): Settlement {
  if (isOfSitting(facts, received)) return settleSitting(facts, received, { now, random });
  const { provider, report, reportId } = received;
  const { registration } = match(facts, provider, report);
  if (registration === undefined) return { fate: "unmatched", waitsFor: named(report) };
  const taken = conflict(facts, provider, report, registration);
  if (taken !== undefined) return { fate: "parked", reason: taken };

  const certificateNumber = drawCode("CRT", random);
  const identifiers = { certificateNumber, certificateId: certificateIdFor(certificateNumber) };
  const decision = applyReport(registration, sittingReport(report, reportId, registration), provider, identifiers);
  if ("parked" in decision) return { fate: "parked", reason: decision.parked };

  const { applied } = decision;
  const changes = changesOf(facts, applied, report, provider, now);
  const { type, occurredAt, data } = report;
  return {
    fate: "applied",
    changes: [...changes, ...fall(facts, applied.fallen, now)],
    event: {
      type: type === "result.reported" ? "result.accepted" : type,
      data: { occurredAt, ...data },
      notifications: notificationsOf(facts, received, applied),
    },
  };
}

/** What the candidate is told of an applied report. */
function notificationsOf(facts: Facts, { provider, report }: Received, { registration, earned, fallen }: Applied) {
  const { appointments } = sittingsOf(registration.reports);
  switch (report.type) {
    case "appointment.booked":
    case "appointment.rescheduled":
      return appointmentChanged(registration, report.data.exam);
    case "appointment.cancelled": {
      const cancelled = appointments.get(report.data.previousConfirmationNumber ?? report.data.confirmationNumber);
      return cancelled === undefined ? [] : appointmentChanged(registration, cancelled.exam);
    }
    case "appointment.no-show":
      return [];
    case "result.reported":
      return resultCame(registration, { ...report.data, isCorrection: false }, earned !== undefined);
    case "result.corrected": {
      const { outcome, corrects } = report.data;
      const exam = facts.get(resultAt(provider, corrects))?.thing?.exam ?? "";
      const told = resultCame(registration, { exam, outcome, isCorrection: true }, earned !== undefined);
      const lost = fallen === undefined ? undefined : facts.get(certificates.at(fallen));
      return lost === undefined || lost.state === "revoked" ? told : [...told, ...revoked(lost, correctedReason)];
    }
  }
}

const correctedReason = "The result was corrected.";

/** The certificate whose pass fell is revoked with it (R16), and counts no more (R29). */
function fall(facts: Facts, certificateId: string | undefined, now: Instant): Change[] {
  if (certificateId === undefined) return [];
  const ref = certificates.at(certificateId);
  const standing = facts.get(ref);
  const fallen = revoke(standing, correctedReason, now);
  return fallen.accepted ? [put(ref, fallen.value), ...uncounting(facts, standing)] : [];
}
