import * as z from "zod";
import type { ZodOpenApiMediaTypeObject, ZodOpenApiResponseObject } from "zod-openapi";
import { type Operation, takesInput } from "../operation.ts";
import { type ProblemCode, problems } from "../problems/problems.ts";
import { isKeyed, takesPreconditions } from "../taken-headers.ts";
import {
  asItSays,
  cacheControl,
  challenge,
  ownRequestId,
  replayed,
  requestId,
  retryAfter,
  takenEncoding,
  whereItIsSpoken,
} from "./answer-headers.ts";
import { pageContent } from "./content.ts";

type Told = Record<
  string,
  { description: string } & ({ type: "integer"; const: number } | { type: "string"; enum: ProblemCode[] })
>;

/** The gateway's own short answers. */
const gatewayWords: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

const gatewayAnswer = z
  .object({ message: z.string() })
  .meta({ id: "GatewayAnswer", description: "An answer of the gateway itself" });

/** Its own refusals, and those of its kind. */
export function problemsOf(operation: Operation): ProblemCode[] {
  const { auth, method, params, refusals, guessed } = operation;
  return [
    ...(method === "GET"
      ? []
      : (["malformed-json", "body-too-large", "content-encoding-not-taken", "not-json"] as const)),
    ...(takesPreconditions(operation) ? (["precondition-failed"] as const) : []),
    ...(takesInput(params) ? (["malformed-path"] as const) : []),
    ...(auth === "account" || auth === "staff" ? (["unauthorized", "token-expired"] as const) : []),
    ...(auth === "signed" ? (["signature-missing", "signature-stale", "signature-wrong"] as const) : []),
    ...(auth === "signed" && takesInput(params) ? (["not-found"] as const) : []),
    ...(auth === "signed" && method === "POST" ? (["message-id-reused"] as const) : []),
    ...(auth === "staff" ? (["forbidden"] as const) : []),
    "invalid-request",
    ...(isKeyed(operation) ? (["idempotency-key-reused"] as const) : []),
    ...refusals,
    ...(guessed === undefined ? [] : (["too-many-attempts"] as const)),
    "internal-error",
    "store-busy",
  ];
}

/** One object for equal answers, so that the document has them once. */
const failuresMade = new Map<string, ZodOpenApiResponseObject>();

export function failure(operation: Operation, status: number, codes: readonly ProblemCode[]): ZodOpenApiResponseObject {
  // Only refusals of the rules are recorded under the key.
  const again = isKeyed(operation) && [403, 404, 409].includes(status);
  const paged = operation.people === true && codes.length > 0;
  const kind = `${again ? "Again" : ""}${paged ? "AsPage" : ""}`;
  const name = codes.length === 0 ? "GatewayLimit" : `${codes.map(pascal).join("Or")}${kind}`;
  const made = failuresMade.get(name) ?? {
    ...(codes.length <= 3 && { id: name }),
    ...newFailure(status, codes, again, paged),
  };
  failuresMade.set(name, made);
  return made;
}

function newFailure(
  status: number,
  codes: readonly ProblemCode[],
  again: boolean,
  paged: boolean,
): ZodOpenApiResponseObject {
  const message = codes.includes("signature-missing") ? undefined : gatewayWords[status];
  const told = codes.map((code) => `\`${code}\`: ${problems[code].title}. ${problems[code].help}`);
  return {
    description: [...told, ...(message === undefined ? [] : ["The gateway may answer this itself, in short."])].join(
      "\n\n",
    ),
    headers: z.object({
      "x-request-id": message === undefined ? requestId : ownRequestId,
      "cache-control": cacheControl,
      "x-content-type-options": asItSays,
      ...(status === 401 && { "www-authenticate": challenge }),
      ...(status === 415 && { "accept-encoding": takenEncoding }),
      ...((status === 429 || status === 503) && { "retry-after": retryAfter }),
      ...(again && { "idempotent-replayed": replayed }),
      ...(paged && whereItIsSpoken),
    }),
    content: {
      ...(codes.length > 0 && { "application/problem+json": problemContent(status, codes) }),
      ...(message !== undefined && { "application/json": { schema: gatewayAnswer, example: { message } } }),
      ...(paged && pageContent),
    },
  };
}

function problemContent(status: number, codes: readonly ProblemCode[]): ZodOpenApiMediaTypeObject {
  const told = {
    status: { description: "The HTTP status", type: "integer", const: status },
    code: { description: "What happened: one of these", type: "string", enum: [...codes] },
  } satisfies Told;
  const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
  return {
    schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, { type: "object", properties: told }] },
    examples: Object.fromEntries(examples),
  };
}

function pascal(code: string): string {
  return code.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
