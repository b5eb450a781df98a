import type { Certificate } from "../domain/certificate/certificate.ts";
import {
  type NameChanges,
  renamed,
  renamedBinding,
  statedName,
  statesName,
  withHolder,
} from "../domain/certificate/correction.ts";
import { accept, type Decision, refuse } from "../domain/decision.ts";
import type { Registration } from "../domain/exam/registration.ts";
import { fullNameOf } from "../domain/name.ts";
import { bindings } from "../store/certificate/bindings.ts";
import { certificates } from "../store/certificate/certificates.ts";
import { statusPlaceAt, withoutCredential } from "../store/certificate/status-lists.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { registrations } from "../store/exam/registrations.ts";
import { countedWithName, whereCounted } from "../store/partner/tally.ts";

/** A certificate, then what carries its name too: its row in a tally, and its credential's place in a status list. */
export function leadingToName(facts: Facts, certificateId: string | undefined): Ref<unknown>[] {
  if (certificateId === undefined) return [];
  const ref = certificates.at(certificateId);
  if (!facts.has(ref)) return [ref];
  const certificate = facts.get(ref);
  const place = certificate?.statusPlace;
  const [, ...rows] = whereCounted(certificate);
  return place === undefined ? rows : [...rows, statusPlaceAt(place)];
}

/**
 * The certificate under another name, and whatever carries that (R36): the partner's list follows, and a credential with the
 * name before is revoked. A name that stays the same leaves all that as it is.
 */
export function renameHolder(
  facts: Facts,
  before: Certificate,
  holderName: string,
  holderEmail?: string,
): { certificate: Certificate; changes: Change[] } {
  const after = withHolder(before, holderName, holderEmail);
  const ref = certificates.at(before.certificateId);
  if (holderName === before.holderName) return { certificate: after, changes: [put(ref, after)] };
  const { certificate, changes } = withoutCredential(after);
  const own = { ...put(ref, certificate), data: { from: before.holderName, to: holderName } };
  return { certificate, changes: [own, ...countedWithName(facts, certificate), ...changes] };
}

/** The certificate that a registration has earned follows its information. One that a binding earned bears the binding's name. */
export function certificateFollows(
  facts: Facts,
  { registrationId, certificateId, candidate }: Registration,
  isNameStated: boolean,
): Change[] {
  const found = certificateId === undefined ? undefined : facts.get(certificates.at(certificateId));
  if (found?.registrationId !== registrationId) return [];
  const name = isNameStated ? fullNameOf(candidate) : found.holderName;
  return renameHolder(facts, found, name, candidate.email).changes;
}

/** The registration or the binding that earned a certificate. */
export function sourceOf(certificate: Certificate | undefined): Ref<unknown>[] {
  const { registrationId, bindingId } = certificate ?? {};
  if (registrationId !== undefined) return [registrations.at(registrationId)];
  return bindingId === undefined ? [] : [bindings.at(bindingId)];
}

/**
 * The name that staff have decided on, and the registration or binding with it, so that neither says another (R36). With no
 * name stated it is the one that the certificate bears.
 */
export function nameAtSource(
  facts: Facts,
  { registrationId, bindingId, holderName: borne }: Certificate,
  stated: NameChanges,
): Decision<{ holderName: string; source: Change[] }> {
  const isStated = statesName(stated);
  if (registrationId !== undefined) {
    const ref = registrations.at(registrationId);
    const registration = facts.get(ref);
    const decision = registration && renamed(registration, stated);
    if (decision === undefined) return accept({ holderName: isStated ? statedName(stated) : borne, source: [] });
    if (!decision.accepted) return decision;
    const holderName = isStated ? fullNameOf(decision.value.candidate) : borne;
    return accept({ holderName, source: [put(ref, decision.value)] });
  }
  const holderName = isStated ? statedName(stated) : borne;
  if (holderName === "") return refuse("holder-name-missing");
  const ref = bindings.at(bindingId ?? "");
  const binding = facts.get(ref);
  return accept({
    holderName,
    source: binding?.state === "bound" ? [put(ref, renamedBinding(binding, holderName))] : [],
  });
}
