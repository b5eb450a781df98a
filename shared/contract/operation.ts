import type * as z from "zod";

/**
 * Who may call an operation. `account` and `staff` need a bearer token that the gateway's JWT authorizer accepts;
 * `signed` needs Standard Webhooks headers that the function checks itself.
 */
export type Auth = "public" | "account" | "staff" | "signed";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One HTTP operation of the contract. Routes, validation, roles and the OpenAPI document are derived from it. */
export type Operation = {
  readonly id: string;
  readonly method: Method;
  /** As in OpenAPI and API Gateway: `/v1/orders/{orderId}`. */
  readonly path: string;
  readonly auth: Auth;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Each parameter is text; its schema refuses (422) or normalizes it. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body may be left out altogether. */
  readonly bodyOptional?: boolean;
  /** What a success answers, by HTTP status. */
  readonly answers: { readonly [status: number]: Answer };
  /** The refusals that this operation can give, beside those that every operation gives. */
  readonly refusals: readonly string[];
};

export type Answer = {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly contentType?: string;
  readonly example?: unknown;
};

/** The route key by which API Gateway names an operation, e.g. `POST /v1/orders`. */
export function routeKey(operation: Pick<Operation, "method" | "path">): string {
  return `${operation.method} ${operation.path}`;
}
