import type * as z from "zod";
import type { ZodOpenApiContentObject } from "zod-openapi";
import { htmlPage } from "../html-page.ts";
import { exampleOf } from "../operation.ts";

export function contentOf(
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

export const pageContent = contentOf(
  htmlPage.schema,
  exampleOf({ description: "", ...htmlPage }),
  htmlPage.contentType,
);
