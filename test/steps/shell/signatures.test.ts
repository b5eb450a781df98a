import { describe, expect, test } from "vitest";
import { receiveReport } from "../../../shared/contract/exam/center-report-operations.ts";
import { checkEligibility } from "../../../shared/contract/exam/eligibility.ts";
import { getOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { confirmPayment } from "../../../shared/contract/purchase/payments.ts";
import * as given from "../../support/given.ts";
import { type Request, type Response, signed } from "../../support/invoke.ts";
import { call, eventTypes, field, refusal } from "../calls.ts";

/** One signed request, ready to be sent with other headers, at another time, or with another body. */
type Message = {
  readonly sender: string;
  readonly stranger: string;
  readonly content: string;
  readonly send: (request: Request) => Promise<Response>;
  readonly effects: () => Promise<number>;
};

const occurredAt = "2026-11-22T09:30:00.000Z";

const messages: Readonly<Record<string, () => Promise<Message>>> = {
  confirmPayment: async () => {
    const { orderId, total } = await given.order(
      [{ product: "redemption-code", level: "aca", quantity: 1 }],
      given.someone(),
    );
    const data = { orderId, paymentId: `pay_${orderId}`, ...total };
    const content = JSON.stringify({ type: "payment.succeeded", occurredAt, data });
    return {
      sender: "payments",
      stranger: "academy",
      content,
      send: (request) => call(confirmPayment, { text: content, ...request }),
      effects: async () => (await eventTypes("order", orderId)).length - 1,
    };
  },
  receiveReport: async () => {
    const { eligibilityCode, registrationId } = await given.registration("acp", given.someone());
    const content = JSON.stringify({ type: "appointment.booked", occurredAt, data: given.placed(eligibilityCode) });
    return {
      sender: "prometric",
      stranger: "pearson-vue",
      content,
      send: (request) => call(receiveReport, { params: { provider: "prometric" }, text: content, ...request }),
      effects: async () => (await eventTypes("registration", registrationId)).length - 1,
    };
  },
};

const later = (seconds: number) => new Date(Date.parse(occurredAt) + seconds * 1000).toISOString();

describe.each(Object.entries(messages))("%s", (_, prepare) => {
  async function refused(request: (message: Message) => Promise<Request>): Promise<readonly [number, string]> {
    const message = await prepare();
    const answer = await message.send(await request(message));
    expect(await message.effects()).toBe(0);
    return refusal(answer);
  }

  test.each(["webhook-id", "webhook-timestamp", "webhook-signature"])("refuses a message without %s", async (name) => {
    const answer = await refused(async ({ sender, content }) => {
      const headers = Object.entries(await signed(sender, content)).filter(([each]) => each !== name);
      return { headers: Object.fromEntries(headers) };
    });

    expect(answer).toEqual([401, "signature-missing"]);
  });

  test.each([
    ["of nothing", { "webhook-signature": "" }],
    ["of another version", { "webhook-signature": "v2,AAAA" }],
    ["that is too short", { "webhook-signature": "v1,AAAA" }],
    ["that is no base64", { "webhook-signature": "v1,!!!!" }],
    ["of another message id", { "webhook-id": "msg_other" }],
    ["of another time", { "webhook-timestamp": "1795340999" }],
    ["with a time that is no number", { "webhook-timestamp": "now" }],
    ["with a time in fractions of a second", { "webhook-timestamp": "1795339800.5" }],
    ["with a message id of control characters", { "webhook-id": "msg\u0007" }],
  ])("refuses a signature %s", async (_, changed) => {
    const answer = await refused(async ({ sender, content }) => {
      return { headers: { ...(await signed(sender, content)), ...changed } };
    });

    expect(answer).toEqual([401, "signature-wrong"]);
  });

  test("refuses a signature of another provider", async () => {
    const answer = await refused(async ({ stranger, content }) => ({ headers: await signed(stranger, content) }));

    expect(answer).toEqual([401, "signature-wrong"]);
  });

  test("refuses a body that was changed by one byte, also where it is no JSON any more", async () => {
    const spaced = await refused(async ({ sender, content }) => {
      return { headers: await signed(sender, content), text: `${content} ` };
    });
    const broken = await refused(async ({ sender, content }) => {
      return { headers: await signed(sender, content), text: content.slice(0, -1) };
    });

    expect([spaced, broken]).toEqual([
      [401, "signature-wrong"],
      [401, "signature-wrong"],
    ]);
  });

  test.each([301, -301])("refuses a message whose time is %i seconds off", async (seconds) => {
    const answer = await refused(async ({ sender, content }) => {
      return { headers: await signed(sender, content), at: later(seconds) };
    });

    expect(answer).toEqual([401, "signature-stale"]);
  });

  test.each([300.001, -300.001])("refuses a message whose time is %d seconds off", async (seconds) => {
    const answer = await refused(async ({ sender, content }) => {
      return { headers: await signed(sender, content), at: later(seconds) };
    });

    expect(answer).toEqual([401, "signature-stale"]);
  });

  test.each([300, -300])("accepts a message whose time is %i seconds off", async (seconds) => {
    const { sender, content, send, effects } = await prepare();

    const answer = await send({ headers: await signed(sender, content), at: later(seconds) });

    expect(answer.body).toEqual({ status: "applied" });
    expect(await effects()).toBe(1);
  });

  test("accepts several signatures when one of them is good, wherever it stands", async () => {
    const { sender, stranger, content, send } = await prepare();
    const messageId = crypto.randomUUID();
    const good = await signed(sender, content, { messageId });
    const bad = (await signed(stranger, content, { messageId }))["webhook-signature"];
    const several = `v1a,AAAA ${bad} ${good["webhook-signature"]} v2,BBBB`;

    const answer = await send({ headers: { ...good, "webhook-signature": several } });

    expect(answer.body).toEqual({ status: "applied" });
  });

  test("does not tell a stranger whether his body would fit", async () => {
    const answer = await refused(async ({ stranger }) => {
      return { headers: await signed(stranger, "{}"), text: "{}" };
    });

    expect(answer).toEqual([401, "signature-wrong"]);
  });
});

test("an unknown provider is a 404, whatever it signs with", async () => {
  const headers = await signed("prometric", "{}");

  const answer = await call(receiveReport, { params: { provider: "payments" }, text: "{}", headers });

  expect(refusal(answer)).toEqual([404, "not-found"]);
});

test("an eligibility check signs its path and query: with another query it is refused", async () => {
  const { eligibilityCode } = await given.registration("ace", given.someone());
  const params = { provider: "prometric", code: eligibilityCode };
  const path = `/v1/test-centers/prometric/eligibility/${encodeURIComponent(eligibilityCode)}`;
  const headers = await signed("prometric", `GET ${path}?exam=written`);

  const own = await call(checkEligibility, { params, query: { exam: "written" }, headers });
  const other = await call(checkEligibility, { params, query: { exam: "lab" }, headers });
  const unsigned = await call(checkEligibility, { params, query: { exam: "written" } });

  expect(field(own, "eligible")).toBe(true);
  expect([refusal(other), refusal(unsigned)]).toEqual([
    [401, "signature-wrong"],
    [401, "signature-missing"],
  ]);
});

test("an order that nobody could pay with a bad signature is paid with a good one", async () => {
  const ana = given.someone();
  const { orderId, total } = await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);
  await given.payment({ orderId, ...total });

  expect(field(await call(getOrder, { params: { orderId }, as: ana }), "status")).toBe("paid");
});
