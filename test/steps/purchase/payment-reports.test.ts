import { expect, test } from "vitest";
import { closeReport, getReport, releaseReport } from "../../../shared/contract/exam/report-operations.ts";
import { confirmPayment } from "../../../shared/contract/purchase/payments.ts";
import { reportIdFor } from "../../../shared/store/exam/reports.ts";
import * as given from "../../support/given.ts";
import { defaultTime, signed } from "../../support/invoke.ts";
import { call, pointers, refusal } from "../calls.ts";

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

/** Sends a signed message exactly as written. */
async function tell(message: object | string, messageId = `msg_${given.someNumber()}`) {
  const text = typeof message === "string" ? message : JSON.stringify(message);
  return call(confirmPayment, { text, headers: await signed("payments", text, { messageId }) });
}

async function kept(message: object) {
  const { body } = await call(getReport, { params: { reportId: reportIdFor("payments", message) }, as: given.staff });
  return body;
}

test("a payment with fields that nobody knows is applied, and is the same without them", async () => {
  const { orderId, total } = await given.order(
    [{ product: "redemption-code", level: "aca", quantity: 1 }],
    given.someone(),
  );
  const data = { orderId, paymentId: `pay_${orderId}`, ...total };
  const message = { type: "payment.succeeded", occurredAt: defaultTime, data };

  const more = await tell({ ...message, livemode: true, data: { ...data, method: { card: "visa" } } });
  const less = await tell(message);

  expect([more.body, less.body]).toEqual([{ status: "applied" }, { status: "duplicate" }]);
});

test("a message of a type that nobody knows is kept for staff as it came, once", async () => {
  const data = { disputeId: given.someNumber(), evidence: [{ text: "é \u202e", amount: 1.5 }, null, true], orderId: 7 };
  const message = { type: "payment.dispute_opened", occurredAt: defaultTime, data };

  const answers = [await tell(message, `msg_${data.disputeId}`), await tell(message, `msg_${data.disputeId}`)];
  const again = await tell(message);

  expect(answers.map(({ status, body }) => [status, body])).toEqual([
    [200, { status: "parked", reason: "unknown-type" }],
    [200, { status: "duplicate" }],
  ]);
  expect(again.body).toEqual({ status: "duplicate" });
  expect(await kept(message)).toMatchObject({ status: "parked", reason: "unknown-type", type: message.type, data });
  const params = { reportId: reportIdFor("payments", message) };
  expect(refusal(await call(releaseReport, { params, body: {}, as: given.staff }))).toEqual([
    409,
    "report-not-releasable",
  ]);
});

test("of a long message of a type that nobody knows its beginning is kept", async () => {
  const data = { id: given.someNumber(), all: Array.from({ length: 10_000 }, () => 1e20) };
  const message = { type: "payment.listed", occurredAt: defaultTime, data };

  expect((await tell(message)).body).toEqual({ status: "parked", reason: "unknown-type" });
  expect(await kept(message)).toMatchObject({
    data: { beginning: expect.stringContaining(`{"id":"${data.id}","all":[1`) },
  });
});

test.each([
  ["numbers beyond what is stored", '{"amount":1e300}'],
  ["numbers too small to be stored", '{"amount":1e-300}'],
  ["lists within lists", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
])("a message of a type that nobody knows with %s is refused", async (_, data) => {
  const answer = await tell(`{"type":"payment.odd","occurredAt":"${defaultTime}","data":${data}}`);

  expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/data"]]);
});

const sound = { orderId: "ord_1", paymentId: "pay_1", amount: 1, currency: "USD" };

test.each([
  [{ type: "payment.succeeded", occurredAt: defaultTime, data: { ...sound, amount: -1, more: 1 } }, ["/data/amount"]],
  [
    { type: "payment.succeeded", occurredAt: "now", data: { ...sound, orderId: undefined } },
    ["/occurredAt", "/data/orderId"],
  ],
  [{ type: "payment.succeeded", data: sound }, ["/occurredAt"]],
  [{ type: "payment.succeeded", occurredAt: defaultTime }, ["/data"]],
  [{ type: "payment.other", occurredAt: "now", data: sound }, ["/occurredAt"]],
  [{ type: "payment.other", occurredAt: defaultTime, data: [] }, ["/data"]],
  [{ occurredAt: defaultTime, data: sound }, ["/type"]],
])("the fault of a payment's message %j is named by its own pointer", async (message, expected) => {
  expect(pointers(await tell(message))).toEqual(expected);
});
