import * as z from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from "zod-openapi";
import { exampleOf, type Operation } from "../operation.ts";
import { problems } from "../problems/problems.ts";
import { isKeyed, isTagged } from "../taken-headers.ts";
import {
  asItSays,
  cacheControl,
  entityTag,
  header,
  replayed,
  requestId,
  varies,
  variesAsPage,
  whereItIsAPage,
} from "./answer-headers.ts";
import { contentOf } from "./content.ts";
import { failure, problemsOf } from "./failures.ts";

type Answers = NonNullable<ZodOpenApiOperationObject["responses"]>;

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
