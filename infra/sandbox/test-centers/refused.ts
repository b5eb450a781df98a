import type { Problem } from "../../local/host/problem.ts";

/** A refusal of the sandbox, with its reason. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Creates a refusal, optionally for one field. */
export function refused(status: number, code: string, detail: string, field?: string): Refused {
  const errors = field === undefined ? {} : { errors: [{ pointer: `/${field}`, detail }] };
  return new Refused({ status, code, detail, ...errors });
}
