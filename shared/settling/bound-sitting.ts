import { enrolmentAfterFall } from "../domain/certificate/bound-pass.ts";
import { type BindableSitting, outcomeOf } from "../domain/exam/bindable-sitting.ts";
import { withoutIdle } from "../domain/exam/enrolment.ts";
import type { Outcome } from "../domain/exam/sitting.ts";
import { boundResultCorrected, revoked } from "../domain/history/candidate-notice.ts";
import { bindings } from "../store/certificate/bindings.ts";
import { certificates } from "../store/certificate/certificates.ts";
import { sittingAt } from "../store/certificate/sittings.ts";
import { followed, put } from "../store/core/change.ts";
import { fill } from "../store/core/fill.ts";
import { enrolmentAt, enrolmentChange } from "../store/exam/enrolments.ts";
import { boundPass } from "./bound-pass.ts";
import { fall } from "./certificate-changes.ts";
import { risen } from "./earned-pass.ts";
import { notPassedElsewhere, otherPasses } from "./other-passes.ts";
import type { Moved, Needs, Settling } from "./settlement.ts";

/** The outcome of a bound sitting changed. A fallen pass loses its certificate for `reason`, a new one may earn one (R16). */
export function boundSittingMoved(
  needs: Needs,
  sitting: BindableSitting,
  was: Outcome | undefined,
  reason: string,
  settling: Settling,
): Moved {
  const { bound, certification, sittingId } = sitting;
  if (bound === undefined) throw new Error("only a bound sitting moves what was bound");
  const binding = needs.get(bindings.at(bound.bindingId));
  const ref = enrolmentAt(bound.accountId, certification.certificationId);
  const enrolment = needs.get(ref);
  const others = otherPasses(needs, enrolment, sittingId);
  if (needs.missing.length > 0) return { changes: [], notifications: [] };
  if (binding?.state !== "bound") throw new Error("a bound sitting has its binding");
  const is = outcomeOf(sitting);
  if (is === "pass") {
    const passed = boundPass(needs, enrolment, sitting, binding, settling);
    const told = boundResultCorrected(binding, sitting, is, passed.earned !== undefined, passed.earnsNothing);
    return { changes: [...passed.changes, enrolmentChange(ref, passed.enrolment)], notifications: told };
  }
  const certificateId = was === "pass" ? sitting.certificateId : undefined;
  const fallen = fall(needs, certificateId, reason, settling.now);
  const held = certificateId === undefined ? undefined : needs.get(certificates.at(certificateId));
  const own = [
    put(bindings.at(binding.bindingId), { ...binding, earnsNothing: undefined }),
    ...fallen.changes,
    fill(needs.facts, sittingAt(sittingId), sitting, settling.now),
  ];
  const told = boundResultCorrected(binding, sitting, toldAs(is), false);
  if (was !== "pass" || enrolment === undefined) return { changes: own, notifications: told };
  const back = notPassedElsewhere(others.registrations, sittingId);
  const left = withoutIdle(enrolment, binding.bindingId);
  const after = back.place(enrolmentAfterFall(left, sittingId, held));
  const next = risen(needs, after, settling, back.registrations);
  return {
    changes: [...own, ...followed(back.changes, next.changes), enrolmentChange(ref, next.enrolment)],
    notifications: [...told, ...(fallen.lost === undefined ? [] : revoked(fallen.lost, reason)), ...next.notifications],
  };
}

function toldAs(outcome: Outcome | undefined) {
  return outcome === undefined || outcome === "no-show" ? "invalidated" : outcome;
}
