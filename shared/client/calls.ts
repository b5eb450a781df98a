import type { output, ZodType, input as zodInput } from "zod";
import type { Nothing, Operation } from "../contract/operation.ts";
import type { Contract } from "../contract/operations.ts";

export type { ProblemCode } from "../contract/problems/problems.ts";
export type { CommonProblemCode } from "../contract/problems/request-problems.ts";

/**
 * What every operation of the contract takes, answers and refuses, by its id. All of it is inferred; the published
 * package has the same, written out (`infra/commands/client-package.ts`).
 */
export type Calls = { readonly [O in Contract[number] as O["id"]]: Call<O> };

type Call<O extends Operation> = {
  readonly request: Resolved<
    Part<"params", Input<O["params"]>> & Part<"query", Query<Input<O["query"]>>> & Part<"body", Input<O["body"]>>
  >;
  /** The body of each success, by its status. */
  readonly answers: { readonly [S in keyof O["answers"]]: BodyOf<O["answers"][S]> };
  /** What its own rules refuse, beside what is common to all. */
  readonly refusal: O["refusals"][number];
};

type Input<S> = S extends ZodType ? zodInput<S> : never;

/** The size of a page is stated as a number, though it is sent as a text. */
type Query<I> = I extends { limit?: unknown } ? Omit<I, "limit"> & { limit?: number | undefined } : I;

type Part<Name extends string, I> = [I] extends [Nothing]
  ? unknown
  : Partial<I> extends I
    ? { readonly [K in Name]?: Resolved<I> }
    : { readonly [K in Name]: Resolved<I> };

/** JSON as its schema has it; another text or a JWT as it is; whatever is neither as its bytes. */
type BodyOf<A> = A extends { contentType: string }
  ? A["contentType"] extends `text/${string}` | `${string}jwt`
    ? string
    : A["contentType"] extends `${string}json`
      ? SchemaOf<A>
      : Uint8Array
  : SchemaOf<A>;

type SchemaOf<A> = A extends { schema: infer S extends ZodType } ? output<S> : undefined;

/** An object type with its parts put together, distributed over a union. */
type Resolved<T> = T extends unknown ? { [K in keyof T]: T[K] } : never;
