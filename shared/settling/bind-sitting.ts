import { type BindableSitting, resultIdsOf } from "../domain/bindable-sitting.ts";
import { type Binding, type BindingFacts, type BoundBinding, bound, type PendingBinding } from "../domain/binding.ts";
import { sittingBound } from "../domain/binding-notice.ts";
import { earnByBinding } from "../domain/bound-pass.ts";
import type { Happening } from "../domain/event.ts";
import type { Instant } from "../domain/instant.ts";
import { nameDiffers } from "../domain/name-notice.ts";
import { bindings, sittingAt, slotsOf } from "../store/bindings.ts";
import { certificates } from "../store/certificates.ts";
import { type Change, put } from "../store/change.ts";
import type { Ref } from "../store/entity.ts";
import type { Facts } from "../store/facts.ts";
import { memberships } from "../store/memberships.ts";
import { enrolmentAt, enrolmentChange } from "../store/registrations.ts";
import { resultAt } from "../store/reports.ts";
import { filled, settled } from "../store/slot.ts";
import { counting, partnerOf } from "../store/tally.ts";
import { otherPasses, passedElsewhere } from "./bound-sitting.ts";
import { newCertificate } from "./registration-changes.ts";
import { Needs, type Settling } from "./settlement.ts";

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

/**
 * What a sitting leads to that can be bound: its results, the other bound passes, and where the certificate counts: where
 * the account belongs, or belonged at `asOf`.
 */
export function missingToBind(facts: Facts, refs: BindingRefs, asOf?: Instant): readonly Ref<unknown>[] {
  const { sitting, enrolment } = bindingFacts(facts, refs);
  if (sitting === undefined || sitting.bound !== undefined) return [];
  const needs = new Needs(facts);
  needs.all(resultIdsOf(sitting).map((each) => resultAt(sitting.provider, each)));
  needs.all(partnerOf(facts, refs.membership, asOf));
  otherPasses(needs, enrolment, sitting.sittingId);
  return needs.missing;
}

/**
 * Binds a sitting to the account of a binding, for ever (R27). With its certification complete the certificate is claimed
 * and, for a member, counted: for who belongs to an organization, or belonged to one at `asOf`.
 */
export function bind(
  facts: Facts,
  refs: BindingRefs,
  pending: PendingBinding,
  sitting: BindableSitting,
  { now, random, asOf }: Settling & { readonly asOf?: Instant },
): { binding: BoundBinding; changes: Change[]; event: Happening<"binding.bound"> } {
  const { accountId, bindingId } = pending;
  const enrolment = facts.get(refs.enrolment);
  const others = otherPasses(new Needs(facts), enrolment, sitting.sittingId);
  const own = { ...sitting, bound: { accountId, bindingId, at: now } };
  const passed = earnByBinding(enrolment, own, others, pending, newCertificate({ now, random }), now);
  const when = { now, random, asOf };
  const counted = passed.certificate && counting(facts, refs.membership, passed.certificate, "bound", when);
  const { certificateId, organizationId } = counted?.certificate ?? {};
  const elsewhere = passedElsewhere(others.registrations, own, certificateId);
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
    ...elsewhere.changes,
    enrolmentChange(refs.enrolment, elsewhere.leave(passed.enrolment)),
    ...(counted?.changes ?? []),
  ];
  const { title } = sitting.certification;
  const about = { to: binding.holderEmail, name: binding.holderName, certification: title };
  const notifications = [
    ...sittingBound(binding, title, counted?.certificate),
    ...nameDiffers(about, undefined, binding.nameDiffers),
  ];
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
