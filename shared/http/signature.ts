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
 * Verifies Standard Webhooks 1.0: HMAC-SHA256 of `id.timestamp.content` under an active secret of the sender, and a
 * timestamp within 5 minutes of `now`. `now` is the request's time (R31), and libraries read the clock instead.
 * `contents` are the possible spellings of one content. Answers the message's id. Refuses with 401 without telling
 * which secret would fit.
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
