import * as z from "zod";
import type {
  ZodOpenApiComponentsObject,
  ZodOpenApiContentObject,
  ZodOpenApiMediaTypeObject,
  ZodOpenApiOperationObject,
  ZodOpenApiResponseObject,
} from "zod-openapi";
import { htmlPage, spokenPage } from "./fields.ts";
import { exampleOf, type Operation, takesInput, takesPreconditions } from "./operation.ts";
import { exampleFaults, type ProblemCode, problems, problemType } from "./problems/problems.ts";

type Told = Record<
  string,
  { description: string } & ({ type: "integer"; const: number } | { type: "string"; enum: ProblemCode[] })
>;
type Answers = NonNullable<ZodOpenApiOperationObject["responses"]>;

const exampleId = "0d7f9a51-5a55-4c0e-8b3c-4a2f9a0b1c2d";

const fault = z.object({
  pointer: z
    .string()
    .meta({ description: "A JSON pointer into the body, or `/path`, `/query` or `/headers` and a name" }),
  detail: z.string(),
});

/** The form of every error. */
export const problemDocument = z
  .object({
    type: z.string().meta({ description: "The address of a page that says what it means and what to do" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: "The request's id" }),
    code: z.string().meta({ description: "What happened. Stable: programs decide by it" }),
    errors: z.array(fault).optional().meta({ description: "The parts of the request that do not fit" }),
  })
  .meta({ id: "Problem", description: "RFC 9457", examples: [exampleProblem("order-already-paid")] });

/** Each error once, by its code. `method-not-allowed` belongs to no operation. */
export const exampleProblems: NonNullable<ZodOpenApiComponentsObject["examples"]> = Object.fromEntries(
  Object.keys(problems)
    .filter((code) => code !== "method-not-allowed")
    .map((code) => [code, { summary: problemOf(code).title, value: exampleProblem(code) }]),
);

function problemOf(code: string) {
  return Object.entries(problems).find(([each]) => each === code)?.[1] ?? problems["internal-error"];
}

function exampleProblem(code: string) {
  const { status, title, help } = problemOf(code);
  const about = { type: problemType(code, "https://api.example.org"), title, status, detail: help };
  const errors = exampleFaults(code);
  return { ...about, instance: exampleId, code, ...(errors !== undefined && { errors }) };
}

function header(id: string, description: string, example: string, always = false) {
  const meta = { description, examples: [example], header: { id } };
  return always ? z.string().meta(meta) : z.string().optional().meta(meta);
}

const requestId = header("RequestId", "The request's id, as in our log", exampleId, true);
const ownRequestId = header(
  "OwnRequestId",
  "The request's id, as in our log. The gateway's own answers have none",
  exampleId,
);
const asItSays = header("ContentTypeOptions", "Browsers must not guess another content type", "nosniff");
const cacheControl = header("CacheControl", "Whether and how long the answer may be cached", "no-store");
const entityTag = header("ETag", "The entity tag of the answer", '"Qm9vayBvZiBhIGNvZGUgMQ"', true);
const replayed = header("IdempotentReplayed", "`true` if this is the recorded answer to a repeated request", "true");
const retryAfter = header("RetryAfter", "The seconds until the next try", "1");
const challenge = header("WwwAuthenticate", "The authentication scheme", "Bearer", true);

const takenEncoding = header("AcceptEncoding", "The accepted encodings, after a compressed body", "identity");

const varies = header("Vary", "The answer differs by these request headers", "origin", true);
const variesAsPage = header("VaryAsPage", "The answer differs by these request headers", "accept, origin", true);
const whereItIsAPage = optionally(htmlPage.headers);
const whereItIsSpoken = optionally(spokenPage.headers);

function optionally(headers: Readonly<Record<string, z.ZodType>>) {
  return Object.fromEntries(Object.entries(headers).map(([name, of]) => [name, of.optional().meta({ ...of.meta() })]));
}

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

/** Everything that an operation answers, by HTTP status. */
export function answersOf(operation: Operation): Answers {
  const { answers } = operation;
  const headers = {
    "x-request-id": requestId,
    "cache-control": cacheControl,
    "x-content-type-options": asItSays,
    ...(isKeyed(operation) && { "idempotent-replayed": replayed }),
  };
  const successes = Object.entries(answers).map(([status, answer]) => {
    const { description, schema, contentType, page, headers: own } = answer;
    return [
      status,
      {
        description,
        headers: z.object({
          ...headers,
          ...(isTagged(operation) && status === "200" && { etag: entityTag }),
          ...(typeof operation.cache === "object" && status === "200" && { vary: page ? variesAsPage : varies }),
          ...(page && whereItIsAPage),
          ...own,
        }),
        ...(schema !== undefined && { content: contentOf(schema, exampleOf(answer), contentType, page) }),
      },
    ];
  });
  const refused = Map.groupBy(problemsOf(operation), (code) => problems[code].status);
  // The gateway limits every operation.
  if (!refused.has(429)) refused.set(429, []);
  const failures = [...refused].map(([status, codes]) => [status, failure(operation, status, codes)]);
  return {
    ...Object.fromEntries(successes),
    ...(isTagged(operation) && { 304: unchanged }),
    ...Object.fromEntries(failures),
  };
}

const unchanged: ZodOpenApiResponseObject = {
  id: "NotModified",
  description: "Unchanged since the answer with the entity tag in `if-none-match`",
  headers: z.object({
    "x-request-id": requestId,
    "cache-control": cacheControl,
    etag: entityTag,
    "x-content-type-options": asItSays,
    vary: header("VariesWithAsking", "The answer differs by these request headers", "origin"),
    ...whereItIsAPage,
  }),
};

function contentOf(
  schema: z.ZodType,
  example: unknown,
  contentType = "application/json",
  page = false,
): ZodOpenApiContentObject {
  return {
    [contentType]: { schema, ...(example !== undefined && { example }) },
    ...(page && pageContent),
  };
}

const pageContent = contentOf(htmlPage.schema, exampleOf({ description: "", ...htmlPage }), htmlPage.contentType);

export function isTagged({ method, cache }: Operation): boolean {
  return method === "GET" && cache !== "never";
}

function isKeyed({ auth, method }: Operation): boolean {
  return method === "POST" && auth !== "signed";
}

/** Its own refusals, and those of its kind. */
function problemsOf(operation: Operation): ProblemCode[] {
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

function failure(operation: Operation, status: number, codes: readonly ProblemCode[]): ZodOpenApiResponseObject {
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
