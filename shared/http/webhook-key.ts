import { log } from "../log/log.ts";

const minimumBytes = 24;

/** Keys by the secret as it was read, so that a wrong one is logged once for each reading. */
const known = new WeakMap<readonly string[], readonly Buffer[]>();

/** The keys of a sender. A malformed secret, or one under 24 bytes, is logged and gives none: it could be guessed. */
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

/** `whsec_` or `v1,whsec_` and base64. The prefix may be missing. */
function keyIn(value: string): Buffer | "empty" | "not-base64" | "too-short" {
  const text = value.trim().replace(/^(?:v1,)?\s*(?:whsec_)?\s*/, "");
  if (text === "") return "empty";
  // Buffer skips invalid characters, so it would read a pass phrase as a short key.
  const isBase64 = /^(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}$/.test(text);
  const unpadded = text.replace(/=+$/, "").length;
  const isWhole = unpadded % 4 !== 1 && (unpadded === text.length || text.length % 4 === 0);
  if (!isBase64 || !isWhole) return "not-base64";
  const key = Buffer.from(text, "base64");
  return key.length < minimumBytes ? "too-short" : key;
}
