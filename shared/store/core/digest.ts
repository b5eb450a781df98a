import { createHash } from "node:crypto";

/**
 * The identifier of the thing that a code leads to, so that the code alone finds it, in one read and without an index.
 * One-way: the identifier does not give the code away.
 */
export function idFor(prefix: "reg" | "crt" | "sit" | "bnd" | "app" | "lnk", code: string): string {
  return `${prefix}_${digest(`${prefix}:${code}`).slice(0, 20)}`;
}

/** A fingerprint of a text: 128 bits of its SHA-256, in hexadecimal digits. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
