import type { Account } from "../domain/account.ts";
import type { Request } from "../domain/certificate/ask-to-bind.ts";
import { accept } from "../domain/decision.ts";
import type { Facts } from "../store/core/facts.ts";
import { partnerOf } from "../store/partner/counting.ts";
import { type AskedRefs, asked, bind } from "./bind-sitting.ts";
import type { Settling } from "./settlement.ts";

type Call = Settling & { readonly body: Omit<Request, "bindingId">; readonly account: Account };

/** The effect that a binding would have now (R26). Refused like the binding. */
export function previewOf(facts: Facts, refs: AskedRefs, { body, account, ...settling }: Call) {
  const decision = asked(facts, refs, body, account, settling.now);
  if (!decision.accepted) return decision;
  const { binding, sitting } = decision.value;
  const { certificationId, candidateId, registrationId, provider, holderName } = binding;
  const about = { certificationId, candidateId, registrationId, provider, holderName };
  const [ref] = partnerOf(facts, refs.membership);
  const partner = ref && facts.get(ref);
  const organization = partner && { organizationId: partner.organizationId, name: partner.name };
  if (sitting === undefined) {
    return accept({ status: "pending", ...about, ...countingFor(organization, true, organization !== undefined) });
  }
  const { certificateId, organizationId, earnsNothing } = bind(facts, refs, binding, sitting, settling).binding;
  const earnsCertificate = certificateId !== undefined;
  return accept({
    status: "bound",
    ...about,
    exam: sitting.exam,
    earnsCertificate,
    earnsNothing,
    ...countingFor(organization, earnsCertificate, organizationId !== undefined),
  });
}

type Organization = { readonly organizationId: string; readonly name: string };

function countingFor(organization: Organization | undefined, isComplete: boolean, counts: boolean) {
  if (organization === undefined) return { countsFor: null, why: "not-in-an-organization" };
  if (!isComplete) return { countsFor: null, why: "exams-missing" };
  return counts ? { countsFor: organization } : { countsFor: null, why: "partnership-not-active" };
}
