import {
  type BindableSitting,
  correctSitting,
  outcomeOf,
  paidResultOf,
  takeResult,
} from "../domain/bindable-sitting.ts";
import { earnByPass, enrolmentAfterFall } from "../domain/bound-pass.ts";
import {
  type CorrectionReport,
  correctedResults,
  named,
  type PaidResult,
  paidResult,
  type Result,
} from "../domain/center-report.ts";
import { revoke } from "../domain/certificate.ts";
import { drawCode } from "../domain/code.ts";
import { payerOf } from "../domain/exam-code.ts";
import { examCodeEntry } from "../domain/exam-code-entry.ts";
import { codeTakenBack, sittingReported } from "../domain/exam-code-notice.ts";
import { boundResultCorrected, revoked } from "../domain/notification.ts";
import { bindingIdFor, bindings, sittingAt, slotsOf } from "../store/bindings.ts";
import { certificateIdFor, certificates } from "../store/certificates.ts";
import { type Change, put, unchanged } from "../store/change.ts";
import type { Ref } from "../store/entity.ts";
import { examCodes } from "../store/exam-codes.ts";
import type { Facts } from "../store/facts.ts";
import { examCodeIn } from "../store/matching.ts";
import { ledgerAt } from "../store/partners.ts";
import { enrolmentAt, enrolmentChange } from "../store/registrations.ts";
import { resultAt } from "../store/reports.ts";
import { filled, released } from "../store/slot.ts";
import { uncounting, whereCounted } from "../store/tally.ts";
import type { Received, Settlement, Settling } from "./settlement.ts";

/** Whether a report is about a sitting at the second test centre: it names an exam code, or corrects what did. */
export function isOfSitting(facts: Facts, { provider, report }: Received): boolean {
  return paidResult(report) !== undefined || sittingCorrected(facts, provider, report) !== undefined;
}

/** What must still be read: a correction leads to its sitting, and from there to what its account has of it. */
export function missingForSitting(facts: Facts, { provider, report }: Received): readonly Ref<unknown>[] {
  const ref = sittingCorrected(facts, provider, report);
  if (ref === undefined) return [];
  const sitting = facts.known(ref)?.thing;
  const owned = sitting?.bound && ownedBy(sitting, sitting.bound);
  const lost = owned?.certificate && facts.known(owned.certificate);
  const others = owned === undefined ? [] : (facts.known(owned.enrolment)?.bound ?? []);
  const wanted: readonly Ref<unknown>[] = [
    ref,
    ...Object.values(owned ?? {}).filter((each) => each !== undefined),
    ...others.map(({ sittingId }) => sittingAt(sittingId)),
    ...whereCounted(lost),
  ];
  return facts.missing(...wanted);
}

/** Decides on a report about a sitting at the second test centre (R16, R25, R26). */
export function settleSitting(facts: Facts, received: Received, settling: Settling): Settlement {
  const result = paidResult(received.report);
  if (result !== undefined) return settleResult(facts, received, result, settling);
  const { report } = received;
  const ref = sittingCorrected(facts, received.provider, report);
  const sitting = ref && facts.get(ref)?.thing;
  if (report.type !== "result.corrected" || sitting === undefined) {
    return { fate: "unmatched", waitsFor: named(report) };
  }
  return settleCorrection(facts, received, report, sitting, settling);
}

function sittingCorrected(facts: Facts, provider: string, report: Received["report"]) {
  if (report.type !== "result.corrected") return undefined;
  const sittingId = facts.get(resultAt(provider, report.data.corrects))?.thing?.sittingId;
  return sittingId === undefined ? undefined : sittingAt(sittingId);
}

function ownedBy(
  { certification: { certificationId }, certificateId }: BindableSitting,
  { accountId, bindingId }: NonNullable<BindableSitting["bound"]>,
) {
  return {
    binding: bindings.at(bindingId),
    enrolment: enrolmentAt(accountId, certificationId),
    certificate: certificateId === undefined ? undefined : certificates.at(certificateId),
  };
}

function settleResult(
  facts: Facts,
  { provider, reportId }: Received,
  report: PaidResult,
  { now, random }: Settling,
): Settlement {
  const ref = examCodes.at(examCodeIn(report));
  const code = facts.get(ref);
  if (code === undefined) return { fate: "unmatched", waitsFor: named(report) };
  const slots = slotsOf(provider, report.data);
  const { id: sittingId } = slots.sitting;
  const slot = facts.get(slots.sitting);
  const isResultKnown = facts.get(resultAt(provider, report.data.resultId))?.thing !== undefined;
  const known = { code, sitting: slot?.thing, sittingId, isResultKnown };
  const taken = takeResult(known, { report, reportId, provider }, now);
  if ("parked" in taken) return { fate: "parked", reason: taken.parked };

  const { sitting } = taken;
  const { reservedFor } = sitting;
  const own = reservedFor === undefined ? undefined : bindingIdFor(reservedFor, sittingId);
  const isAwaited = slot?.waiting.some((each) => each === own) ?? false;
  const entry = examCodeEntry(code, "used", reservedFor, provider, { now, random });
  return {
    fate: "applied",
    changes: [
      put(ref, taken.code),
      { ...put(slots.sitting, filled(slot, sitting, now)), slot: slots.sitting },
      keepResult(facts, paidResultOf(report, sitting, now), now),
      put(ledgerAt(entry), entry),
      ...(slots.exchanged.id === sittingId ? [] : [releaseExchanged(facts, slots.exchanged, now)]),
    ],
    event: {
      type: "result.accepted",
      data: { occurredAt: report.occurredAt, ...report.data },
      notifications: [
        ...(isAwaited ? [] : sittingReported(sitting)),
        ...codeTakenBack(code, payerOf(code, sitting.takenAt)),
      ],
    },
  };
}

