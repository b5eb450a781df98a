import { log } from "../log/log.ts";

const minimumBytes = 24;

/** The keys of a secret as it was read, so that what is wrong with one is logged once for each reading. */
const known = new WeakMap<readonly string[], readonly Buffer[]>();

/**
 * The keys by which a sender's messages are verified. A value that is empty, no base64, or shorter than 24 bytes gives
 * none, and the log says so: a key that can be guessed would let anyone sign.
 */
export function webhookKeys(name: string, values: readonly string[]): readonly Buffer[] {
  const found = known.get(values);
  if (found !== undefined) return found;
  const keys = values.flatMap((value, position) => {
    const key = keyIn(value);
    if (typeof key !== "string") return [key];
    log("secret.unusable", { secret: name, value: position === 0 ? "current" : "previous", reason: key });
    return [];
  });
  known.set(values, keys);
  return keys;
}

/** As Standard Webhooks writes a secret, `whsec_` or `v1,whsec_` and base64; the prefix may be missing. */
function keyIn(value: string): Buffer | "empty" | "not-base64" | "too-short" {
  const text = value.trim().replace(/^(?:v1,)?\s*(?:whsec_)?\s*/, "");
  if (text === "") return "empty";
  // Buffer skips what is no base64, and would take a pass phrase for a key of a few bytes.
  const isBase64 = /^(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}$/.test(text);
  const unpadded = text.replace(/=+$/, "").length;
  const isWhole = unpadded % 4 !== 1 && (unpadded === text.length || text.length % 4 === 0);
  if (!isBase64 || !isWhole) return "not-base64";
  const key = Buffer.from(text, "base64");
  return key.length < minimumBytes ? "too-short" : key;
}
