import type { Problem } from "../../local/host/problem.ts";

/** What a test centre does not do for whoever asks, and why. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** A refusal, about one field if it is named. */
export function refused(status: number, code: string, detail: string, field?: string): Refused {
  const errors = field === undefined ? {} : { errors: [{ pointer: `/${field}`, detail }] };
  return new Refused({ status, code, detail, ...errors });
}
