import type { Operation } from "../contract/operation.ts";
import type { Account } from "../domain/account.ts";
import { drawId } from "../domain/code.ts";
import { type Refusal, refusals } from "../domain/decision.ts";
import { codeTail, endOfHour, type Guesser, networkOf } from "../domain/history/attempt.ts";
import { type Instant, millisecondsOf } from "../domain/instant.ts";
import type { Earlier } from "../store/core/idempotency.ts";
import { attemptsBy, countAttempt, type Repeatable } from "../store/history/attempts.ts";
import type { Invocation } from "./invocation.ts";
import { Problem } from "./problem.ts";
import type { Reply } from "./reply.ts";

/** Who tries which code, with which operation. */
export type Guess = { readonly by: Guesser; readonly operation: string; readonly code: string };

type Tried = { readonly params: unknown; readonly body: unknown; readonly source: string };

/** What a request tries, where its operation can be guessed at. Staff see every code: they have nothing to guess. */
export function guessOf(
  { id, guessed }: Pick<Operation, "id" | "guessed">,
  request: Tried,
  account?: Account,
): Guess | undefined {
  if (guessed === undefined || account?.staff === true) return undefined;
  const by: Guesser =
    account === undefined
      ? { kind: "source", id: networkOf(request.source) }
      : { kind: "account", id: account.accountId };
  const fields = new Map<string, unknown>(Object.entries({ ...Object(request.body), ...Object(request.params) }));
  return { by, operation: id, code: String(fields.get(guessed)) };
}

/** The guessers over the limit, each with its end. This instance keeps them, so that more guesses cost little. */
const over = new Map<string, Instant>();

function isOver({ by }: Guess, now: Instant): boolean {
  return over.get(attemptsBy(by).id) === endOfHour(now);
}

/**
 * Whether nothing is looked up for who is over the limit. An account bars itself alone. A network bars others with it, who may
 * be a whole company: there what is right is answered still. That helps nobody guess: what anyone may ask for by a code are
 * certificates, and their numbers have 80 random bits.
 */
export function isBarred(guess: Guess | undefined, now: Instant): boolean {
  return guess?.by.kind === "account" && isOver(guess, now);
}

export function tooManyAttempts(now: Instant): Problem {
  const milliseconds = millisecondsOf(endOfHour(now)) - millisecondsOf(now);
  return new Problem("too-many-attempts", undefined, Math.ceil(milliseconds / 1000));
}

/**
 * Counts and keeps a refused attempt, together with the answer that its repetition gets. Answers what a repetition at the
 * same moment was answered first, if there was one; throws once there were too many, without a write where that is known.
 */
export async function refusedAttempt(
  guess: Guess,
  refusal: Refusal,
  { now, random, requestId, cost }: Invocation,
  repeatable?: Repeatable,
): Promise<Earlier | undefined> {
  if (isOver(guess, now)) throw tooManyAttempts(now);
  const { by, operation, code } = guess;
  const tried = {
    attemptId: drawId("att", random),
    at: now,
    by,
    operation,
    refusal,
    codeTail: codeTail(code),
    requestId,
  };
  const outcome = await countAttempt(tried, code, repeatable, cost);
  if (outcome === "counted") return undefined;
  if (outcome !== "over-the-limit") return outcome;
  remember(by, now);
  throw tooManyAttempts(now);
}

/** What another hour's limit said is forgotten. */
function remember(by: Guesser, now: Instant): void {
  const until = endOfHour(now);
  for (const [who, each] of over) if (each !== until) over.delete(who);
  over.set(attemptsBy(by).id, until);
}

/** Answers a request that is no step; what it refuses, as a problem or in `Reply.refusal`, is counted if it was a guess. */
export async function counting(
  guess: Guess | undefined,
  invocation: Invocation,
  answer: () => Promise<Reply>,
): Promise<Reply> {
  if (guess === undefined) return answer();
  if (isBarred(guess, invocation.now)) throw tooManyAttempts(invocation.now);
  try {
    const reply = await answer();
    if (reply.refusal !== undefined) await refusedAttempt(guess, reply.refusal, invocation);
    return reply;
  } catch (error) {
    const refusal = error instanceof Problem ? refusals.find((each) => each === error.code) : undefined;
    if (refusal !== undefined) await refusedAttempt(guess, refusal, invocation);
    throw error;
  }
}
