import { bindingView } from "../../shared/contract/certificate/bindings.ts";
import { certificateView } from "../../shared/contract/certificate/certificates.ts";
import { correctBindingName, correctName } from "../../shared/contract/certificate/corrections.ts";
import { nameCorrected } from "../../shared/domain/certificate/name-notice.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { leadingToBindingName, renameBinding } from "../../shared/settling/rename-binding.ts";
import { leadingToName, nameAtSource, renameHolder, sourceOf } from "../../shared/settling/rename-holder.ts";
import { bindings } from "../../shared/store/certificate/bindings.ts";
import { certificates } from "../../shared/store/certificate/certificates.ts";

const certificateName = step(correctName, {
  reads: ({ params }) => ({ certificate: certificates.at(params.certificateId) }),
  follow: (facts, refs, { params }) => [
    ...leadingToName(facts, params.certificateId),
    ...sourceOf(facts.get(refs.certificate)),
  ],
  shown: asRead("certificate", certificateView),
  decide: (facts, refs, { body: { reason, ...stated }, now }) => {
    const before = facts.get(refs.certificate);
    if (before === undefined) return refuse("certificate-not-found");
    const decision = nameAtSource(facts, before, stated);
    if (!decision.accepted) return decision;

    const { holderName, source } = decision.value;
    const { certificate, changes } = renameHolder(facts, before, holderName);
    return accept({
      body: certificateView(certificate, now),
      changes: [...changes, ...source],
      event: {
        type: "certificate.name-corrected",
        data: { from: before.holderName, to: holderName, reason },
        notifications: nameCorrected(certificate, reason),
      },
    });
  },
});

const bindingName = step(correctBindingName, {
  reads: ({ params }) => ({ binding: bindings.at(params.bindingId) }),
  follow: (facts, refs) => leadingToBindingName(facts, facts.get(refs.binding)),
  shown: asRead("binding", bindingView),
  decide: (facts, refs, { body: { reason, ...stated }, now }) => {
    const before = facts.get(refs.binding);
    const decision = before && renameBinding(facts, before, stated, reason);
    if (before === undefined || decision === undefined) return refuse("binding-not-found");
    if (!decision.accepted) return decision;
    const { binding, changes, notifications } = decision.value;
    const data = { from: before.holderName, to: binding.holderName, reason };
    return accept({
      body: bindingView(binding, now),
      changes,
      event: { type: "binding.name-corrected", data, notifications },
    });
  },
});

export const handler = serve(certificateName, bindingName);
