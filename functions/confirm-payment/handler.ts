import { confirmPayment, isKnownPayment } from "../../shared/contract/purchase/payments.ts";
import { accept } from "../../shared/domain/decision.ts";
import { paymentProvider } from "../../shared/domain/purchase/order.ts";
import { serve } from "../../shared/http/serve.ts";
import { signedStep } from "../../shared/http/signed-step.ts";
import { keep, known, messageOf, parkUnknown } from "../../shared/http/webhook.ts";
import { settleRest } from "../../shared/settling/order-changes.ts";
import { paymentFirst, weighPayment } from "../../shared/settling/payment-report.ts";
import { put } from "../../shared/store/core/change.ts";

export const handler = serve(
  signedStep(confirmPayment, () => paymentProvider, {
    reads: (call) => ({ ...messageOf(call), ...(isKnownPayment(call.body) && paymentFirst(call.body)) }),
    follow: (facts, refs, call) => {
      if (known(facts, refs, call) !== undefined) return [];
      return isKnownPayment(call.body) ? weighPayment(facts, call.body, refs.report.id, call).missing : [];
    },
    decide: (facts, refs, call) => {
      const duplicate = known(facts, refs, call);
      if (duplicate !== undefined) return duplicate;
      const { body, now } = call;
      if (!isKnownPayment(body)) return parkUnknown(refs, call);
      const { settlement } = weighPayment(facts, body, refs.report.id, call);
      if (settlement.fate === "duplicate") {
        return accept({
          body: { status: "duplicate" },
          changes: [put(refs.message, { reportId: refs.report.id, receivedAt: now })],
        });
      }
      const { changes, unsettled } = settlement;
      const afterwards = () => settleRest(unsettled, call);
      if (settlement.fate === "counts") {
        const kept = keep(refs, call, { status: "applied" });
        return accept({
          body: { status: "applied" },
          changes: [...changes, ...kept],
          event: settlement.event,
          afterwards,
        });
      }
      const { reason, notifications } = settlement;
      const kept = keep(refs, call, { status: "parked", reason });
      const event = { type: "report.parked", data: { reason }, notifications } as const;
      return accept({ body: { status: "parked", reason }, changes: [...kept, ...changes], event, afterwards });
    },
  }),
);
