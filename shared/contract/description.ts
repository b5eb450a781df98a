import * as z from "zod";
import { htmlPage } from "./html-page.ts";
import { operation } from "./operation.ts";
import { problems } from "./problems/problems.ts";

const document = z.looseObject({ openapi: z.string() }).meta({ examples: [{ openapi: "3.1.1" }] });

export const getOpenApi = operation({
  id: "getOpenApi",
  method: "GET",
  path: "/openapi.json",
  auth: "public",
  tag: "Description",
  summary: "Get this API's OpenAPI 3.1 description",
  answers: { 200: { description: "The document", schema: document } },
  cache: { seconds: 300 },
});

export const getProblem = operation({
  id: "getProblem",
  method: "GET",
  path: "/problems/{code}",
  auth: "public",
  tag: "Description",
  summary: "Get the meaning of an error, and the next step",
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
      page: true,
    },
  },
  refusals: ["not-found"],
  cache: { seconds: 300 },
  people: true,
});

export const getDocs = operation({
  id: "getDocs",
  method: "GET",
  path: "/docs",
  auth: "public",
  tag: "Description",
  summary: "Show the documentation",
  description: "A guide, and the reference of this API.",
  answers: { 200: { description: "A page for people", ...htmlPage } },
  cache: { seconds: 300 },
  people: true,
});

export const getGuide = operation({
  id: "getGuide",
  method: "GET",
  path: "/docs/{page}",
  auth: "public",
  tag: "Description",
  summary: "Show a page of the guide",
  params: z.strictObject({
    page: z
      .string()
      .max(100)
      .meta({ description: "Which page of the guide", examples: ["getting-started"] }),
  }),
  answers: { 200: { description: "A page for people", ...htmlPage } },
  refusals: ["not-found"],
  cache: { seconds: 300 },
  people: true,
});

const script = z.string().meta({ examples: ["(() => {})();"] });
const packing = {
  vary: z
    .literal("accept-encoding, origin")
    .meta({ description: "The answer differs by these request headers", examples: ["accept-encoding, origin"] }),
  "content-encoding": z
    .literal("gzip")
    .optional()
    .meta({ description: "The compression, for clients that accept it", examples: ["gzip"] }),
  "x-content-type-options": htmlPage.headers["x-content-type-options"],
};

export const getViewer = operation({
  id: "getViewer",
  method: "GET",
  path: "/docs/redoc.js",
  auth: "public",
  tag: "Description",
  summary: "Get the script of the reference",
  answers: { 200: { description: "Redoc", schema: script, contentType: "text/javascript", headers: packing } },
  cache: { seconds: 86400 },
});

const health = z.object({ status: z.literal("ok") }).meta({ id: "Health", examples: [{ status: "ok" }] });

export const getHealth = operation({
  id: "getHealth",
  method: "GET",
  path: "/health",
  auth: "public",
  tag: "Description",
  summary: "Check whether the API answers",
  answers: { 200: { description: "It is", schema: health } },
});
