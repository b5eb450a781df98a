import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, expect, test } from "vitest";
import { receiveReport } from "../../../shared/contract/exam/center-report-operations.ts";
import { confirmPayment } from "../../../shared/contract/purchase/payments.ts";
import { mustHaveLink } from "../../../shared/http/certificate-link.ts";
import { readCursor, writeCursor } from "../../../shared/http/cursor.ts";
import { ownSignature } from "../../../shared/http/own-signature.ts";
import { secretValues } from "../../../shared/store/secrets.ts";
import * as given from "../../support/given.ts";
import type { Response } from "../../support/invoke.ts";
import { call, refusal } from "../calls.ts";
import { later, minute } from "../schedule-runs.ts";

const manager = mockClient(SecretsManagerClient);
const [old, fresh, foreign] = Array.from({ length: 3 }, () => randomBytes(32).toString("base64"));
const before = "2027-03-01T08:00:00.000Z";
const during = later(before, 5 * minute);
const after = later(during, 5 * minute);

/** Sets the answer of the Secrets Manager stub. */
function active(current: string | undefined, previous?: string): void {
  manager.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify({ current, previous }) });
}

/** A new, well-formed message that is signed with a secret. */
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

test.each(["prometric", "pearson-vue", "academy", "payments"])(
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

test("a former secret ends within 5 minutes: good signatures make a function ask no oftener than that", async () => {
  const start = later(after, 60 * minute);
  active(old);
  given.must([202], await send("prometric", old, start));
  const asked = manager.commandCalls(GetSecretValueCommand).length;
  active(fresh);

  expect((await send("prometric", old, later(start, 5 * minute - 1000))).status).toBe(202);
  expect(manager.commandCalls(GetSecretValueCommand)).toHaveLength(asked);
  expect(refusal(await send("prometric", old, later(start, 5 * minute)))).toEqual([401, "signature-wrong"]);
});

test.each(["prometric", "payments"])("a new secret of %s is good from its first message on", async (sender) => {
  const start = later(after, 120 * minute);
  const newest = randomBytes(32).toString("base64");
  active(old);
  given.must([200, 202], await send(sender, old, start));

  active(fresh);
  given.must([200, 202], await send(sender, fresh, start));
  active(newest);
  given.must([200, 202], await send(sender, newest, later(start, 1000)));
  expect(refusal(await send(sender, old, later(start, 2000)))).toEqual([401, "signature-wrong"]);
});

test("wrong signatures make a function ask ten times a minute at most, and a new secret is then known a minute later", async () => {
  const start = later(after, 180 * minute);
  active(old);
  given.must([202], await send("academy", old, start));
  const asked = manager.commandCalls(GetSecretValueCommand).length;

  for (let sent = 0; sent < 25; sent += 1) await send("academy", foreign, start);
  expect(manager.commandCalls(GetSecretValueCommand)).toHaveLength(asked + 10);
  active(fresh);
  expect(refusal(await send("academy", fresh, start))).toEqual([401, "signature-wrong"]);
  expect((await send("academy", fresh, later(start, minute))).status).toBe(202);
});

test("what can be no signature at all makes no function ask", async () => {
  const start = later(after, 240 * minute);
  active(old);
  given.must([202], await send("academy", old, start));
  const asked = manager.commandCalls(GetSecretValueCommand).length;
  const headers = { "webhook-id": "msg_1", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA v2,BBBB" };

  const answer = await call(receiveReport, { params: { provider: "academy" }, text: "{}", headers, at: start });

  expect(refusal(answer)).toEqual([401, "signature-wrong"]);
  expect(manager.commandCalls(GetSecretValueCommand)).toHaveLength(asked);
});

test("a list goes on, and a certificate's link is good, where only another instance knows the new secret", async () => {
  const start = later(after, 300 * minute);
  const scope = { caller: "a", operationId: "listOrders", list: "ACCOUNT#a", query: "{}" };
  active("another instance's, which has read the new secret");
  const cursor = await writeCursor({ pk: "a", sk: "b" }, scope, start);
  const token = await ownSignature("internal/certificate-links", "certificate link CRT-1", start);
  const before = later(start, -60 * minute);
  active("old");
  await writeCursor({ pk: "a", sk: "b" }, scope, before);
  await ownSignature("internal/certificate-links", "certificate link CRT-1", before);
  active("another instance's, which has read the new secret");

  expect(await readCursor(cursor, scope, before)).toEqual({ pk: "a", sk: "b" });
  await expect(mustHaveLink("CRT-1", token, before)).resolves.toBeUndefined();
  await expect(mustHaveLink("CRT-2", token, before)).rejects.toThrow("certificate-not-found");
});

test("a value of our own secrets that is empty signs nothing and verifies nothing", async () => {
  const at = later(after, 400 * minute);
  const forged = createHmac("sha256", "").update("certificate link CRT-1").digest("base64url");
  active("", "old");

  await expect(ownSignature("internal/certificate-links", "certificate link CRT-1", at)).rejects.toThrow("empty value");
  await expect(mustHaveLink("CRT-1", forged, at)).rejects.toThrow("certificate-not-found");
});

test("while Secrets Manager is out, the last known secret signs and verifies, and the new one is good soon after", async () => {
  const start = later(after, 500 * minute);
  active(old);
  given.must([202], await send("prometric", old, start));
  manager.on(GetSecretValueCommand).rejects(new Error("out"));

  expect((await send("prometric", old, later(start, 60 * minute))).status).toBe(202);
  const asked = manager.commandCalls(GetSecretValueCommand).length;
  expect((await send("prometric", old, later(start, 60 * minute + 29_000))).status).toBe(202);
  expect(manager.commandCalls(GetSecretValueCommand)).toHaveLength(asked);
  active(fresh);
  expect((await send("prometric", fresh, later(start, 60 * minute + 31_000))).status).toBe(202);
  expect(refusal(await send("prometric", old, later(start, 60 * minute + 32_000)))).toEqual([401, "signature-wrong"]);
});

test("the parts of our own secret differ: a cursor's never signs a link", async () => {
  const at = later(after, 600 * minute);
  active("one secret");

  const [cursor, links, keys] = await Promise.all(
    ["cursor", "certificate-links", "credential-keys"].map((use) => secretValues(`internal/${use}`, at)),
  );
  expect(new Set([cursor?.[0], links?.[0], keys?.[0], "one secret"]).size).toBe(4);
});
