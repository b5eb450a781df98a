import { createHmac, timingSafeEqual } from "node:crypto";
import { type Instant, millisecondsOf } from "../domain/instant.ts";
import { fitsSecret } from "../store/secrets.ts";
import { Problem } from "./problem.ts";
import type { HttpEvent } from "./request.ts";
import { webhookKeys } from "./webhook-key.ts";

const toleranceMilliseconds = 300_000;
const macBytes = 32;
const messageId = /^[\x21-\x7e]{1,255}$/;

/**
 * Checks a sender's message as Standard Webhooks 1.0 has it: `webhook-signature` must hold, among its signatures, the
 * HMAC-SHA256 of `id.timestamp.content` under one of the sender's active secrets, and `webhook-timestamp` (seconds) must
 * lie within 5 minutes of `now`. The time is the request's (R31), which is why no library is used: theirs read the clock.
 * `contents` are the ways in which the sender may have written one and the same content. Answers the message's id.
 * Refused: 401, without a word on which secret would have fitted.
 */
export async function verifySignature(
  { headers }: HttpEvent,
  contents: readonly Buffer[],
  sender: string,
  now: Instant,
): Promise<{ messageId: string }> {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signatures = headers["webhook-signature"];
  if (id === undefined || timestamp === undefined || signatures === undefined) throw new Problem("signature-missing");
  if (!messageId.test(id) || !/^\d{1,12}$/.test(timestamp)) throw new Problem("signature-wrong");

  const given = signatures
    .split(" ")
    .filter((each) => each.startsWith("v1,"))
    .map((each) => Buffer.from(each.slice(3), "base64"))
    .filter(({ length }) => length === macBytes);
  if (given.length === 0) throw new Problem("signature-wrong");
  const isSignedWith = (key: Buffer) =>
    contents.some((content) => {
      const wanted = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(content).digest();
      return given.some((each) => timingSafeEqual(each, wanted));
    });
  const fits = await fitsSecret(sender, now, (values) => webhookKeys(sender, values).some(isSignedWith));
  if (!fits) throw new Problem("signature-wrong");
  const distance = Math.abs(Number(timestamp) * 1000 - millisecondsOf(now));
  if (distance > toleranceMilliseconds) throw new Problem("signature-stale");
  return { messageId: id };
}
