import { type Calls, staff } from "./calls.ts";

const reason = "Crash";

export type Way = "refunded" | "dispute won" | "dispute lost";

/** Refunds an order's second code, or disputes its payment. Staff review the dispute, which is then won or lost. */
export async function moneyGoesBack(
  calls: Calls,
  orderId: string,
  code: string,
  price: object,
  way: Way,
): Promise<void> {
  const ofPayment = { orderId, paymentId: `pay-${orderId}`, ...price };
  const at = await calls.now();
  if (way === "refunded") {
    await calls.post(`/v1/orders/${orderId}/refund`, staff, { codes: [code], reason }, [200]);
    calls.must("order", orderId, "order.refund-asked");
    const refund = { ...ofPayment, refundId: `rfd-${orderId}`, codes: [code] };
    await calls.report("payments", "payment.refunded", refund, at, [200]);
    calls.must("order", orderId, "order.refunded");
    return;
  }
  const disputeId = `dsp-${orderId}`;
  await calls.report("payments", "payment.disputed", { ...ofPayment, disputeId }, at, [200]);
  calls.must("order", orderId, "order.disputed");
  await calls.post(`/v1/orders/${orderId}/review`, staff, { reason }, [200]);
  calls.must("order", orderId, "order.reviewed");
  const closed = { disputeId, won: way === "dispute won" };
  await calls.report("payments", "payment.dispute-closed", closed, await calls.now(), [200]);
  calls.must("order", orderId, "order.dispute-closed");
}

/** Corrects a certificate's name. Then the centre corrects its pass twice: to a fail, and back. */
export async function corrected(calls: Calls, certificateId: string, resultId: string): Promise<void> {
  const name = { familyName: "Sá Lima", reason };
  await calls.post(`/v1/certificates/${certificateId}/correct-name`, staff, name, [200]);
  calls.must("certificate", certificateId, "certificate.name-corrected");
  for (const [place, outcome] of ["fail", "pass"].entries()) {
    const correction = { resultId: `${resultId}-${place}`, corrects: resultId, outcome, reason };
    await calls.report("prometric", "result.corrected", correction, await calls.now(), [200]);
  }
  calls.must("certificate", certificateId, "result.corrected");
}

/** Cancels a batch that is issued in part. Kills may hit between its parts. */
export async function batchCancelled(calls: Calls): Promise<void> {
  const batch = { edition: "general-purpose", levels: ["aca"], quantity: 150, label: "Crash" };
  const ordered = await calls.post("/v1/authorization-codes/batches", staff, batch, [202]);
  const { batchId } = Object(ordered.body);
  calls.must("batch", String(batchId), "batch.ordered");
  await calls.runSchedule();
  await calls.post(`/v1/authorization-codes/batches/${String(batchId)}/cancel`, staff, { reason }, [200, 202]);
  calls.must("batch", String(batchId), "batch.cancel-asked");
  await calls.runSchedule();
}
