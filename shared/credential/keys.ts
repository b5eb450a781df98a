import type { Instant } from "../domain/instant.ts";
import { secretValues } from "../store/secrets.ts";
import { publicJwk, type SigningKey, signingKeyFrom } from "./signing.ts";

export async function keyInUse(now: Instant): Promise<SigningKey> {
  const [secret = ""] = await secretValues("internal/credential-keys", now);
  return signingKeyFrom(secret);
}

/** With the key before it, which still verifies older credentials. */
export async function publishedKeys(now: Instant, origin: string): Promise<ReturnType<typeof publicJwk>[]> {
  return (await secretValues("internal/credential-keys", now)).map((secret) =>
    publicJwk(signingKeyFrom(secret), origin),
  );
}
