import * as z from "zod";
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject } from "zod-openapi";
import { programme } from "../domain/programme/programme-versions.ts";
import { describeFields } from "./described-fields.ts";
import { receiveReport } from "./exam/center-report-operations.ts";
import { reportBody } from "./exam/center-reports.ts";
import { answersOf, exampleProblems, isTagged, problemDocument } from "./openapi-answers.ts";
import { type Operation, takesInput, takesPreconditions } from "./operation.ts";
import { operations } from "./operations.ts";
import { describedProgramme } from "./programme/described-programme.ts";
import { confirmPayment, paymentMessages } from "./purchase/payments.ts";
import { tagGroups, tags } from "./tags.ts";

const about = `The open back end on which a certification programme runs its codes.

- **Who calls.** Operations for accounts and for staff take a bearer token of the OpenID Connect issuer that the deployment
  names. Test centres and the payment provider sign their requests as Standard Webhooks has it. The rest is public.
- **What is not yours looks like what does not exist**: 404.
- **Errors** are problem documents (RFC 9457). \`code\` is stable, \`type\` leads to what it means and what to do.
  Where people come by a link, a browser, which takes \`text/html\`, gets a page instead.
- **Again.** Every POST for accounts and staff takes an \`idempotency-key\`: the same request with the same key gets the first
  answer, for 24 hours. A GET answers with an \`etag\`; sent back as \`if-none-match\`, it is answered 304 for as long as
  nothing has changed. What says when it was made has none, and nobody keeps it.
- **At the same time.** Every PUT, and each decision of staff about a thing, takes the \`etag\` that GET of the thing gave as
  \`if-match\`. If the thing is another by now, nothing is changed, and the answer is 412.
- **Lists** come in pages: \`nextCursor\` of one is \`cursor\` of the next. A cursor is good for its caller and query.
- **Fields that nobody knows are refused**, in bodies and in queries (422).
- **Browsers** may call from pages of any origin (CORS), unless the deployment names some, and without cookies, of which there
  are none. A request with an \`origin\` has \`access-control-allow-origin\` and \`access-control-expose-headers\` in its
  answer, whatever that is; OPTIONS is answered 204 at every path.
- **The programme** stands in \`x-programme\` of this document: its levels and exams, who holds them, and all their names.
- **HEAD** is answered wherever GET is, with the same status and headers; a test centre signs it as the GET.
- **A path that takes other methods** is refused with 405 and \`method-not-allowed\`; \`allow\` names what it takes.
- The gateway in front answers some refusals itself, in short: \`{"message": "..."}\` without a code.`;

