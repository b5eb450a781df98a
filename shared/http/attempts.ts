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

export type Guess = { readonly by: Guesser; readonly operation: string; readonly code: string };

type Tried = { readonly params: unknown; readonly body: unknown; readonly source: string };

/** Staff see every code, so they have nothing to guess. */
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

/** The guessers over the limit, kept in this instance so that more guesses cost little. */
const over = new Map<string, Instant>();

function isOver({ by }: Guess, now: Instant): boolean {
  return over.get(attemptsBy(by).id) === endOfHour(now);
}

/** An account only blocks itself. A network can be a company, so correct numbers are still answered there. */
export function isBarred(guess: Guess | undefined, now: Instant): boolean {
  return guess?.by.kind === "account" && isOver(guess, now);
}

export function tooManyAttempts(now: Instant): Problem {
  const milliseconds = millisecondsOf(endOfHour(now)) - millisecondsOf(now);
  return new Problem("too-many-attempts", undefined, Math.ceil(milliseconds / 1000));
}

/** Stores a refused attempt and its answer for repetitions. Throws over the limit, without a write if that is known. */
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

function remember(by: Guesser, now: Instant): void {
  const until = endOfHour(now);
  for (const [who, each] of over) if (each !== until) over.delete(who);
  over.set(attemptsBy(by).id, until);
}

/** Answers a request, and counts its refusal if it was a guess. */
export async function counting(
  guess: Guess | undefined,
  invocation: Invocation,
  answer: () => Promise<Reply>,
): Promise<Reply> {
  if (guess === undefined) return answer();
  if (isBarred(guess, invocation.now)) throw tooManyAttempts(invocation.now);
  try {
    const reply = await answer();
    const { refusal, refusedCode: code = guess.code } = reply;
    if (refusal !== undefined) await refusedAttempt({ ...guess, code }, refusal, invocation);
    return reply;
  } catch (error) {
    const refusal = error instanceof Problem ? refusals.find((each) => each === error.code) : undefined;
    if (refusal !== undefined) await refusedAttempt(guess, refusal, invocation);
    throw error;
  }
}
