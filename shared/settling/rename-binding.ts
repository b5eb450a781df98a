import type { Binding, BoundBinding } from "../domain/certificate/binding.ts";
import { type NameChanges, nameForBinding, renamedBinding } from "../domain/certificate/correction.ts";
import { bindingNameCorrected, type NameNotice, nameCorrected } from "../domain/certificate/name-notice.ts";
import { accept, type Decision, refuse } from "../domain/decision.ts";
import { bindings } from "../store/certificate/bindings.ts";
import { certificates } from "../store/certificate/certificates.ts";
import { sittingAt, sittingIdFor } from "../store/certificate/sittings.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { leadingToName, renameHolder } from "./rename-holder.ts";

export function leadingToBindingName(facts: Facts, binding: Binding | undefined): Ref<unknown>[] {
  if (binding?.state !== "bound") return [];
  return [sittingOf(binding), ...leadingToName(facts, binding.certificateId)];
}

/** The name that staff decided on, also for the certificate (R19, R36). */
export function renameBinding(
  facts: Facts,
  before: Binding,
  stated: NameChanges,
  reason: string,
): Decision<{ binding: BoundBinding; changes: Change[]; notifications: NameNotice[] }> {
  if (before.state !== "bound") return refuse("binding-not-bound");
  const named = nameForBinding(before, stated);
  if (!named.accepted) return named;
  const binding = renamedBinding(before, named.value);
  const own = put(bindings.at(binding.bindingId), binding);
  const certificate = earnedBy(facts, binding);
  if (certificate === undefined) {
    const title = facts.get(sittingOf(binding))?.thing?.certification.title ?? binding.certificationId;
    return accept({ binding, changes: [own], notifications: bindingNameCorrected(binding, title, reason) });
  }
  const renamed = renameHolder(facts, certificate, named.value);
  const notifications = nameCorrected(renamed.certificate, reason);
  return accept({ binding, changes: [own, ...renamed.changes], notifications });
}

function sittingOf({ provider, ...pair }: Binding) {
  return sittingAt(sittingIdFor(provider, pair));
}

function earnedBy(facts: Facts, { bindingId, certificateId }: BoundBinding) {
  const certificate = certificateId === undefined ? undefined : facts.get(certificates.at(certificateId));
  return certificate?.bindingId === bindingId ? certificate : undefined;
}
