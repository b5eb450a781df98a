import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import { fitsSecret, secretValues } from "../store/secrets.ts";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under our newest secret. The nonce follows from text and context (as in SIV), so that caches work. */
export async function seal(secret: string, text: string, context: string, now: Instant): Promise<string> {
  const [value = ""] = await secretValues(secret, now);
  const nonceOf = createHmac("sha256", derived(value, "nonce")).update(JSON.stringify([context, text]));
  const nonce = nonceOf.digest().subarray(0, nonceBytes);
  const sealing = createCipheriv(cipher, derived(value, "key"), nonce).setAAD(Buffer.from(context));
  const sealed = [sealing.update(text, "utf8"), sealing.final()];
  return Buffer.concat([nonce, ...sealed, sealing.getAuthTag()]).toString("base64url");
}

/** Decrypts with any active value. Nothing for a foreign text. */
export async function unseal(
  secret: string,
  sealed: string,
  context: string,
  now: Instant,
): Promise<string | undefined> {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length <= nonceBytes + tagBytes || bytes.toString("base64url") !== sealed) return undefined;
  let text: string | undefined;
  await fitsSecret(secret, now, (values) => {
    text = values.map((value) => opened(bytes, context, value)).find((each) => each !== undefined);
    return text !== undefined;
  });
  return text;
}

function opened(bytes: Buffer, context: string, value: string): string | undefined {
  // An empty secret would be everybody's key.
  if (value === "") return undefined;
  const opening = createDecipheriv(cipher, derived(value, "key"), bytes.subarray(0, nonceBytes));
  opening.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = opening.update(bytes.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([text, opening.final()]).toString("utf8");
  } catch {
    // Encrypted in another context, or not by us.
    return undefined;
  }
}

function derived(value: string, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", value, "", use, 32));
}
