import type { Refusal } from "../decision.ts";
import { type Instant, instantOf, millisecondsOf, plusDays } from "../instant.ts";

/** An account or, for public operations, a network. */
export type Guesser = { readonly kind: "account" | "source"; readonly id: string };

/** A refused code, without the code itself. */
export type RefusedAttempt = {
  readonly attemptId: string;
  readonly at: Instant;
  readonly by: Guesser;
  readonly operation: string;
  readonly refusal: Refusal;
  readonly codeTail: string;
  readonly requestId: string;
};

/** The hourly limit for an account or network. Codes have 80 random bits, and people who mistype stay far below. */
export const attemptsAnHour = 100;

const hourInMilliseconds = 3_600_000;

/** The count starts again each hour. */
export function endOfHour(now: Instant): Instant {
  const milliseconds = millisecondsOf(now);
  return instantOf(milliseconds - (milliseconds % hourInMilliseconds) + hourInMilliseconds);
}

const keptDays = 90;

export function attemptKeptUntil({ at }: Pick<RefusedAttempt, "at">): Instant {
  return plusDays(at, keptDays);
}

export function attemptsKeptSince(now: Instant): Instant {
  return plusDays(now, -keptDays);
}

/** Five symbols and a hyphen. */
const tailLength = 6;

/** The end of the tried code, at most half of it. By whole symbols, because the table refuses half of one. */
export function codeTail(code: string): string {
  const symbols = [...code.toWellFormed()];
  return symbols.slice(-Math.min(tailLength, Math.max(1, Math.floor(symbols.length / 2)))).join("");
}

/** An IPv4 address, or the 64-bit prefix of an IPv6 address, because one customer usually has the whole prefix. */
export function networkOf(address: string): string {
  const [plain = ""] = address.toLowerCase().split("%");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!plain.includes(":")) return plain;
  const [head = [], tail = []] = plain.split("::").map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = plain.includes("::") ? Math.max(0, 8 - head.length - tail.length) : 0;
  const groups = [...head, ...Array.from({ length: zeros }, () => "0"), ...tail];
  const network = groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${network.join(":")}::/64`;
}
