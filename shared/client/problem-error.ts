import type { ProblemCode } from "./calls.ts";

/** A problem document (RFC 9457), as the API answers every error. */
export type Problem<Code extends string = ProblemCode> = {
  /** Where the error's documentation is. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The request's id: tell it to us when you ask about the error. */
  readonly instance: string;
  readonly code: Code;
  /** What does not fit, by JSON pointer into the body, or `/path` and `/query`. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

/** What a call throws that the API refused. */
export class ProblemError<Code extends string = ProblemCode> extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem<Code>;
  readonly headers: Headers;

  constructor(problem: Problem<Code>, headers: Headers) {
    super(`${problem.title} (${problem.code}, request ${problem.instance}): ${problem.detail}`);
    this.problem = problem;
    this.headers = headers;
  }

  get code(): Code {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Whether something thrown is a problem with one of these codes, or, where none is named, with any. */
export function isProblem<Code extends ProblemCode = ProblemCode>(
  thrown: unknown,
  ...codes: readonly Code[]
): thrown is ProblemError<Code> {
  return thrown instanceof ProblemError && (codes.length === 0 || codes.some((code) => code === thrown.code));
}

/** What came is neither an answer nor a refusal of this API, e.g. the page of a proxy. */
export class UnexpectedAnswerError extends Error {
  override readonly name = "UnexpectedAnswerError";
  readonly status: number;
  readonly text: string;

  constructor(status: number, text: string) {
    super(`The API did not answer; status ${status}: ${text.slice(0, 200)}`);
    this.status = status;
    this.text = text;
  }
}
