import { createDocument, type ZodOpenApiObject } from "zod-openapi";
import { programme } from "../../domain/programme/programme-versions.ts";
import { receiveReport } from "../exam/center-report-operations.ts";
import { reportBody } from "../exam/center-reports.ts";
import { operations } from "../operations/operations.ts";
import { describedProgramme } from "../programme/described-programme.ts";
import { confirmPayment, paymentMessages } from "../purchase/payments.ts";
import { about } from "./about.ts";
import { describeFields } from "./described-fields.ts";
import { describe } from "./described-operation.ts";
import { exampleProblems, problemDocument } from "./problem-document.ts";
import { tagGroups, tags } from "./tags.ts";

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
