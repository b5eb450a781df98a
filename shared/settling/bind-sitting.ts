import type { Account } from "../domain/account.ts";
import { askToBind, type Request } from "../domain/certificate/ask-to-bind.ts";
import type { BindingFacts } from "../domain/certificate/bindable.ts";
import type { Binding, BoundBinding, PendingBinding } from "../domain/certificate/binding.ts";
import { sittingBound } from "../domain/certificate/binding-notice.ts";
import { earnByBinding } from "../domain/certificate/bound-pass.ts";
import { nameDiffers } from "../domain/certificate/name-notice.ts";
import { bound } from "../domain/certificate/settle-binding.ts";
import { type BindableSitting, resultIdsOf } from "../domain/exam/bindable-sitting.ts";
import { linkedBy } from "../domain/exam/candidate-link.ts";
import type { Happening } from "../domain/history/event.ts";
import type { Instant } from "../domain/instant.ts";
import { approvedAs } from "../domain/partner/membership.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { bindingIdFor, bindings } from "../store/certificate/bindings.ts";
import { candidateLinkAt } from "../store/certificate/candidate-links.ts";
import { certificates } from "../store/certificate/certificates.ts";
import { sittingAt, slotsOf } from "../store/certificate/sittings.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { filled, settled } from "../store/core/slot.ts";
import { enrolmentAt, enrolmentChange } from "../store/exam/enrolments.ts";
import { resultAt } from "../store/exam/results.ts";
import { counting, partnerOf } from "../store/partner/counting.ts";
import { memberships } from "../store/partner/memberships.ts";
import { certifications } from "../store/programme/certifications.ts";
import { newCertificate } from "./certificate-changes.ts";
import { otherPasses, passedElsewhere } from "./other-passes.ts";
import { Needs, type Settling } from "./settlement.ts";

type Wanted = Pick<Binding, "accountId" | "certificationId" | "provider" | "candidateId" | "registrationId">;

/** Everything that a binding looks up first. */
export function refsOf({ accountId, certificationId, provider, ...pair }: Wanted) {
  return {
    ...slotsOf(provider, pair),
    enrolment: enrolmentAt(accountId, certificationId),
    membership: memberships.at(accountId),
    link: candidateLinkAt(provider, pair.candidateId),
    exchangedLink: candidateLinkAt(provider, pair.registrationId),
  };
}

export function askedRefs(body: Omit<Wanted, "accountId">, { accountId }: Account) {
  const refs = refsOf({ ...body, accountId });
  const binding = bindings.at(bindingIdFor(accountId, refs.sitting.id));
  return { ...refs, binding, certification: certifications.at(body.certificationId) };
}

export type AskedRefs = ReturnType<typeof askedRefs>;

export function asked(facts: Facts, refs: AskedRefs, body: Omit<Request, "bindingId">, account: Account, now: Instant) {
  const membership = facts.get(refs.membership);
  const known = {
    ...bindingFacts(facts, refs),
    binding: facts.get(refs.binding),
    certification: facts.get(refs.certification),
    approved: membership === undefined ? {} : approvedAs(membership),
    waiting: facts.get(refs.sitting)?.waiting ?? [],
  };
  return askToBind(known, { ...body, bindingId: refs.binding.id }, account, programme, now);
}

type BindingRefs = ReturnType<typeof refsOf>;

export function bindingFacts(facts: Facts, refs: BindingRefs): BindingFacts {
  const [sitting, exchanged] = [facts.get(refs.sitting)?.thing, facts.get(refs.exchanged)?.thing];
  const [link, exchangedLink] = [facts.get(refs.link), facts.get(refs.exchangedLink)];
  return { sitting, exchanged, enrolment: facts.get(refs.enrolment), link, exchangedLink };
}

/** The further needs of a bindable sitting: results, other bound passes, and the partner of the membership at `asOf`. */
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
 * Binds a sitting for ever (R27). A complete certification earns a certificate, which is claimed and counted for the
 * organization at `asOf`.
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
  const { earnsNothing } = passed;
  const elsewhere = passedElsewhere(earnsNothing === undefined ? others.registrations : [], own, certificateId);
  const binding = bound(pending, sitting, { certificateId, organizationId, earnsNothing }, now);
  const link = linkedBy(facts.get(refs.link), pending, now);
  const changes = [
    put(bindings.at(bindingId), binding),
    ...(link === undefined ? [] : [put(refs.link, link)]),
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
    ...sittingBound(binding, sitting.certification, counted?.certificate),
    ...nameDiffers(about, undefined, binding.nameDiffers),
  ];
  return { binding, changes, event: { type: "binding.bound", data: { certificateId, organizationId }, notifications } };
}

/** The result now belongs to the account's list. */
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
