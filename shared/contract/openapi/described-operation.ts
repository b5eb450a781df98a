import * as z from "zod";
import type { ZodOpenApiOperationObject } from "zod-openapi";
import { type Operation, takesInput } from "../operation.ts";
import { answersOf } from "./answers.ts";
import { headersOf } from "./request-headers.ts";

export function describe(operation: Operation): ZodOpenApiOperationObject {
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
