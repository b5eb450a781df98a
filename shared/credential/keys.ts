import type { Instant } from "../domain/instant.ts";
import { secretValues } from "../store/secrets.ts";
import { publicJwk, type SigningKey, signingKeyFrom } from "./signing.ts";

/** The key that signs credentials now. */
export async function keyInUse(now: Instant): Promise<SigningKey> {
  const [secret = ""] = await secretValues("credential-keys", now);
  return signingKeyFrom(secret);
}

/** The public halves of that key and of the one before it, which verifies what it has signed. */
export async function publishedKeys(now: Instant, origin: string): Promise<ReturnType<typeof publicJwk>[]> {
  return (await secretValues("credential-keys", now)).map((secret) => publicJwk(signingKeyFrom(secret), origin));
}
