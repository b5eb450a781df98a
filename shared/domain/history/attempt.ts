import type { Refusal } from "../decision.ts";
import { type Instant, instantOf, millisecondsOf, plusDays } from "../instant.ts";

/** Who tries codes: an account or, where anyone may, the network that the request came from. */
export type Guesser = { readonly kind: "account" | "source"; readonly id: string };

/** A code that was tried and refused: all that staff need to tell why, and never the code itself. */
export type RefusedAttempt = {
  readonly attemptId: string;
  readonly at: Instant;
  readonly by: Guesser;
  /** What was asked for, as the contract names it. */
  readonly operation: string;
  readonly refusal: Refusal;
  readonly codeTail: string;
  readonly requestId: string;
};

/**
 * So many refused attempts an account or a network has in each hour of the clock. A code has 80 random bits; people who
 * mistype, or race each other for one code, stay far below it.
 */
export const attemptsAnHour = 100;

const hourInMilliseconds = 3_600_000;

/** The end of the hour of the clock in which an instant lies: from there on the count begins again. */
export function endOfHour(now: Instant): Instant {
  const milliseconds = millisecondsOf(now);
  return instantOf(milliseconds - (milliseconds % hourInMilliseconds) + hourInMilliseconds);
}

const keptDays = 90;

/** From when on an attempt is not kept any more. */
export function attemptKeptUntil({ at }: Pick<RefusedAttempt, "at">): Instant {
  return plusDays(at, keptDays);
}

/** The oldest instant of which attempts are still kept. */
export function attemptsKeptSince(now: Instant): Instant {
  return plusDays(now, -keptDays);
}

/** Five symbols and a hyphen of our codes. */
const tailLength = 6;

/** What may be told of a code that was tried: its end, and never more than half of it. */
export function codeTail(code: string): string {
  return code.slice(-Math.min(tailLength, Math.max(1, Math.floor(code.length / 2))));
}

/**
 * The network that an address stands for. Whoever has one IPv6 address mostly has the 64 bits behind it as well, so that
 * counting single addresses would count nothing.
 */
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
