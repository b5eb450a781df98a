import { giveAuthorizationCode } from "../../shared/contract/purchase/authorization-code-operations.ts";
import { authorizationCodeView } from "../../shared/contract/purchase/authorization-codes.ts";
import { accept } from "../../shared/domain/decision.ts";
import { give } from "../../shared/domain/purchase/gift.ts";
import { coveredBy } from "../../shared/domain/purchase/order-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { authorizationCodes } from "../../shared/store/purchase/authorization-codes.ts";

export const handler = serve(
  step(giveAuthorizationCode, {
    reads: ({ params }) => ({ code: authorizationCodes.at(params.code) }),
    decide: (facts, refs, { account, body, now }) => {
      const decision = give(facts.get(refs.code), account, body, now);
      if (!decision.accepted) return decision;

      const { code, coverage, expiresAt } = decision.value;
      const about = { tells: "gift", code, isFor: coveredBy(coverage), expiresAt } as const;
      return accept({
        body: authorizationCodeView(decision.value, now),
        changes: [put(refs.code, decision.value)],
        event: {
          type: "authorization-code.given",
          data: body,
          notifications: [{ ...about, to: body.recipientEmail, message: body.message }],
        },
      });
    },
  }),
);
