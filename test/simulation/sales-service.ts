import type { CallOptions } from "../../shared/client/exchange.ts";
import { api, type Came, signing } from "./api.ts";
import { instant, type Names } from "./names.ts";
import type { SalesOperation } from "./sales-operations.ts";

type Message = Extract<SalesOperation, { does: "money" }>;

/** Runs operations on money, codes and gifts on the real functions. */
export function sendOfSales(operation: SalesOperation, names: Names, call: CallOptions, at: string): Promise<Came> {
  const nameOf = (code: number) => names.codes[code] ?? "EDU-0000-0000-0000-0000-0";
  const orderId = ("order" in operation ? names.orders[operation.order]?.id : undefined) ?? "ord_none";
  switch (operation.does) {
    case "money": {
      const body = bodyOf(operation, orderId, nameOf);
      return signing("payments", at).confirmPayment({ ...call, body, messageId: operation.message });
    }
    case "refund-order": {
      const { amount, codes } = operation;
      const wanted = { ...(amount !== undefined && { amount }), ...(codes && { codes: codes.map(nameOf) }) };
      return api.attempt.refundOrder({ ...call, params: { orderId }, body: { ...wanted, reason: "Asked for." } });
    }
    case "move-training": {
      const { certification: certificationId, status } = operation;
      return api.attempt.moveTraining({ ...call, params: { orderId, certificationId }, body: { status } });
    }
    case "take-back-gift":
      return api.attempt.takeBackGift({ ...call, params: { code: nameOf(operation.code) }, body: {} });
    case "cancel-batch": {
      const params = { batchId: names.batches.get(operation.batch) ?? "bat_none" };
      return api.attempt.cancelBatch({ ...call, params, body: { reason: "A slip." } });
    }
  }
}

function bodyOf({ fact }: Message, orderId: string, nameOf: (code: number) => string) {
  const occurredAt = instant(fact.at);
  if (fact.kind === "closing") {
    return { type: "payment.dispute-closed" as const, occurredAt, data: { disputeId: fact.id, won: fact.won } };
  }
  const data = { orderId, paymentId: fact.payment, amount: fact.amount, currency: "USD" };
  if (fact.kind === "dispute") {
    return { type: "payment.disputed" as const, occurredAt, data: { ...data, disputeId: fact.id } };
  }
  const codes = fact.codes.length === 0 ? {} : { codes: fact.codes.map(nameOf) };
  return { type: "payment.refunded" as const, occurredAt, data: { ...data, ...codes, refundId: fact.id } };
}
