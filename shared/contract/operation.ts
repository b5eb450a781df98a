import * as z from "zod";
import type { Refusal } from "../domain/decision.ts";

/**
 * Who may call an operation. `account` and `staff` need a bearer token that the gateway's JWT authorizer accepts;
 * `signed` needs Standard Webhooks headers that the function checks itself.
 */
export type Auth = "public" | "account" | "staff" | "signed";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * One HTTP operation of the contract: path parameters `P`, query `Q` and body `B` as the step receives them. Routes,
 * validation, roles and the OpenAPI document are derived from it.
 */
export type Operation<P = unknown, Q = unknown, B = unknown, A extends Auth = Auth> = {
  readonly id: string;
  readonly method: Method;
  /** As in OpenAPI and API Gateway: `/v1/orders/{orderId}`. */
  readonly path: string;
  readonly auth: A;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params: z.ZodType<P>;
  readonly query: z.ZodType<Q>;
  readonly body: z.ZodType<B>;
  /** What a success answers, by HTTP status. */
  readonly answers: { readonly [status: number]: Answer };
  /** What the rules can refuse here, beside what every operation of its kind refuses. */
  readonly refusals: readonly Refusal[];
  /**
   * The code by which it is asked for, where one could guess at codes: refused attempts are kept for staff, and counted
   * for each account or, where anyone may ask, each source; over the limit they are answered with 429.
   */
  guessed?(request: { readonly params: P; readonly body: B }): string;
  /** For how long anyone may keep the answer; without it, only the caller may, and asks each time whether it still holds. */
  readonly cache?: Cache;
};

/** With 0 seconds anyone may keep it too, and asks each time. */
export type Cache = { readonly seconds: number };

export type Answer = {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** `application/json` where nothing else is said. */
  readonly contentType?: string;
};

type Declaration<P, Q, B, A extends Auth> = Omit<Operation<P, Q, B, A>, "params" | "query" | "body" | "refusals"> &
  Partial<Pick<Operation<P, Q, B, A>, "params" | "query" | "body" | "refusals">>;

type Nothing = Record<string, never>;

/** What an operation takes where it declares nothing: no parameter, no query, no body. */
const nothing: z.ZodType<Nothing> = z.strictObject({});

/** Declares an operation. What is left out takes nothing. */
export function operation<A extends Auth, P = Nothing, Q = Nothing, B = Nothing>(
  declared: Declaration<P, Q, B, A>,
): Operation<P, Q, B, A>;
export function operation<A extends Auth, P, Q, B>(
  declared: Declaration<P, Q, B, A>,
): Operation<P | Nothing, Q | Nothing, B | Nothing, A> {
  return { params: nothing, query: nothing, body: nothing, refusals: [], ...declared };
}

/** Whether a part of an operation takes anything. */
export function takesInput(part: z.ZodType): boolean {
  return part !== nothing;
}

/** The route key by which API Gateway names an operation, e.g. `POST /v1/orders`. */
export function routeKey({ method, path }: Pick<Operation, "method" | "path">): string {
  return `${method} ${path}`;
}
