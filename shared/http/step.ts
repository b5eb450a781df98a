import type { Asked, Operation } from "../contract/operation.ts";
import type { Account } from "../domain/account.ts";
import { drawId } from "../domain/code.ts";
import { accept, type Decision, type Refused } from "../domain/decision.ts";
import type { Actor, Happening } from "../domain/history/event.ts";
import { logFailure } from "../log/log.ts";
import type { Change } from "../store/core/change.ts";
import { recordAnswer } from "../store/core/commit.ts";
import type { Ref } from "../store/core/entity.ts";
import { Facts } from "../store/core/facts.ts";
import { type Earlier, earlierAnswer, type IdempotentRequest, idempotentRequest } from "../store/core/idempotency.ts";
import { transact } from "../store/core/transact.ts";
import { counting, type Guess, guessOf, isBarred, refusedAttempt, tooManyAttempts } from "./attempts.ts";
import { accountOf } from "./caller.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Invocation } from "./invocation.ts";
import { noted } from "./looks.ts";
import { conditionally } from "./preconditions.ts";
import { faultOfRow, Problem, problemReply } from "./problem.ts";
import { jsonReply, type Reply, showing } from "./reply.ts";
import { type HttpEvent, idempotencyKeyOf, parseRequest } from "./request.ts";

export type AccountOperation = Operation & { readonly auth: "account" | "staff" };
export type PublicOperation = Operation & { readonly auth: "public" };

export type Call<O extends Operation> = Asked<O> & Invocation;
export type AccountCall<O extends Operation> = Call<O> & { readonly account: Account };

/** What a step answers, and what it changes with that: all of it or nothing. */
export type Outcome = {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole answer, where it is not JSON. */
  readonly reply?: Reply;
  /** The account of whose thing it shows something. */
  readonly about?: string | undefined;
  readonly changes?: readonly Change[];
  readonly event?: Happening;
  /** What is done at once with what was committed; should it fail, the schedule does it. */
  afterwards?(facts: Facts): Promise<void>;
};

export type Refs = { readonly [name: string]: Ref<unknown> };

/**
 * A step: look up, decide, commit. `decide` is a function of the facts and the call alone, since it is asked again with
 * newer facts when a write finds that something has changed. At most one read and one write round trip, unless
 * `follow` finds that something is missing, or a write came too late.
 */
export type Parts<C, F extends Refs> = {
  /** What to look up, all in one round trip. */
  reads(call: C): F;
  /** What else must be looked up, seeing what was. May teach the facts copies. */
  follow?(facts: Facts, refs: F, call: C): readonly Ref<unknown>[];
  decide(facts: Facts, refs: F, call: C): Decision<Outcome>;
  /** The thing as GET shows it now: what `If-Match` is held against. Nothing, where there is no such thing. */
  shown?(facts: Facts, refs: F, call: C): unknown;
};

type AnswerTo<C> = (call: C, event: HttpEvent) => Promise<Reply>;

/** An operation for a caller with a token, answered by `answer`. */
export function accountEndpoint<O extends AccountOperation>(operation: O, answer: AnswerTo<AccountCall<O>>): Endpoint {
  return forAccount(operation, (call, event) =>
    counting(guessOf(operation, call, call.account), call, () => answer(call, event)),
  );
}

/** An operation for anyone, answered by `answer`. */
export function publicEndpoint<O extends PublicOperation>(operation: O, answer: AnswerTo<Call<O>>): Endpoint {
  return forAnyone(operation, (call, event) => counting(guessOf(operation, call), call, () => answer(call, event)));
}

/** A step for a caller with a token. A POST with an Idempotency-Key that came before gets its first answer (R33). */
export function step<O extends AccountOperation, F extends Refs>(
  operation: O,
  parts: Parts<AccountCall<O>, F>,
): Endpoint {
  return forAccount(operation, async (call, event) => {
    const { account, params, query, body } = call;
    const key = idempotencyKeyOf(event, operation);
    const asked = JSON.stringify([operation.id, params, body, ...(isEmpty(query) ? [] : [query])]);
    const repeated = key === undefined ? undefined : idempotentRequest(account.accountId, key, asked);
    const actor: Actor = { kind: account.staff ? "staff" : "account", id: account.accountId };
    const decide = conditionally(operation, event, parts);
    return run({ ...parts, decide }, call, actor, repeated, guessOf(operation, call, account));
  });
}

/** Whether nothing was asked: what was asked without a query has the name that it had before queries were part of it. */
function isEmpty(query: unknown): boolean {
  return JSON.stringify(query) === "{}";
}

/** A step for anyone. */
export function publicStep<O extends PublicOperation, F extends Refs>(
  operation: O,
  parts: Parts<Call<O>, F>,
): Endpoint {
  return forAnyone(operation, (call) =>
    run(parts, call, { kind: "system", id: "public" }, undefined, guessOf(operation, call)),
  );
}

function forAccount<O extends Operation>(operation: O, answer: AnswerTo<AccountCall<O>>): Endpoint {
  return {
    operation,
    answer: async (event, invocation) => {
      const account = accountOf(event, operation);
      const call = { ...parseRequest(operation, event), ...invocation, account };
      return noted(operation, call, await answer(call, event));
    },
  };
}

function forAnyone<O extends Operation>(operation: O, answer: AnswerTo<Call<O>>): Endpoint {
  return {
    operation,
    answer: async (event, invocation) => answer({ ...parseRequest(operation, event), ...invocation }, event),
  };
}

/** Answers a request by its step. An account that guesses over the limit gets nothing but an earlier answer (R33). */
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

/** What is committed of an outcome, with its answer for a repetition. */
function answered(outcome: Outcome, repeated: IdempotentRequest | undefined) {
  const { status = 200, body, headers, reply, about, changes = [], event, afterwards } = outcome;
  const answer = reply ?? jsonReply(status, body, headers);
  return { answer, about, changes, event, afterwards, idempotent: repeated && { request: repeated, answer } };
}

/** Refuses; the refusal is recorded for a repetition (R33), and counted if it was a guess. */
async function refused(
  { refusal, rows }: Refused,
  call: Invocation,
  repeated: IdempotentRequest | undefined,
  guess: Guess | undefined,
): Promise<Reply> {
  const { now, requestId, cost, random } = call;
  const answer = problemReply(refusal, requestId, { faults: rows?.map(faultOfRow) });
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

/** Answers what was found, to whoever may see it; `of` tells whose it is, where it is a person's. */
export function show<T>(
  found: Decision<T>,
  view: (value: T) => unknown,
  of: (value: T) => string | undefined = () => undefined,
): Decision<Outcome> {
  return found.accepted ? accept({ body: view(found.value), about: of(found.value) }) : found;
}
