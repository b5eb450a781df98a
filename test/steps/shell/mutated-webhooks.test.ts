import { randomUUID } from "node:crypto";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { receiveReport } from "../../../shared/contract/exam/center-report-operations.ts";
import { confirmPayment } from "../../../shared/contract/purchase/payments.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import * as given from "../../support/given.ts";
import { type Response, signed } from "../../support/invoke.ts";
import { call, problem } from "../calls.ts";
import { mutated } from "../mutations.ts";
import { below, oneOf, type Random, random } from "../random.ts";
import { freshTable } from "../schedule-runs.ts";

const bodies = 2_000;
const seed = 20_261_122;
const occurredAt = "2026-11-22T09:30:00.000Z";

type Body = { readonly sender: string; readonly body: object };

/** Every kind of webhook, about existing things, so that only the mutation can cause a refusal. */
async function sound(): Promise<[Body, ...Body[]]> {
  const ana = given.someone();
  const { eligibilityCode, registrationId } = await given.registration("acp", ana);
  const online = await given.registration("aca", ana);
  const { orderId, total } = await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);
  const booking = given.placed(eligibilityCode);
  const { confirmationNumber } = booking;
  const previousConfirmationNumber = given.someNumber();
  const result = { resultId: "R-1", exam: "written", outcome: "pass", score: 80, takenAt: occurredAt };
  const correction = { resultId: "R-2", corrects: "R-1", outcome: "fail", reason: "Re-scored" };
  const from = (sender: string, type: string, data: object) => ({ sender, body: { type, occurredAt, data } });
  return [
    from("prometric", "appointment.booked", booking),
    from("prometric", "appointment.rescheduled", given.placed(eligibilityCode, { previousConfirmationNumber })),
    from("prometric", "appointment.cancelled", { confirmationNumber, previousConfirmationNumber }),
    from("prometric", "appointment.no-show", { confirmationNumber, excused: true }),
    from("prometric", "result.reported", { ...result, maximumScore: 100, confirmationNumber }),
    from("academy", "result.reported", { ...result, exam: "online", registrationId: online.registrationId }),
    from("pearson-vue", "result.reported", {
      ...result,
      examCode: "EXC-1",
      candidateId: "CAND-1",
      registrationId,
      delivery: "online",
    }),
    from("prometric", "result.corrected", { ...correction, score: 30 }),
    from("payments", "payment.succeeded", { orderId, paymentId: "pay_1", ...total }),
  ];
}

/** Signs the content, or makes a wrong signature. */
async function headersFor(sender: string, bytes: Buffer, isSigned: boolean, messageId: string, draw: Random) {
  const right = await signed(sender, bytes, { messageId });
  if (isSigned) return right;
  switch (below(5, draw)) {
    case 0:
      return signed(sender, Buffer.concat([bytes, Buffer.from(" ")]), { messageId });
    case 1:
      return signed(sender === "payments" ? "prometric" : "payments", bytes, { messageId });
    case 2:
      return { ...right, "webhook-id": `${messageId}-other` };
    case 3:
      return { ...right, "webhook-signature": `v1,${randomUUID()}` };
    default:
      return {};
  }
}

/** Number of remembered webhook messages, and of all items. */
async function stored() {
  let [items, messages] = [0, 0];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(new ScanCommand({ TableName: tableName(), ExclusiveStartKey }));
    items += answer.Count ?? 0;
    messages += (answer.Items ?? []).filter(({ kind }) => kind === "message").length;
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return { items, messages };
}

describe(`${bodies} webhooks with malformed or mutated bodies`, () => {
  const answered: { response: Response; isSigned: boolean; wrote: number; isLong: boolean; seen: string }[] = [];
  let before = { items: 0, messages: 0 };

  beforeAll(async () => {
    await freshTable();
    const all = await sound();
    before = await stored();
    let writes = 0;
    client.middlewareStack.add(
      (next, context) => (args) => {
        if (/Put|Update|Delete|Write/.test(String(context.commandName))) writes += 1;
        return next(args);
      },
      { step: "initialize", name: "writes" },
    );
    const draw = random(seed);
    for (let each = 0; each < bodies; each += 1) {
      const { sender, body } = oneOf(all, draw);
      const bytes = mutated(body, draw);
      const isSigned = each % 2 === 0;
      const headers = await headersFor(sender, bytes, isSigned, `msg_${each}`, draw);
      const operation = sender === "payments" ? confirmPayment : receiveReport;
      const sofar = writes;
      const response = await call(operation, { params: { provider: sender }, bytes, headers });
      const seen = bytes.toString("latin1").slice(0, 300);
      answered.push({ response, isSigned, wrote: writes - sofar, isLong: bytes.length > 256 * 1024, seen });
    }
    client.middlewareStack.remove("writes");
  });

  test("are half signed rightly and half not", () => {
    expect(answered.filter(({ isSigned }) => isSigned)).toHaveLength(1_000);
  });

  test("find no fault of ours: none is answered with 5xx", () => {
    expect(answered.filter(({ response }) => response.status >= 500).map(({ seen }) => seen)).toEqual([]);
  });

  test("are each answered with a proper problem document, unless the mutation left a valid report", () => {
    const refused = answered.filter(({ response }) => response.status >= 300);
    for (const { response } of refused) expect(problem(response).status).toBe(response.status);
    for (const { response, isLong } of refused) {
      expect(response.status).toBeOneOf(isLong ? [413] : [400, 401, 422]);
    }
    expect(refused.filter(({ response }) => response.status === 413).length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(1_800);
  });

  test("are refused with 401 where the signature does not fit, whatever the body, unless that is too long", () => {
    const unsigned = answered.filter(({ isSigned, isLong }) => !isSigned && !isLong);
    expect(new Set(unsigned.map(({ response }) => response.status))).toEqual(new Set([401]));
  });

  test("leave nothing in the table where they were refused", async () => {
    expect(answered.filter(({ response, wrote }) => response.status >= 300 && wrote > 0)).toEqual([]);
    const accepted = answered.filter(({ response }) => response.status < 300).length;
    const after = await stored();
    expect(after.messages - before.messages).toBe(accepted);
  });
});
