import { cancelAuthorizationCode } from "../../shared/contract/purchase/authorization-code-operations.ts";
import { authorizationCodeView } from "../../shared/contract/purchase/authorization-codes.ts";
import { accept } from "../../shared/domain/decision.ts";
import { type AuthorizationCode, cancelCode } from "../../shared/domain/purchase/authorization-code.ts";
import { giftsCancelled } from "../../shared/domain/purchase/order-notice.ts";
import { withoutCode } from "../../shared/domain/purchase/settle-order.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { authorizationCodes } from "../../shared/store/purchase/authorization-codes.ts";
import { orders } from "../../shared/store/purchase/orders.ts";

/** The order of the code, because its price is to be paid back. */
function orderOf(code: AuthorizationCode | undefined) {
  return code?.source.kind === "order" ? [orders.at(code.source.id)] : [];
}

export const handler = serve(
  step(cancelAuthorizationCode, {
    reads: ({ params }) => ({ code: authorizationCodes.at(params.code) }),
    follow: (facts, refs) => orderOf(facts.get(refs.code)),
    shown: asRead("code", authorizationCodeView),
    decide: (facts, refs, { account, body, now }) => {
      const decision = cancelCode(facts.get(refs.code), now);
      if (!decision.accepted) return decision;

      const code = decision.value;
      const bought = orderOf(code).flatMap((ref) => {
        const order = facts.get(ref);
        if (order === undefined) return [];
        return [{ ...put(ref, withoutCode(order, code, account.accountId, body.reason)), data: { code: code.code } }];
      });
      return accept({
        body: authorizationCodeView(code, now),
        changes: [put(refs.code, code), ...bought],
        event: { type: "authorization-code.cancelled", data: body, notifications: giftsCancelled([code]) },
      });
    },
  }),
);
