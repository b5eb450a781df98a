import { drawId } from "../domain/code.ts";
import type { Refused } from "../domain/decision.ts";
import type { Actor } from "../domain/history/event.ts";
import { logFailure } from "../log/log.ts";
import { recordAnswer } from "../store/core/commit.ts";
import { Facts } from "../store/core/facts.ts";
import { type Earlier, earlierAnswer, type IdempotentRequest } from "../store/core/idempotency.ts";
import { transact } from "../store/core/transact.ts";
import { type Guess, isBarred, refusedAttempt, tooManyAttempts } from "./attempts.ts";
import type { Invocation } from "./invocation.ts";
import type { Outcome, Parts, Refs } from "./parts.ts";
import { faultOfRow, Problem, problemReply } from "./problem.ts";
import { jsonReply, type Reply, showing } from "./reply.ts";

/** An account over the limit of guesses only gets earlier answers (R33). */
export async function run<C extends Invocation, F extends Refs>(
  parts: Parts<C, F>,
  call: C,
  actor: Actor,
  repeated: IdempotentRequest | undefined,
  guess?: Guess,
): Promise<Reply> {
  const { now } = call;
  const facts = new Facts();
  const refs = parts.reads(call);
  const barred = isBarred(guess, now);
  const earlier = () => repeated && earlierAnswer(repeated, facts.item(repeated.key)?.data, now);
  const ended = await transact(
    facts,
    {
      reads: [...(barred ? [] : Object.values(refs)), ...(repeated === undefined ? [] : [repeated])],
      follow: () => (barred || earlier() !== undefined ? [] : (parts.follow?.(facts, refs, call) ?? [])),
      decide: () => {
        const first = earlier();
        if (first !== undefined) return { first, changes: [] };
        if (barred) throw tooManyAttempts(now);
        const decision = parts.decide(facts, refs, call);
        return decision.accepted ? answered(decision.value, repeated) : { refused: decision, changes: [] };
      },
    },
    { ...call, actor },
  );
  if ("first" in ended) return again(ended.first);
  if ("refused" in ended) return refused(ended.refused, call, repeated, guess);
  await ended.afterwards?.(facts).catch((error: unknown) => logFailure("afterwards", call.requestId, error));
  return ended.about === undefined ? ended.answer : showing(ended.answer, [ended.about]);
}

function answered(outcome: Outcome, repeated: IdempotentRequest | undefined) {
  const { status = 200, body, headers, reply, about, changes = [], event, afterwards } = outcome;
  const answer = reply ?? jsonReply(status, body, headers);
  return { answer, about, changes, event, afterwards, idempotent: repeated && { request: repeated, answer } };
}

/** A refusal is recorded for its repetition (R33), and counted if it was a guess. */
async function refused(
  { refusal, rows }: Refused,
  call: Invocation,
  repeated: IdempotentRequest | undefined,
  guess: Guess | undefined,
): Promise<Reply> {
  const { now, cost, random } = call;
  const answer = problemReply(refusal, call, { faults: rows?.map(faultOfRow) });
  const repeatable = repeated && { request: repeated, answer };
  const first =
    guess === undefined
      ? repeatable && (await recordAnswer(repeated, answer, { now, eventId: drawId("evt", random) }, cost))
      : await refusedAttempt(guess, refusal, call, repeatable);
  return first === undefined ? answer : again(first);
}

function again(earlier: Earlier): Reply {
  if ("reused" in earlier) throw new Problem("idempotency-key-reused");
  return { ...earlier.answer, headers: { ...earlier.answer.headers, "idempotent-replayed": "true" } };
}
