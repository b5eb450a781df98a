import { handler as confirmPaymentHandler } from "../../functions/confirm-payment/handler.ts";
import { confirmPayment } from "../../shared/contract/purchase/payments.ts";
import { defaultTime, invoke, type Response, signed } from "./invoke.ts";

/** Sends a message of the payment provider. */
export async function telling(
  type: string,
  data: object,
  { at = defaultTime, occurredAt = at }: { at?: string; occurredAt?: string } = {},
): Promise<Response> {
  const text = JSON.stringify({ type, occurredAt, data });
  const headers = await signed("payments", text, { at });
  return invoke(confirmPaymentHandler, confirmPayment, { text, headers, at });
}

/** The data of a message about the whole payment of an order, which `given.payment` names so. */
export function ofPayment(
  { orderId, total }: { orderId: string; total: { amount: number; currency: string } },
  more: object = {},
) {
  return { orderId, paymentId: `pay_${orderId}`, ...total, ...more };
}
