import * as z from "zod";
import { operation } from "./operation.ts";
import { problems } from "./problems.ts";

const document = z.looseObject({ openapi: z.string() }).meta({ examples: [{ openapi: "3.1.1" }] });

export const getOpenApi = operation({
  id: "getOpenApi",
  method: "GET",
  path: "/openapi.json",
  auth: "public",
  tag: "Description",
  summary: "This API, as OpenAPI 3.1",
  answers: { 200: { description: "The document", schema: document } },
});

export const getProblem = operation({
  id: "getProblem",
  method: "GET",
  path: "/problems/{code}",
  auth: "public",
  tag: "Description",
  summary: "What an error means and what to do",
  params: z.strictObject({
    code: z
      .string()
      .max(100)
      .meta({ description: "An error's `code`", examples: ["order-already-paid"] }),
  }),
  answers: {
    200: {
      description: "The error's documentation",
      schema: z.object({ code: z.string(), status: z.int(), title: z.string(), help: z.string() }).meta({
        id: "ProblemKind",
        examples: [{ code: "order-already-paid", ...problems["order-already-paid"] }],
      }),
    },
  },
  refusals: ["not-found"],
});

const health = z.object({ status: z.literal("ok") }).meta({ id: "Health", examples: [{ status: "ok" }] });

export const getHealth = operation({
  id: "getHealth",
  method: "GET",
  path: "/health",
  auth: "public",
  tag: "Description",
  summary: "Is the API there?",
  answers: { 200: { description: "It is", schema: health } },
});
