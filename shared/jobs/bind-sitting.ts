import { type BindableSitting, resultIdsOf } from "../domain/bindable-sitting.ts";
import { type Binding, type BindingFacts, type BoundBinding, bound, type PendingBinding } from "../domain/binding.ts";
import { sittingBound } from "../domain/binding-notice.ts";
import { earnByBinding } from "../domain/bound-pass.ts";
import { drawCode } from "../domain/code.ts";
import type { Happening } from "../domain/event.ts";
import { bindings, sittingAt, slotsOf } from "../store/bindings.ts";
import { certificateIdFor, certificates } from "../store/certificates.ts";
import { type Change, put } from "../store/change.ts";
import type { Ref } from "../store/entity.ts";
import type { Facts } from "../store/facts.ts";
import { memberships } from "../store/memberships.ts";
import { enrolmentAt, enrolmentChange } from "../store/registrations.ts";
import { resultAt } from "../store/reports.ts";
import { filled, settled } from "../store/slot.ts";
import { counting, partnerOf } from "../store/tally.ts";
import type { Settling } from "./settlement.ts";

type Wanted = Pick<Binding, "accountId" | "certificationId" | "provider" | "candidateId" | "registrationId">;

/** What is looked up for a binding, all at once. */
export function refsOf({ accountId, certificationId, provider, ...pair }: Wanted) {
  return {
    ...slotsOf(provider, pair),
    enrolment: enrolmentAt(accountId, certificationId),
    membership: memberships.at(accountId),
  };
}

type BindingRefs = ReturnType<typeof refsOf>;

/** What the rules of binding need of what was looked up. */
export function bindingFacts(facts: Facts, refs: BindingRefs): BindingFacts {
  const [sitting, exchanged] = [facts.get(refs.sitting)?.thing, facts.get(refs.exchanged)?.thing];
  return { sitting, exchanged, enrolment: facts.get(refs.enrolment) };
}

/** What a sitting leads to that can be bound: its results, the other bound passes, and where the certificate counts. */
export function missingToBind(facts: Facts, refs: BindingRefs): readonly Ref<unknown>[] {
  const { sitting, enrolment } = bindingFacts(facts, refs);
  if (sitting === undefined || sitting.bound !== undefined) return [];
  const wanted: readonly Ref<unknown>[] = [
    ...resultIdsOf(sitting).map((each) => resultAt(sitting.provider, each)),
    ...(enrolment?.bound ?? []).map(({ sittingId }) => sittingAt(sittingId)),
    ...partnerOf(facts, refs.membership),
  ];
  return facts.missing(...wanted);
}

/**
 * Binds a sitting to the account of a binding, for ever (R27). With its certification complete the certificate is claimed
 * and, for a member, counted.
 */
export function bind(
  facts: Facts,
  refs: BindingRefs,
  pending: PendingBinding,
  sitting: BindableSitting,
  { now, random }: Settling,
): { binding: BoundBinding; changes: Change[]; event: Happening<"binding.bound"> } {
  const { accountId, bindingId } = pending;
  const enrolment = facts.get(refs.enrolment);
  const others = (enrolment?.bound ?? []).flatMap(({ sittingId }) => facts.get(sittingAt(sittingId))?.thing ?? []);
  const own = { ...sitting, bound: { accountId, bindingId, at: now } };
  const certificateNumber = drawCode("CRT", random);
  const identifiers = { certificateNumber, certificateId: certificateIdFor(certificateNumber) };
  const passed = earnByBinding(enrolment, own, others, pending, identifiers, now);
  const counted = passed.certificate && counting(facts, refs.membership, passed.certificate, "bound", { now, random });
  const { certificateId, organizationId } = counted?.certificate ?? {};
  const binding = bound(pending, sitting, { certificateId, organizationId }, now);
  const changes = [
    put(bindings.at(bindingId), binding),
    ...(counted === undefined ? [] : [put(certificates.at(counted.certificate.certificateId), counted.certificate)]),
    ...passed.sittings.map((each) => {
      const ref = sittingAt(each.sittingId);
      const slot = facts.get(ref);
      return put(ref, filled(slot && settled(slot, [bindingId]), each, now));
    }),
    ...resultIdsOf(sitting).map((resultId) =>
      ownResult(facts, sitting.provider, resultId, { accountId, certificateId }),
    ),
    enrolmentChange(refs.enrolment, passed.enrolment),
    ...(counted?.changes ?? []),
  ];
  const notifications = sittingBound(binding, sitting.certification.title, counted?.certificate);
  return { binding, changes, event: { type: "binding.bound", data: { certificateId, organizationId }, notifications } };
}

/** From now on a result stands in the list of the account that has bound its sitting. */
function ownResult(
  facts: Facts,
  provider: string,
  resultId: string,
  owned: { accountId: string; certificateId: string | undefined },
): Change {
  const ref = resultAt(provider, resultId);
  const slot = facts.get(ref);
  if (slot?.thing === undefined) throw new Error("a sitting has its results");
  return put(ref, { ...slot, thing: { ...slot.thing, ...owned } });
}
