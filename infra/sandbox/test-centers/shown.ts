import type { Problem } from "../../local/host/problem.ts";
import type { Draft } from "./fields.ts";
import type { Asked } from "./front.ts";
import { Refused } from "./refused.ts";

/** An answer: a page or redirect for browsers, a value or problem for other callers. */
export type Shown = {
  readonly status?: number;
  readonly value?: unknown;
  readonly problem?: Problem;
  readonly page: () => string;
  /** A redirect after an accepted form, relative to the sandbox's path. */
  readonly seeOther?: string;
};

/** Rethrows everything except a refusal. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Refused) return thrown.problem;
  throw thrown;
}

/** The sent form, with errors by field. */
export function draftOf({ detail, errors = [] }: Problem, { typed }: Asked): Draft {
  const placed = errors.map((error) => [error.pointer.slice(1), error.detail] as const);
  const fields = placed.filter(([field]) => field !== "");
  const others = placed.filter(([field]) => field === "").map(([, words]) => words);
  const summary = fields.length === 0 ? [...others, detail][0] : others[0];
  return { values: typed, errors: Object.fromEntries(fields.toReversed()), summary };
}
