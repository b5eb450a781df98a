import type { Certificate } from "../domain/certificate/certificate.ts";
import type { BindableSitting } from "../domain/exam/bindable-sitting.ts";
import type { Registration } from "../domain/exam/registration.ts";
import { sittingAt } from "../store/certificate/sittings.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Needs } from "./settlement.ts";

/** Bound passes of a registration (R10). */
export function sittingsElsewhere(needs: Needs, { passedElsewhere: known = [] }: Registration): BindableSitting[] {
  return needs.all(known.map(({ sittingId }) => sittingAt(sittingId))).flatMap(({ thing }) => thing ?? []);
}

/** These sittings are spent on the registration's certificate. */
export function spentSittings(needs: Needs, known: readonly BindableSitting[], earned: Certificate): Change[] {
  const marked = known.filter(({ sittingId }) => earned.sittings?.some((each) => each.sittingId === sittingId));
  return marked.map((sitting) => {
    const own = sittingAt(sitting.sittingId);
    const thing = { ...sitting, certificateId: earned.certificateId };
    return put(own, { waiting: [], ...needs.get(own), thing });
  });
}
