import * as z from "zod";
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject } from "zod-openapi";
import type { Refusal } from "../domain/decision.ts";
import { programme } from "../domain/programme-versions.ts";
import { type Operation, takesInput } from "./operation.ts";
import { operations } from "./operations.ts";
import { type ProblemCode, problems } from "./problems.ts";

const problemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: "The request's id" }),
    code: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457" });

/** The API's description, OpenAPI 3.1, from the contract and nothing else. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  const paths: NonNullable<ZodOpenApiObject["paths"]> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return createDocument({
    openapi: "3.1.1",
    info: {
      title: programme.name,
      version: "1",
      description: "The open back end on which a certification programme runs its codes.",
    },
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        signature: {
          type: "apiKey",
          in: "header",
          name: "webhook-signature",
          description: "Standard Webhooks, with `webhook-id` and `webhook-timestamp`",
        },
      },
    },
  });
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, auth, body, method } = operation;
  const idempotencyKey = z.object({ "idempotency-key": z.string().min(1).max(255).optional() });
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(auth !== "public" && { security: [{ [auth === "signed" ? "signature" : "token"]: [] }] }),
    requestParams: {
      ...(operation.params instanceof z.ZodObject && takesInput(operation.params) && { path: operation.params }),
      ...(operation.query instanceof z.ZodObject && takesInput(operation.query) && { query: operation.query }),
      ...(method === "POST" && auth !== "signed" && { header: idempotencyKey }),
    },
    ...(takesInput(body) && { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: { ...successes(operation), ...failures(operation) },
  };
}

function successes({ answers }: Operation): ZodOpenApiOperationObject["responses"] {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, contentType = "application/json" }]) => [
      status,
      { description, ...(schema !== undefined && { content: { [contentType]: { schema } } }) },
    ]),
  );
}

function failures(operation: Operation): ZodOpenApiOperationObject["responses"] {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(operation)) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].title}`).join("\n\n"),
        content: { "application/problem+json": { schema: problemDocument } },
      },
    ]),
  );
}

/** Everything that an operation can be refused for, its own refusals and those of its kind. */
function problemsOf({ auth, method, params, query, body, refusals, guessed }: Operation): ProblemCode[] {
  const hasInput = [params, query, body].some(takesInput);
  const keyed = method === "POST" && auth !== "signed";
  const own: readonly Refusal[] = refusals;
  return [
    ...(method === "GET" ? [] : (["malformed-json", "body-too-large", "not-json"] as const)),
    ...(auth === "account" || auth === "staff" ? (["unauthorized"] as const) : []),
    ...(auth === "signed" ? (["signature-missing", "signature-stale", "signature-wrong"] as const) : []),
    ...(auth === "signed" && method === "POST" ? (["message-id-reused"] as const) : []),
    ...(auth === "staff" ? (["forbidden"] as const) : []),
    ...(hasInput || keyed ? (["invalid-request"] as const) : []),
    ...(keyed ? (["idempotency-key-reused"] as const) : []),
    ...own,
    ...(guessed === undefined ? [] : (["too-many-attempts"] as const)),
    "internal-error",
    "store-busy",
  ];
}
