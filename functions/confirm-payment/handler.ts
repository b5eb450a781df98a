import { confirmPayment, isKnownPayment } from "../../shared/contract/orders.ts";
import { drawCode } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import { keptOfUnknown } from "../../shared/domain/kept-report.ts";
import * as rules from "../../shared/domain/order.ts";
import { programme } from "../../shared/domain/programme-versions.ts";
import { serve } from "../../shared/http/serve.ts";
import { signedStep } from "../../shared/http/signed-step.ts";
import { keep, known, messageOf, park } from "../../shared/http/webhook.ts";
import { authorizationCodes } from "../../shared/store/authorization-codes.ts";
import { put } from "../../shared/store/change.ts";
import { orders } from "../../shared/store/orders.ts";
import { payments } from "../../shared/store/payments.ts";

export const handler = serve(
  signedStep(confirmPayment, () => rules.paymentProvider, {
    reads: (call) => {
      const { body } = call;
      if (!isKnownPayment(body)) return messageOf(call);
      const { orderId, paymentId } = body.data;
      return { ...messageOf(call), order: orders.at(orderId), payment: payments.at(paymentId) };
    },
    decide: (facts, refs, call) => {
      const duplicate = known(facts, refs, call);
      if (duplicate !== undefined) return duplicate;
      const { body, now, random } = call;
      if (!isKnownPayment(body) || !("order" in refs)) {
        return park(refs, { ...call, body: { ...body, data: keptOfUnknown(body.data) } }, { reason: "unknown-type" });
      }
      const [order, before] = [facts.get(refs.order), facts.get(refs.payment)];
      const draw = () => drawCode("EDU", random);
      const confirmed = rules.confirmPayment(order, body.data, before, draw, programme, now);
      if ("fault" in confirmed) return park(refs, call, { reason: confirmed.fault });

      const { paid, used, codes } = confirmed;
      return accept({
        body: { status: "applied" },
        changes: [
          put(refs.order, paid),
          put(refs.payment, used),
          ...codes.map((code) => put(authorizationCodes.at(code.code), code)),
          ...keep(refs, call, { status: "applied" }),
        ],
        event: { type: "order.paid", data: { paymentId: paid.paymentId, total: paid.total } },
      });
    },
  }),
);
