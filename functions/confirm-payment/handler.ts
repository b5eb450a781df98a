import { confirmPayment } from "../../shared/contract/orders.ts";
import { drawCode } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/order.ts";
import { programme } from "../../shared/domain/programme-versions.ts";
import { serve } from "../../shared/http/serve.ts";
import { signedStep } from "../../shared/http/signed-step.ts";
import { keep, known, messageOf, park } from "../../shared/http/webhook.ts";
import { authorizationCodes } from "../../shared/store/authorization-codes.ts";
import { put } from "../../shared/store/change.ts";
import { orders } from "../../shared/store/orders.ts";

export const handler = serve(
  signedStep(confirmPayment, () => "payments", {
    reads: (call) => ({ ...messageOf(call), order: orders.at(call.body.data.orderId) }),
    decide: (facts, refs, call) => {
      const duplicate = known(facts, refs, call);
      if (duplicate !== undefined) return duplicate;
      const { body, now, random } = call;
      const draw = () => drawCode("EDU", random);
      const confirmed = rules.confirmPayment(facts.get(refs.order), body.data, draw, programme, now);
      if ("fault" in confirmed) return park(refs, call, confirmed.fault);

      const { paid, codes } = confirmed;
      return accept({
        body: { status: "applied" },
        changes: [
          put(refs.order, paid),
          ...codes.map((code) => put(authorizationCodes.at(code.code), code)),
          ...keep(refs, call, { status: "applied" }),
        ],
        event: { type: "order.paid", data: { paymentId: paid.paymentId, total: paid.total } },
      });
    },
  }),
);
