import { bindingView, bindSitting } from "../../shared/contract/bindings.ts";
import * as rules from "../../shared/domain/binding.ts";
import { accept } from "../../shared/domain/decision.ts";
import { programme } from "../../shared/domain/programme-versions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { bind, bindingFacts, missingToBind, refsOf } from "../../shared/settling/bind-sitting.ts";
import { releaseWaiting } from "../../shared/settling/retry-report.ts";
import { bindingIdFor, bindings } from "../../shared/store/bindings.ts";
import { certifications } from "../../shared/store/certifications.ts";
import { put, unchanged } from "../../shared/store/change.ts";
import { awaited } from "../../shared/store/slot.ts";

export const handler = serve(
  step(bindSitting, {
    reads: ({ body, account: { accountId } }) => {
      const refs = refsOf({ ...body, accountId });
      const binding = bindings.at(bindingIdFor(accountId, refs.sitting.id));
      return { ...refs, binding, certification: certifications.at(body.certificationId) };
    },
    follow: (facts, refs) => missingToBind(facts, refs),
    decide: (facts, refs, call) => {
      const { body, account, now } = call;
      const slot = facts.get(refs.sitting);
      const known = {
        ...bindingFacts(facts, refs),
        binding: facts.get(refs.binding),
        certification: facts.get(refs.certification),
        membership: facts.get(refs.membership),
        waiting: slot?.waiting ?? [],
      };
      const decision = rules.askToBind(known, { ...body, bindingId: refs.binding.id }, account, programme, now);
      if (!decision.accepted) return decision;

      const { binding, sitting, lapsedAt } = decision.value;
      const headers = { location: `/v1/bindings/${binding.bindingId}` };
      if (sitting !== undefined) {
        const { binding: bound, changes, event } = bind(facts, refs, binding, sitting, call);
        const data = { ...event.data, lapsedAt };
        return accept({ status: 201, headers, body: bindingView(bound, now), changes, event: { ...event, data } });
      }
      const { bindingId, retryUntil } = binding;
      const changes = [
        put(refs.binding, binding),
        { ...put(refs.sitting, awaited(slot, bindingId)), slot: refs.sitting },
        ...(refs.exchanged.id === refs.sitting.id ? [] : [unchanged(refs.exchanged)]),
        // Its name and address may be the member's.
        ...(known.membership?.member === undefined ? [] : [unchanged(refs.membership)]),
      ];
      return accept({
        status: 202,
        headers,
        body: bindingView(binding, now),
        changes,
        event: { type: "binding.requested", data: { retryUntil, lapsedAt } },
        afterwards: (after) => releaseWaiting(after, changes, call),
      });
    },
  }),
);
