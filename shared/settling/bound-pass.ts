import type { BoundBinding } from "../domain/certificate/binding.ts";
import { earnByPass } from "../domain/certificate/bound-pass.ts";
import type { BindableSitting } from "../domain/exam/bindable-sitting.ts";
import type { Enrolment } from "../domain/exam/enrolment.ts";
import { bindings } from "../store/certificate/bindings.ts";
import { certificates } from "../store/certificate/certificates.ts";
import { sittingAt } from "../store/certificate/sittings.ts";
import { type Change, put } from "../store/core/change.ts";
import { fill } from "../store/core/fill.ts";
import { newCertificate } from "./certificate-changes.ts";
import { otherPasses, passedElsewhere } from "./other-passes.ts";
import type { Needs, Settling } from "./settlement.ts";

/** A bound pass earns a certificate, alone or with others, or nothing (R8, R18). */
export function boundPass(
  needs: Needs,
  enrolment: Enrolment | undefined,
  sitting: BindableSitting,
  binding: BoundBinding,
  settling: Settling,
) {
  const others = otherPasses(needs, enrolment, sitting.sittingId);
  const passed = earnByPass(enrolment, sitting, others, binding, newCertificate(settling));
  const { certificate: earned, earnsNothing } = passed;
  const { certificateId = binding.certificateId } = earned ?? {};
  const learning = earnsNothing === undefined ? others.registrations : [];
  const elsewhere = passedElsewhere(learning, sitting, earned?.certificateId);
  const changes: Change[] = [
    put(bindings.at(binding.bindingId), { ...binding, certificateId, earnsNothing }),
    ...(earned === undefined ? [] : [put(certificates.at(earned.certificateId), earned)]),
    ...passed.sittings.map((each) => fill(needs.facts, sittingAt(each.sittingId), each, settling.now)),
    ...elsewhere.changes,
  ];
  return { earned, earnsNothing, enrolment: elsewhere.leave(passed.enrolment), changes };
}
