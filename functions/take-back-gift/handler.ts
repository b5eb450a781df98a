import { takeBackGift } from "../../shared/contract/purchase/authorization-code-operations.ts";
import { authorizationCodeView } from "../../shared/contract/purchase/authorization-codes.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/purchase/gift.ts";
import { giftTakenBack } from "../../shared/domain/purchase/order-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { authorizationCodes } from "../../shared/store/purchase/authorization-codes.ts";

export const handler = serve(
  step(takeBackGift, {
    reads: ({ params }) => ({ code: authorizationCodes.at(params.code) }),
    decide: (facts, refs, { account, body, now }) => {
      const decision = rules.takeBackGift(facts.get(refs.code), account, now);
      if (!decision.accepted) return decision;

      const { code, gift } = decision.value;
      return accept({
        body: authorizationCodeView(code, now),
        changes: [put(refs.code, code)],
        event: {
          type: "authorization-code.gift-taken-back",
          data: { recipientEmail: gift.recipientEmail, reason: body.reason },
          notifications: giftTakenBack(code, gift, body.reason),
        },
      });
    },
  }),
);
