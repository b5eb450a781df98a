import { STATUS_CODES } from "node:http";

/** What the host itself refuses, as an RFC 9457 problem document. */
export type Problem = {
  readonly status: number;
  /** Stable, kebab-case. */
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly headers?: { readonly [name: string]: string };
};

/** An HTTP answer that is ready to be written. */
export type Answer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly cookies?: readonly string[];
  readonly body: Buffer;
};

/** The problem as an answer; `instance` is the request's id. */
export function problemAnswer(problem: Problem, instance: string): Answer {
  const document = {
    type: `/problems/${problem.code}`,
    title: STATUS_CODES[problem.status] ?? "Error",
    status: problem.status,
    detail: problem.detail,
    instance,
    code: problem.code,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  };
  return {
    status: problem.status,
    headers: { "content-type": "application/problem+json", "x-request-id": instance, ...problem.headers },
    body: Buffer.from(JSON.stringify(document)),
  };
}

/** Any value as a JSON answer. */
export function jsonAnswer(status: number, value: unknown, requestId: string): Answer {
  return {
    status,
    headers: { "content-type": "application/json", "x-request-id": requestId },
    body: Buffer.from(JSON.stringify(value)),
  };
}
