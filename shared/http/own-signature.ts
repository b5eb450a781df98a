import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import { fitsSecret, secretValues } from "../store/secrets.ts";

export async function ownSignature(secret: string, content: string, now: Instant): Promise<string> {
  const [value = ""] = await secretValues(secret, now);
  return signatureOf(content, value).toString("base64url");
}

/** Accepts every active value. Compared in constant time. */
export async function isOwnSignature(
  secret: string,
  content: string,
  signature: string,
  now: Instant,
): Promise<boolean> {
  const given = Buffer.from(signature, "base64url");
  return fitsSecret(secret, now, (values) =>
    values.some((value) => {
      const expected = signatureOf(content, value);
      return value !== "" && given.length === expected.length && timingSafeEqual(given, expected);
    }),
  );
}

function signatureOf(content: string, secret: string): Buffer {
  return createHmac("sha256", secret).update(content).digest();
}
