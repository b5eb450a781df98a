import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, expect, test } from "vitest";
import { confirmPayment } from "../../shared/contract/orders.ts";
import { receiveReport } from "../../shared/contract/test-centers.ts";
import * as given from "../support/given.ts";
import type { Response } from "../support/invoke.ts";
import { call, refusal } from "./calls.ts";
import { later, minute } from "./schedule-runs.ts";

const manager = mockClient(SecretsManagerClient);
const [old, fresh, foreign] = Array.from({ length: 3 }, () => randomBytes(32).toString("base64"));
const before = "2027-03-01T08:00:00.000Z";
const during = later(before, 5 * minute);
const after = later(during, 5 * minute);

/** What Secrets Manager answers from now on; functions notice 5 minutes after they last asked. */
function active(current: string | undefined, previous?: string): void {
  manager.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify({ current, previous }) });
}

/** A well-formed message that nobody has sent before, signed with a secret. */
function send(sender: string, secret: string | undefined, at: string): Promise<Response> {
  const isPayment = sender === "payments";
  const payment = { orderId: "ord_none", paymentId: randomUUID(), amount: 1, currency: "USD" };
  const data = isPayment ? payment : { confirmationNumber: given.someNumber() };
  const type = isPayment ? "payment.succeeded" : "appointment.cancelled";
  const text = JSON.stringify({ type, occurredAt: at, data });
  const [id, timestamp] = [`msg_${randomUUID()}`, String(Date.parse(at) / 1000)];
  const mac = createHmac("sha256", Buffer.from(secret ?? "", "base64")).update(`${id}.${timestamp}.${text}`);
  const signature = `v1,${mac.digest("base64")}`;
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  if (isPayment) return call(confirmPayment, { text, headers, at });
  return call(receiveReport, { params: { provider: sender }, text, headers, at });
}

afterAll(() => manager.restore());

test.each([...["prometric", "pearson-vue", "academy", "payments"]])(
  "while the secret of %s is rotated, the old and the new one sign; before that the old alone, then the new alone",
  async (sender) => {
    const taken = sender === "payments" ? 200 : 202;
    const refused = [401, "signature-wrong"];

    active(old);
    expect((await send(sender, old, before)).status).toBe(taken);
    expect(refusal(await send(sender, fresh, before))).toEqual(refused);

    active(fresh, old);
    expect((await send(sender, old, during)).status).toBe(taken);
    expect((await send(sender, fresh, during)).status).toBe(taken);
    expect(refusal(await send(sender, foreign, during))).toEqual(refused);

    active(fresh);
    expect(refusal(await send(sender, old, after))).toEqual(refused);
    expect((await send(sender, fresh, after)).status).toBe(taken);
  },
);

test("a function notices a rotation within 5 minutes, and asks no oftener than that", async () => {
  const start = later(after, 60 * minute);
  active(old);
  given.must([202], await send("prometric", old, start));
  const asked = manager.commandCalls(GetSecretValueCommand).length;
  active(fresh);

  expect((await send("prometric", old, later(start, 5 * minute - 1000))).status).toBe(202);
  expect(manager.commandCalls(GetSecretValueCommand)).toHaveLength(asked);
  expect(refusal(await send("prometric", old, later(start, 5 * minute)))).toEqual([401, "signature-wrong"]);
});
