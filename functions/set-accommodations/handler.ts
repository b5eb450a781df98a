import { setAccommodations } from "../../shared/contract/exam/registration-operations.ts";
import { registrationView } from "../../shared/contract/exam/registrations.ts";
import { accept } from "../../shared/domain/decision.ts";
import { accommodated } from "../../shared/domain/exam/registration.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { registrations } from "../../shared/store/exam/registrations.ts";

export const handler = serve(
  step(setAccommodations, {
    reads: ({ params }) => ({ registration: registrations.at(params.registrationId) }),
    shown: asRead("registration", registrationView),
    decide: (facts, refs, { body, now }) => {
      const before = facts.get(refs.registration);
      const decision = accommodated(before, body);
      if (!decision.accepted) return decision;

      return accept({
        body: registrationView(decision.value, now),
        changes: decision.value === before ? [] : [put(refs.registration, decision.value)],
        // A text may be about health, and a history cannot be erased. So the event only has the codes.
        event: { type: "registration.accommodations-set", data: { codes: body.codes } },
      });
    },
  }),
);