/** Bindings that wait under the exchanged identifiers are decided by this result too; none may join them unseen. */
function releaseExchanged(facts: Facts, ref: ReturnType<typeof sittingAt>, now: string): Change {
  const slot = facts.get(ref);
  if (slot === undefined || slot.waiting.length === 0) return unchanged(ref);
  return { ...put(ref, released(slot, now)), slot: ref };
}

function keepResult(facts: Facts, result: Result, now: string): Change {
  const ref = resultAt(result.provider, result.resultId);
  return { ...put(ref, filled(facts.get(ref), result, now)), slot: ref };
}

const correctedReason = "The result was corrected.";

function settleCorrection(
  facts: Facts,
  { provider, reportId }: Received,
  report: CorrectionReport,
  sitting: BindableSitting,
  { now, random }: Settling,
): Settlement {
  const isResultKnown = facts.get(resultAt(provider, report.data.resultId))?.thing !== undefined;
  const corrected = correctSitting(sitting, report, { reportId, isResultKnown });
  if ("parked" in corrected) return { fate: "parked", reason: corrected.parked };
  const known = facts.get(resultAt(provider, report.data.corrects))?.thing;
  if (known === undefined) return { fate: "unmatched", waitsFor: named(report) };

  const results = correctedResults(report, known, now);
  const kept = [keepResult(facts, results.corrected, now), keepResult(facts, results.correction, now)];
  const follows = whatFollows(facts, corrected, { now, random });
  const { type, occurredAt, data } = report;
  return {
    fate: "applied",
    changes: [...follows.changes, ...kept],
    event: { type, data: { occurredAt, ...data }, notifications: follows.notifications },
  };
}

/**
 * A pass that falls takes the certificate with it; a fail that rises makes one claimable, for whoever has bound it, or
 * can be bound, which whose it is hears (R16).
 */
function whatFollows(
  facts: Facts,
  { sitting, moved }: { sitting: BindableSitting; moved: "fell" | "rose" | undefined },
  { now, random }: Settling,
) {
  const { bound } = sitting;
  if (bound === undefined) {
    const notifications = moved === "rose" ? sittingReported(sitting) : [];
    return { changes: [sittingChange(facts, sitting, now)], notifications };
  }
  const refs = ownedBy(sitting, bound);
  const [binding, enrolment] = [facts.get(refs.binding), facts.get(refs.enrolment)];
  if (binding?.state !== "bound") throw new Error("a bound sitting has its binding");
  const certificate = refs.certificate && facts.get(refs.certificate);
  const told = (isEarned: boolean) => boundResultCorrected(binding, sitting, outcomeOf(sitting) ?? "fail", isEarned);
  if (moved === "rose") {
    const others = (enrolment?.bound ?? []).flatMap(({ sittingId }) => facts.get(sittingAt(sittingId))?.thing ?? []);
    const certificateNumber = drawCode("CRT", random);
    const identifiers = { certificateNumber, certificateId: certificateIdFor(certificateNumber) };
    const passed = earnByPass(enrolment, sitting, others, binding, identifiers);
    const { certificate: earned } = passed;
    const after = earned === undefined ? binding : { ...binding, certificateId: earned.certificateId };
    const changes = [
      put(refs.binding, after),
      ...(earned === undefined ? [] : [put(certificates.at(earned.certificateId), earned)]),
      ...passed.sittings.map((each) => sittingChange(facts, each, now)),
      enrolmentChange(refs.enrolment, passed.enrolment),
    ];
    return { changes, notifications: told(earned !== undefined) };
  }

  const fallen = moved === "fell" ? revoke(certificate, correctedReason, now) : undefined;
  const lost = fallen?.accepted ? fallen.value : undefined;
  const changes = [
    put(refs.binding, binding),
    ...(lost === undefined ? [] : [put(certificates.at(lost.certificateId), lost), ...uncounting(facts, certificate)]),
    sittingChange(facts, sitting, now),
    ...(moved === "fell" && enrolment !== undefined
      ? [enrolmentChange(refs.enrolment, enrolmentAfterFall(enrolment, sitting.sittingId, certificate))]
      : []),
  ];
  return { changes, notifications: [...told(false), ...(lost === undefined ? [] : revoked(lost, correctedReason))] };
}

function sittingChange(facts: Facts, sitting: BindableSitting, now: string): Change {
  const ref = sittingAt(sitting.sittingId);
  return { ...put(ref, filled(facts.get(ref), sitting, now)), slot: ref };
}