/** The API's description, OpenAPI 3.1, from the contract alone. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  const paths: NonNullable<ZodOpenApiObject["paths"]> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation) };
  }
  const document = createDocument({
    openapi: "3.1.1",
    info: {
      title: programme.name,
      version: "1",
      description: about,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "Where this document is served" }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    "x-tagGroups": tagGroups,
    "x-programme": describedProgramme,
    paths,
    webhooks: webhooks(),
    components: {
      schemas: { Problem: problemDocument },
      examples: exampleProblems,
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description:
            "A token of the deployment's OpenID Connect issuer. Staff have the deployment's staff group, `certrail-staff` if it names no other, in the claim `groups`.",
        },
        signature: {
          type: "apiKey",
          in: "header",
          name: "webhook-signature",
          description:
            "Standard Webhooks: `v1,` and the base64 of the HMAC-SHA256 of `id.timestamp.body` under the sender's secret. Several signatures, with spaces between, are taken while a secret is rotated. A GET signs `GET ` and its path with the query in place of a body.",
        },
      },
    },
  });
  describeAllFields(document);
  return document;
}

function describeAllFields({ components, paths }: ReturnType<typeof createDocument>): void {
  for (const [name, schema] of Object.entries(components?.schemas ?? {})) describeFields(schema, name);
  for (const item of Object.values(paths ?? {})) {
    for (const operation of Object.values(item)) describeFields(operation, operation?.operationId ?? "");
  }
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, auth, body, csvField, examples = {} } = operation;
  const shown = Object.entries(examples).map(([name, value]) => [name, { value }]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: auth === "public" ? [] : [{ [auth === "signed" ? "signature" : "token"]: [] }],
    requestParams: {
      ...(operation.params instanceof z.ZodObject && takesInput(operation.params) && { path: operation.params }),
      ...(operation.query instanceof z.ZodObject && takesInput(operation.query) && { query: operation.query }),
      header: z.object(headersOf(operation)),
    },
    ...(takesInput(body) && {
      requestBody: {
        required: !body.safeParse({}).success,
        content: {
          "application/json": { schema: body, examples: Object.fromEntries(shown) },
          ...(csvField !== undefined && {
            "text/csv": { schema: z.string().meta({ description: `The text of \`${csvField}\`, in UTF-8` }) },
          }),
        },
      },
    }),
    responses: answersOf(operation),
  };
}

const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .optional()
  .meta({
    description: "Identifies this request: sent again within 24 hours, it is not done again",
    examples: ["5b0e5d0a-6a2f-4f0e-9b1d-2c3a4d5e6f70"],
    param: { id: "IdempotencyKey" },
  });

const ifNoneMatch = z
  .string()
  .optional()
  .meta({
    description: "The `etag` of a stored answer: the answer is 304 if nothing has changed",
    examples: ['"Qm9vayBvZiBhIGNvZGUgMQ"'],
    param: { id: "IfNoneMatch" },
  });

const ifMatch = z
  .string()
  .optional()
  .meta({
    description: "The `etag` of GET: if the thing has changed since, nothing is done (412). `*` fits any",
    examples: ['"Qm9vayBvZiBhIGNvZGUgMQ"'],
    param: { id: "IfMatch" },
  });

const ifThereIsNone = z
  .string()
  .optional()
  .meta({
    description: "`*`: only create the thing. If it exists, nothing is done (412)",
    examples: ["*"],
    param: { id: "IfThereIsNone" },
  });

const webhookId = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .meta({
    description: "The message's id: the same when it is sent again",
    examples: ["msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"],
    param: { id: "WebhookId" },
  });

const webhookTimestamp = z
  .string()
  .regex(/^\d{1,12}$/)
  .meta({
    description: "When it was sent, in seconds since 1970; taken within 5 minutes",
    examples: ["1795339800"],
    param: { id: "WebhookTimestamp" },
  });

function headersOf(operation: Operation): Record<string, z.ZodType> {
  const { method, auth } = operation;
  return {
    ...(auth === "signed" && { "webhook-id": webhookId, "webhook-timestamp": webhookTimestamp }),
    ...(auth !== "signed" && method === "POST" && { "idempotency-key": idempotencyKey }),
    ...(isTagged(operation) && { "if-none-match": ifNoneMatch }),
    ...(takesPreconditions(operation) && { "if-match": ifMatch }),
    ...(method === "PUT" && { "if-none-match": ifThereIsNone }),
  };
}

/** Reports and payments that others send to us. */
function webhooks(): NonNullable<ZodOpenApiObject["webhooks"]> {
  const kinds = [
    ...reportBody.options.map((schema) => ({ schema, receivedBy: receiveReport })),
    ...paymentMessages.map((schema) => ({ schema, receivedBy: confirmPayment })),
  ];
  const described = kinds.map(({ schema, receivedBy }) => {
    const { id = "", description = "" } = schema.meta() ?? {};
    const [name, example] =
      Object.entries(receivedBy.examples ?? {}).find(([, value]) => schema.safeParse(value).success) ?? [];
    const { requestParams, ...operation } = describe(receivedBy);
    return [
      name,
      {
        post: {
          ...operation,
          operationId: `send${id}`,
          summary: description,
          description: `Sent to \`POST ${receivedBy.path}\`.`,
          requestParams: { header: requestParams?.header },
          requestBody: { required: true, content: { "application/json": { schema, example } } },
        },
      },
    ];
  });
  return Object.fromEntries(described);
}
