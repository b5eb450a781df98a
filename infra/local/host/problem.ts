import { STATUS_CODES } from "node:http";
import { isProblemCode, problems, problemType } from "../../../shared/contract/problems/problems.ts";

/** A refusal by the host itself, as an RFC 9457 problem document. */
export type Problem = {
  readonly status: number;
  /** Stable, kebab-case. */
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly headers?: { readonly [name: string]: string };
};

type Refused = { readonly id: string; readonly rawHeaders: readonly string[] };

export type Answer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly cookies?: readonly string[];
  readonly body: Buffer;
};

/**
 * A problem's answer. `instance` is the request's id. Codes that the API documents have a type and a title. Codes of
 * the local run have no page, so their type is `about:blank` (RFC 9457, 4.2.1).
 */
export function problemAnswer(problem: Problem, request: Refused): Answer {
  const { id: instance, rawHeaders } = request;
  const document = {
    ...kindOf(problem, originOf(rawHeaders)),
    status: problem.status,
    detail: problem.detail,
    instance,
    code: problem.code,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  };
  return {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": instance,
      ...problem.headers,
    },
    body: Buffer.from(JSON.stringify(document)),
  };
}

/** The origin under which the caller reached the host. */
function originOf(rawHeaders: readonly string[]): string {
  const at = rawHeaders.findIndex((name, position) => position % 2 === 0 && name.toLowerCase() === "host");
  return `http://${at < 0 ? "localhost" : rawHeaders[at + 1]}`;
}

function kindOf({ status, code }: Problem, origin: string): { readonly type: string; readonly title: string } {
  const isDocumented = isProblemCode(code) && problems[code].status === status;
  if (isDocumented) return { type: problemType(code, origin), title: problems[code].title };
  return { type: "about:blank", title: STATUS_CODES[status] ?? "Error" };
}

export function jsonAnswer(status: number, value: unknown, requestId: string): Answer {
  return {
    status,
    headers: { "content-type": "application/json", "x-request-id": requestId },
    body: Buffer.from(JSON.stringify(value)),
  };
}
