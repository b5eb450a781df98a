import type { Asked, Operation } from "../contract/operation.ts";
import type { Account } from "../domain/account.ts";
import type { Actor } from "../domain/history/event.ts";
import { idempotentRequest } from "../store/core/idempotency.ts";
import { counting, guessOf } from "./attempts.ts";
import { accountOf } from "./caller.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Invocation } from "./invocation.ts";
import { noted } from "./looks.ts";
import type { Parts, Refs } from "./parts.ts";
import { conditionally } from "./preconditions.ts";
import type { Reply } from "./reply.ts";
import { type HttpEvent, idempotencyKeyOf, parseRequest } from "./request.ts";
import { run } from "./run.ts";

export type AccountOperation = Operation & { readonly auth: "account" | "staff" };
export type PublicOperation = Operation & { readonly auth: "public" };

export type Call<O extends Operation> = Asked<O> & Invocation;
export type AccountCall<O extends Operation> = Call<O> & { readonly account: Account };

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
