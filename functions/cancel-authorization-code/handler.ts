import { authorizationCodeView, cancelAuthorizationCode } from "../../shared/contract/authorization-codes.ts";
import { cancelCode } from "../../shared/domain/authorization-code.ts";
import { accept } from "../../shared/domain/decision.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { authorizationCodes } from "../../shared/store/authorization-codes.ts";
import { put } from "../../shared/store/change.ts";

export const handler = serve(
  step(cancelAuthorizationCode, {
    reads: ({ params }) => ({ code: authorizationCodes.at(params.code) }),
    shown: (facts, refs, { now }) => {
      const found = facts.get(refs.code);
      return found && authorizationCodeView(found, now);
    },
    decide: (facts, refs, { body, now }) => {
      const decision = cancelCode(facts.get(refs.code), now);
      if (!decision.accepted) return decision;

      return accept({
        body: authorizationCodeView(decision.value, now),
        changes: [put(refs.code, decision.value)],
        event: { type: "authorization-code.cancelled", data: body },
      });
    },
  }),
);
