import { expect, test } from "vitest";
import { closeReport, releaseReport } from "../../shared/contract/reports.ts";
import { reportIdFor } from "../../shared/store/reports.ts";
import * as given from "../support/given.ts";
import { defaultTime } from "../support/invoke.ts";
import { call, refusal } from "./calls.ts";

test("a payment's report that was parked cannot be released, and can be closed", async () => {
  const data = { orderId: "ord_unknown", paymentId: `pay_${given.someNumber()}`, amount: 100, currency: "USD" };
  const answer = await given.payment(data);
  expect(answer.body).toEqual({ status: "parked", reason: "order-not-found" });
  const reportId = reportIdFor("payments", { type: "payment.succeeded", occurredAt: defaultTime, data });

  const released = await call(releaseReport, { params: { reportId }, body: {}, as: given.staff });
  const closed = await call(closeReport, { params: { reportId }, body: { reason: "Refunded" }, as: given.staff });

  expect(refusal(released)).toEqual([409, "report-not-releasable"]);
  expect(closed.body).toMatchObject({ status: "closed", reason: "Refunded" });
});
