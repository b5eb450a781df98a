import { type ProblemCode, problems, problemType } from "../contract/problems/problems.ts";
import type { RefusedRow } from "../domain/decision.ts";
import type { Invocation } from "./invocation.ts";
import type { Reply } from "./reply.ts";

/** The pointer is a JSON pointer into the body, or names a parameter. */
export type FieldFault = { readonly pointer: string; readonly detail: string };

export function faultOfRow({ pointer, refusal }: RefusedRow): FieldFault {
  return { pointer, detail: `${problems[refusal].title} (${refusal})` };
}

/** An error that the caller can correct. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly FieldFault[] | undefined;
  /** In seconds. */
  readonly retryAfter: number | undefined;

  constructor(code: ProblemCode, faults?: readonly FieldFault[], retryAfter?: number) {
    super(code);
    this.code = code;
    this.faults = faults;
    this.retryAfter = retryAfter;
  }
}

const busySeconds = 1;

/** An RFC 9457 problem document. It tells nothing about the inside. */
export function problemReply(
  code: ProblemCode,
  { requestId, origin }: Pick<Invocation, "requestId" | "origin">,
  { faults, retryAfter }: Partial<Pick<Problem, "faults" | "retryAfter">> = {},
): Reply {
  const { status, title, help } = problems[code];
  const seconds = status === 503 ? busySeconds : retryAfter;
  const document = {
    type: problemType(code, origin),
    title,
    status,
    detail: help,
    instance: requestId,
    code,
    ...(faults !== undefined && { errors: faults }),
  };
  const headers = {
    "content-type": "application/problem+json",
    ...(seconds !== undefined && { "retry-after": String(seconds) }),
    // RFC 9110, 12.5.3.
    ...(code === "content-encoding-not-taken" && { "accept-encoding": "identity" }),
    ...(status === 401 && { "www-authenticate": "Bearer" }),
  };
  return { status, headers, body: JSON.stringify(document) };
}
