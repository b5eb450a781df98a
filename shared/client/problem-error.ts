import type { ProblemCode } from "./calls.ts";

/** RFC 9457. */
export type Problem<Code extends string = ProblemCode> = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The request's id. Tell it to us when you ask. */
  readonly instance: string;
  readonly code: Code;
  /** A JSON pointer into the body, or `/path`, `/query` or `/headers` and a name. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

/** Thrown for a refusal of the API. */
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

/** Whether it is a problem with one of these codes, or any problem without codes. */
export function isProblem<Code extends ProblemCode = ProblemCode>(
  thrown: unknown,
  ...codes: readonly Code[]
): thrown is ProblemError<Code> {
  return thrown instanceof ProblemError && (codes.length === 0 || codes.some((code) => code === thrown.code));
}

/** Neither an answer nor a refusal of the API, e.g. the page of a proxy. */
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
