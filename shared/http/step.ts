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

/** The answer of a step and its changes, committed all or none. */
export type Outcome = {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole answer, if it is not JSON. */
  readonly reply?: Reply;
  /** The account whose thing it shows. */
  readonly about?: string | undefined;
  readonly changes?: readonly Change[];
  readonly event?: Happening;
  /** Runs after the commit. If it fails, the schedule does it. */
  afterwards?(facts: Facts): Promise<void>;
};

export type Refs = { readonly [name: string]: Ref<unknown> };

/** Look up, decide, commit. `decide` runs again on newer facts. Two round trips, unless `follow` reads more. */
export type Parts<C, F extends Refs> = {
  /** One round trip. */
  reads(call: C): F;
  /** Further things to read. */
  follow?(facts: Facts, refs: F, call: C): readonly Ref<unknown>[];
  decide(facts: Facts, refs: F, call: C): Decision<Outcome>;
  /** The thing as GET shows it, for `If-Match`. */
  shown?(facts: Facts, refs: F, call: C): unknown;
};

type AnswerTo<C> = (call: C, event: HttpEvent) => Promise<Reply>;

/** For a caller with a token. */
export function accountEndpoint<O extends AccountOperation>(operation: O, answer: AnswerTo<AccountCall<O>>): Endpoint {
  return forAccount(operation, (call, event) =>
    counting(guessOf(operation, call, call.account), call, () => answer(call, event)),
  );
}

/** For anyone. */
export function publicEndpoint<O extends PublicOperation>(operation: O, answer: AnswerTo<Call<O>>): Endpoint {
  return forAnyone(operation, (call, event) => counting(guessOf(operation, call), call, () => answer(call, event)));
}

/** A step for a caller with a token. A POST with a known Idempotency-Key gets its first answer (R33). */
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

/** A request without a query keeps the hash that it had in earlier versions. */
function isEmpty(query: unknown): boolean {
  return JSON.stringify(query) === "{}";
}

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

/** `of` tells the owner, if the thing is a person's. */
export function show<T>(
  found: Decision<T>,
  view: (value: T) => unknown,
  of: (value: T) => string | undefined = () => undefined,
): Decision<Outcome> {
  return found.accepted ? accept({ body: view(found.value), about: of(found.value) }) : found;
}
