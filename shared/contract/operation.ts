import * as z from "zod";
import type { ProblemCode } from "./problems/problems.ts";
import type { Tag } from "./tags.ts";

/**
 * Who may call an operation. `account` and `staff` need a bearer token that the gateway's JWT authorizer accepts;
 * `signed` needs Standard Webhooks headers that the function checks itself.
 */
export type Auth = "public" | "account" | "staff" | "signed";

/** What of a request does not fit: a JSON pointer into its body. */
export type Fault = { readonly pointer: string; readonly detail: string };

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One HTTP operation of the contract. Routes, validation, roles and the OpenAPI document are derived from it. */
export type Operation = {
  readonly id: string;
  readonly method: Method;
  /** As in OpenAPI and API Gateway: `/v1/orders/{orderId}`. */
  readonly path: string;
  readonly auth: Auth;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  /** What does not fit though each part fits its schema, since it depends on several of them. */
  readonly mismatches?: (params: unknown, body: unknown) => readonly Fault[];
  /** What a success answers, by HTTP status. */
  readonly answers: { readonly [status: number]: Answer };
  /** What can be refused here, beside what every operation of its kind refuses. */
  readonly refusals: readonly ProblemCode[];
  /** Bodies that it takes, by what they show. */
  readonly examples?: { readonly [shows: string]: unknown };
  /** The field of the body whose text may also be sent alone, as `text/csv`. */
  readonly csvField?: string;
  /**
   * The path parameter or field of the body with the code, where one could guess at codes: refused attempts are kept for staff, and counted
   * for each account or, where anyone may ask, each source; over the limit they are answered with 429.
   */
  readonly guessed?: string;
  /** People come to it by a link: a browser, which asks for `text/html`, gets its refusals as pages. */
  readonly people?: true;
  /**
   * For how long anyone may keep the answer; without it, only the caller may, and asks each time whether it still holds.
   * Nobody keeps one that says when it was made: the next one is another, though nothing else has changed.
   */
  readonly cache?: Cache | "never";
};

/** The parts of a request, as the operation's schemas read them. */
export type Asked<O extends Operation> = {
  readonly params: z.output<O["params"]>;
  readonly query: z.output<O["query"]>;
  readonly body: z.output<O["body"]>;
};

/** With 0 seconds anyone may keep it too, and asks each time. */
export type Cache = { readonly seconds: number };

export type Answer = {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** An example of this operation's own, where its answer shows another state than the schema's example. */
  readonly shows?: unknown;
  /** `application/json` where nothing else is said. */
  readonly contentType?: string;
  /** Headers beside those that every answer has. */
  readonly headers?: { readonly [name: string]: z.ZodType };
  /** A browser, which asks for `text/html`, gets it as a page. */
  readonly page?: true;
};

/** The example of an answer: the operation's own, or else the schema's. */
export function exampleOf({ shows, schema }: Answer): unknown {
  return shows ?? schema?.meta()?.examples?.[0];
}

/** What a declaration states. What it leaves out takes nothing, and its rules refuse nothing. */
type Declaration = Omit<Operation, InputPart | "refusals"> & Partial<Pick<Operation, InputPart | "refusals">>;

type InputPart = "params" | "query" | "body";

/** An operation with the exact types of all that was declared, so that the client's types follow from it. */
export type Declared<D extends Declaration> = Omit<Operation, keyof Exact<D>> & Exact<D>;

type Exact<D extends Declaration> = {
  readonly id: D["id"];
  readonly method: D["method"];
  readonly path: D["path"];
  readonly auth: D["auth"];
  readonly params: SchemaOf<D["params"]>;
  readonly query: SchemaOf<D["query"]>;
  readonly body: SchemaOf<D["body"]>;
  readonly answers: D["answers"];
  readonly refusals: D["refusals"] extends readonly ProblemCode[] ? D["refusals"] : readonly [];
};

type SchemaOf<S> = S extends z.ZodType ? S : typeof nothing;

/** The input of a part that takes none. */
export type Nothing = Record<string, never>;

/** What an operation takes where it declares nothing: no parameter, no query, no body. */
const nothing: z.ZodType<Nothing, Nothing> = z.strictObject({});

type FieldOf<S> = S extends z.ZodType ? keyof z.output<S> : never;

/** `guessed` names a field that the operation has. */
type Guessable<D extends Declaration> = { readonly guessed?: FieldOf<D["params"]> | FieldOf<D["body"]> };

/** Declares an operation. What is left out takes nothing. */
export function operation<const D extends Declaration>(declared: D & Guessable<D>): Declared<D>;
export function operation(declared: Declaration): Operation {
  return { params: nothing, query: nothing, body: nothing, refusals: [], ...declared };
}

/** Whether a part of an operation takes anything. */
export function takesInput(part: z.ZodType): boolean {
  return part !== nothing;
}

/**
 * The route key by which API Gateway names an operation, e.g. `POST /v1/orders`. The gateway takes no text behind a
 * parameter: `/{number}.ics` shares the route of `/{number}`, and its function tells the two apart by the path's end.
 */
export function routeKey({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path.slice(0, path.length - fileEnding(path).length)}`;
}

/** The methods by which an operation is asked for: where GET is, HEAD is too (RFC 9110, 9.1). */
export function methodsOf({ method }: { readonly method: string }): readonly string[] {
  return method === "GET" ? ["GET", "HEAD"] : [method];
}

/**
 * Whether an operation is done only if its thing is as the caller has read it, where it says so (RFC 9110, 13.1): every PUT,
 * and each decision of staff about a thing.
 */
export function takesPreconditions({ method, auth, path }: Pick<Operation, "method" | "auth" | "path">): boolean {
  return method === "PUT" || (auth === "staff" && method === "POST" && path.includes("{"));
}

/** The ending of a file that stands behind a path's last parameter, as `.ics`; mostly there is none. */
export function fileEnding(path: string): string {
  return /\}(\.\w+)$/.exec(path)?.[1] ?? "";
}
