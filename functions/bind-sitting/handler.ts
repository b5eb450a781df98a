import { bindSitting } from "../../shared/contract/certificate/binding-operations.ts";
import { bindingView } from "../../shared/contract/certificate/bindings.ts";
import { accept } from "../../shared/domain/decision.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { asked, askedRefs, bind, missingToBind } from "../../shared/settling/bind-sitting.ts";
import { releaseWaiting } from "../../shared/settling/retry-report.ts";
import { put, unchanged } from "../../shared/store/core/change.ts";
import { awaited } from "../../shared/store/core/slot.ts";

export const handler = serve(
  step(bindSitting, {
    reads: ({ body, account }) => askedRefs(body, account),
    follow: (facts, refs) => missingToBind(facts, refs),
    decide: (facts, refs, call) => {
      const { body, account, now } = call;
      const decision = asked(facts, refs, body, account, now);
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
        { ...put(refs.sitting, awaited(facts.get(refs.sitting), bindingId)), slot: refs.sitting },
        ...(refs.exchanged.id === refs.sitting.id ? [] : [unchanged(refs.exchanged)]),
        // Its name and address may be the member's.
        ...(facts.get(refs.membership)?.member === undefined ? [] : [unchanged(refs.membership)]),
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
