import * as z from "zod";
import type { Operation } from "../operation.ts";
import { isTagged, takesPreconditions } from "../taken-headers.ts";

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

export function headersOf(operation: Operation): Record<string, z.ZodType> {
  const { method, auth } = operation;
  return {
    ...(auth === "signed" && { "webhook-id": webhookId, "webhook-timestamp": webhookTimestamp }),
    ...(auth !== "signed" && method === "POST" && { "idempotency-key": idempotencyKey }),
    ...(isTagged(operation) && { "if-none-match": ifNoneMatch }),
    ...(takesPreconditions(operation) && { "if-match": ifMatch }),
    ...(method === "PUT" && { "if-none-match": ifThereIsNone }),
  };
}
