import type { output, ZodType, input as zodInput } from "zod";
import type { Nothing, Operation } from "../contract/operation.ts";
import type { Contract } from "../contract/operations/operations.ts";

export type { ProblemCode } from "../contract/problems/problems.ts";
export type { CommonProblemCode } from "../contract/problems/request-problems.ts";

/** The types of every operation, inferred from the contract. The package holds them written out. */
export type Calls = { readonly [O in Contract[number] as O["id"]]: Call<O> };

type Call<O extends Operation> = {
  readonly request: Resolved<
    Part<"params", Input<O["params"]>> & Part<"query", Query<Input<O["query"]>>> & Part<"body", Input<O["body"]>>
  >;
  readonly answers: { readonly [S in keyof O["answers"]]: BodyOf<O["answers"][S]> };
  /** Beside the common refusals. */
  readonly refusal: O["refusals"][number];
};

type Input<S> = S extends ZodType ? zodInput<S> : never;

/** A number, though it is sent as text. */
type Query<I> = I extends { limit?: unknown } ? Omit<I, "limit"> & { limit?: number | undefined } : I;

type Part<Name extends string, I> = [I] extends [Nothing]
  ? unknown
  : Partial<I> extends I
    ? { readonly [K in Name]?: Resolved<I> }
    : { readonly [K in Name]: Resolved<I> };

/** JSON by its schema, text or JWT as text, everything else as bytes. */
type BodyOf<A> = A extends { contentType: string }
  ? A["contentType"] extends `text/${string}` | `${string}jwt`
    ? string
    : A["contentType"] extends `${string}json`
      ? SchemaOf<A>
      : Uint8Array
  : SchemaOf<A>;

type SchemaOf<A> = A extends { schema: infer S extends ZodType } ? output<S> : undefined;

type Resolved<T> = T extends unknown ? { [K in keyof T]: T[K] } : never;
