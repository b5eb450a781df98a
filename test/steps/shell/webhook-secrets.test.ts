import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { Logger } from "@aws-lambda-powertools/logger";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { receiveReport } from "../../../shared/contract/exam/center-report-operations.ts";
import * as given from "../../support/given.ts";
import type { Response } from "../../support/invoke.ts";
import { call, refusal } from "../calls.ts";
import { later, minute } from "../schedule-runs.ts";

const manager = mockClient(SecretsManagerClient);
let now = "2027-05-01T08:00:00.000Z";

afterEach(() => {
  // The cached secret expires, so that each test starts without one.
  now = later(now, 10 * minute);
  vi.restoreAllMocks();
});

afterAll(() => manager.restore());

const key = randomBytes(24);
const text = key.toString("base64");

/** A report signed with a key, sent to a function with these secret values. */
function send(signedWith: Buffer, current: string, previous?: string): Promise<Response> {
  manager.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify({ current, previous }) });
  const data = { confirmationNumber: given.someNumber() };
  const body = JSON.stringify({ type: "appointment.cancelled", occurredAt: now, data });
  const [id, timestamp] = [`msg_${randomUUID()}`, String(Date.parse(now) / 1000)];
  const mac = createHmac("sha256", signedWith).update(`${id}.${timestamp}.${body}`).digest("base64");
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${mac}` };
  return call(receiveReport, { params: { provider: "prometric" }, text: body, headers, at: now });
}

function logged() {
  return vi.spyOn(Logger.prototype, "error").mockImplementation(() => undefined);
}

test.each([
  ["as it is", text],
  ["with whsec_", `whsec_${text}`],
  ["with v1,whsec_", `v1,whsec_${text}`],
  ["with blanks around it", ` \tv1,whsec_${text}\r\n`],
  ["with a byte order mark and a no-break space", `\ufeffwhsec_${text}\u00a0`],
  ["in the alphabet of addresses", text.replaceAll("+", "-").replaceAll("/", "_")],
])("a secret that is written %s verifies what was signed with its key", async (_, written) => {
  const log = logged();

  expect((await send(key, written)).status).toBe(202);
  expect(log).not.toHaveBeenCalled();
});

test.each([33, 25])("a secret of %i bytes verifies with its padding and without it", async (size) => {
  const own = randomBytes(size);
  const padded = own.toString("base64");

  expect((await send(own, padded)).status).toBe(202);
  now = later(now, 10 * minute);
  expect((await send(own, padded.replaceAll("=", ""))).status).toBe(202);
});

const phrase = "correct horse battery staple, correct horse!";

test.each([
  ["of 23 bytes", key.subarray(1), key.subarray(1).toString("base64"), "too-short"],
  ["of one byte", Buffer.from("A"), "whsec_QQ==", "too-short"],
  ["that is empty", Buffer.alloc(0), "", "empty"],
  ["that is blank", Buffer.alloc(0), " \n", "empty"],
  ["that is a prefix alone", Buffer.alloc(0), "v1,whsec_", "empty"],
  ["that is a pass phrase, as its bytes", Buffer.from(phrase), phrase, "not-base64"],
  ["that is a pass phrase, as Buffer decodes it", Buffer.from(phrase, "base64"), phrase, "not-base64"],
  ["with a symbol too many", key, `${text}A`, "not-base64"],
  ["with padding that does not fit", key, `${text}=`, "not-base64"],
  ["of two alphabets", Buffer.from(`-+${text}`, "base64"), `-+${text}`, "not-base64"],
])("a secret %s verifies nothing, and the log tells its name, and not its value", async (_, own, written, reason) => {
  const log = logged();

  expect(refusal(await send(own, written))).toEqual([401, "signature-wrong"]);
  expect(log).toHaveBeenCalledWith("secret.unusable", { secret: "prometric", value: "current", reason });
  if (written.trim() !== "") expect(JSON.stringify(log.mock.calls)).not.toContain(written.trim());
});

test("a former secret that is too short verifies nothing, and the good one beside it does", async () => {
  const log = logged();

  expect((await send(key, text, "whsec_QQ==")).status).toBe(202);
  expect(log.mock.calls).toEqual([
    ["secret.unusable", { secret: "prometric", value: "previous", reason: "too-short" }],
  ]);
});
