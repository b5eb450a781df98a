import * as z from "zod";
import type { Tag } from "./openapi/tags.ts";
import type { ProblemCode } from "./problems/problems.ts";

/**
 * `account` and `staff` need a bearer token that the gateway's JWT authorizer accepts. `signed` needs Standard Webhooks
 * headers, which the function verifies.
 */
export type Auth = "public" | "account" | "staff" | "signed";

/** A part of a request that does not fit, as a JSON pointer into the body. */
export type Fault = { readonly pointer: string; readonly detail: string };

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One HTTP operation. Routes, validation, roles, OpenAPI and the client follow from it. */
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
  /** Faults that depend on several parts. */
  readonly mismatches?: (params: unknown, body: unknown) => readonly Fault[];
  /** Successes by HTTP status. */
  readonly answers: { readonly [status: number]: Answer };
  /** Beside the refusals of every operation of its kind. */
  readonly refusals: readonly ProblemCode[];
  /** Bodies by their titles. */
  readonly examples?: { readonly [shows: string]: unknown };
  /** The field whose text may also be sent alone, as `text/csv`. */
  readonly csvField?: string;
  /**
   * The parameter or field with a code that could be guessed. Refused attempts are stored for staff and counted for
   * each account or network. Over the limit the answer is 429.
   */
  readonly guessed?: string;
  /** People follow links to it, so a browser gets refusals as pages, and the query may have more than is known here. */
  readonly people?: true;
  /**
   * The time for which anyone may cache the answer. By default only the caller caches, and always revalidates. `never`: the
   * answer has its own time, so each one differs.
   */
  readonly cache?: Cache | "never";
};

/** A request after parsing. */
export type Asked<O extends Operation> = {
  readonly params: z.output<O["params"]>;
  readonly query: z.output<O["query"]>;
  readonly body: z.output<O["body"]>;
};

/** 0 seconds: anyone caches, and always revalidates. */
export type Cache = { readonly seconds: number };

export type Answer = {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** This operation's own example, if the state differs from the schema's example. */
  readonly shows?: unknown;
  /** `application/json` by default. */
  readonly contentType?: string;
  /** Beside the headers of every answer. */
  readonly headers?: { readonly [name: string]: z.ZodType };
  /** A browser gets it as a page. */
  readonly page?: true;
};

/** The operation's own example, or else the schema's. */
export function exampleOf({ shows, schema }: Answer): unknown {
  return shows ?? schema?.meta()?.examples?.[0];
}

/** A missing part takes nothing, and missing refusals are none. */
type Declaration = Omit<Operation, InputPart | "refusals"> & Partial<Pick<Operation, InputPart | "refusals">>;

type InputPart = "params" | "query" | "body";

/** With the exact types of the declaration, for the client. */
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

export type Nothing = Record<string, never>;

const nothing: z.ZodType<Nothing, Nothing> = z.strictObject({});

/** Networks and mail programs add parameters of their own to links. */
const anyQuery = z.looseObject({});

type FieldOf<S> = S extends z.ZodType ? keyof z.output<S> : never;

/** `guessed` must name a field of the operation. */
type Guessable<D extends Declaration> = { readonly guessed?: FieldOf<D["params"]> | FieldOf<D["body"]> };

/** Declares an operation. */
export function operation<const D extends Declaration>(declared: D & Guessable<D>): Declared<D>;
export function operation(declared: Declaration): Operation {
  const query = declared.people ? anyQuery : nothing;
  return { params: nothing, query, body: nothing, refusals: [], ...declared };
}

export function takesInput(part: z.ZodType): boolean {
  return part !== nothing && part !== anyQuery;
}
