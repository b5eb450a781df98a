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

/** The certificate, its row in the tally, and its place in a status list. */
export function leadingToName(facts: Facts, certificateId: string | undefined): Ref<unknown>[] {
  if (certificateId === undefined) return [];
  const ref = certificates.at(certificateId);
  if (!facts.has(ref)) return [ref];
  const certificate = facts.get(ref);
  const place = certificate?.statusPlace;
  const [, ...rows] = whereCounted(certificate);
  return place === undefined ? rows : [...rows, statusPlaceAt(place)];
}

/** The new name on the certificate and in the partner's list (R36). The former credential is revoked. */
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

/** The certificate of a registration follows its information. That of a binding bears the binding's name. */
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

export function sourceOf(certificate: Certificate | undefined): Ref<unknown>[] {
  const { registrationId, bindingId } = certificate ?? {};
  if (registrationId !== undefined) return [registrations.at(registrationId)];
  return bindingId === undefined ? [] : [bindings.at(bindingId)];
}

/** Registration or binding follow the name on the certificate (R36). Without a name, it is confirmed. */
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
