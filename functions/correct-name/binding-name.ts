import { bindingView } from "../../shared/contract/bindings.ts";
import { correctBindingName } from "../../shared/contract/corrections.ts";
import { type Binding, ownBinding } from "../../shared/domain/binding.ts";
import { nameForBinding, renamedBinding } from "../../shared/domain/correction.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { bindingNameCorrected, nameCorrected } from "../../shared/domain/name-notice.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { step } from "../../shared/http/step.ts";
import { leadingToName, renameHolder } from "../../shared/settling/rename-holder.ts";
import { bindings, sittingAt, sittingIdFor } from "../../shared/store/bindings.ts";
import { certificates } from "../../shared/store/certificates.ts";
import { put } from "../../shared/store/change.ts";
import type { Facts } from "../../shared/store/facts.ts";

export const bindingName = step(correctBindingName, {
  reads: ({ params }) => ({ binding: bindings.at(params.bindingId) }),
  follow: (facts, refs) => {
    const binding = facts.get(refs.binding);
    if (binding?.state !== "bound") return [];
    return [sittingOf(binding), ...leadingToName(facts, binding.certificateId)];
  },
  shown: asRead("binding", bindingView),
  decide: (facts, refs, { account, body: { reason, ...stated }, now }) => {
    const found = ownBinding(facts.get(refs.binding), account);
    if (!found.accepted) return found;
    const before = found.value;
    if (before.state !== "bound") return refuse("binding-not-bound");
    const named = nameForBinding(before, stated);
    if (!named.accepted) return named;

    const binding = renamedBinding(before, named.value);
    const certificate = earnedBy(facts, binding);
    const renamed = certificate && renameHolder(facts, certificate, named.value);
    const title = facts.get(sittingOf(binding))?.thing?.certification.title ?? binding.certificationId;
    return accept({
      body: bindingView(binding, now),
      changes: [put(refs.binding, binding), ...(renamed?.changes ?? [])],
      event: {
        type: "binding.name-corrected",
        data: { from: before.holderName, to: binding.holderName, reason },
        notifications: renamed
          ? nameCorrected(renamed.certificate, reason)
          : bindingNameCorrected(binding, title, reason),
      },
    });
  },
});

const sittingOf = ({ provider, ...pair }: Binding) => sittingAt(sittingIdFor(provider, pair));

function earnedBy(
  facts: Facts,
  { bindingId, certificateId }: Pick<Binding, "bindingId"> & { certificateId?: string | undefined },
) {
  const certificate = certificateId === undefined ? undefined : facts.get(certificates.at(certificateId));
  return certificate?.bindingId === bindingId ? certificate : undefined;
}
