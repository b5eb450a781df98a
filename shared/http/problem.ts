import { type ProblemCode, problems } from "../contract/problems.ts";
import type { Reply } from "./reply.ts";

/** What is wrong with one part of a request. The pointer is a JSON pointer into the body, or names a parameter. */
export type FieldFault = { readonly pointer: string; readonly detail: string };

/** An error that the caller can do something about; the shell answers it as a problem document. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly FieldFault[] | undefined;

  constructor(code: ProblemCode, faults?: readonly FieldFault[]) {
    super(code);
    this.code = code;
    this.faults = faults;
  }
}

const retryAfterSeconds = 1;

/** An RFC 9457 problem document. It tells nothing of our insides. */
export function problemReply(code: ProblemCode, requestId: string, faults?: readonly FieldFault[]): Reply {
  const { status, title, help } = problems[code];
  const document = {
    type: `/problems/${code}`,
    title,
    status,
    detail: help,
    instance: requestId,
    code,
    ...(faults !== undefined && { errors: faults }),
  };
  const headers = {
    "content-type": "application/problem+json",
    ...(status === 503 && { "retry-after": String(retryAfterSeconds) }),
    ...(status === 401 && { "www-authenticate": "Bearer" }),
  };
  return { status, headers, body: JSON.stringify(document) };
}
