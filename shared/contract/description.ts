import * as z from "zod";
import { operation } from "./operation.ts";

export const getOpenApi = operation({
  id: "getOpenApi",
  method: "GET",
  path: "/openapi.json",
  auth: "public",
  tag: "Description",
  summary: "This API, as OpenAPI 3.1",
  answers: { 200: { description: "The document", schema: z.record(z.string(), z.unknown()) } },
  cache: { seconds: 300 },
});

export const getProblem = operation({
  id: "getProblem",
  method: "GET",
  path: "/problems/{code}",
  auth: "public",
  tag: "Description",
  summary: "What an error means and what to do",
  params: z.strictObject({ code: z.string().max(100) }),
  answers: {
    200: {
      description: "The error's documentation",
      schema: z.object({ code: z.string(), status: z.int(), title: z.string(), help: z.string() }),
    },
  },
  cache: { seconds: 300 },
});

export const getHealth = operation({
  id: "getHealth",
  method: "GET",
  path: "/health",
  auth: "public",
  tag: "Description",
  summary: "Is the API there?",
  answers: { 200: { description: "It is", schema: z.object({ status: z.literal("ok") }) } },
});
