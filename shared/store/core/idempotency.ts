import * as z from "zod";
import { type Instant, plusDays } from "../../domain/instant.ts";
import { digest } from "./digest.ts";
import { type Key, keyOf } from "./entity.ts";
import { secondsOf } from "./index-attributes.ts";
import type { Write } from "./writes.ts";

/** An answer exactly as it was given. */
export type RecordedAnswer = z.infer<ReturnType<typeof recordSchema>>["answer"];

/** The same account, key and hash of the request (R33). */
export type IdempotentRequest = { readonly id: string; readonly key: Key; readonly fingerprint: string };

const recordSchema = () =>
  z.object({
    fingerprint: z.string(),
    answer: z.object({ status: z.number().int(), headers: z.record(z.string(), z.string()), body: z.string() }),
    expiresAt: z.string(),
  });

/** From the first request. */
const keptDays = 1;

export function idempotentRequest(accountId: string, idempotencyKey: string, asked: string): IdempotentRequest {
  const id = digest(JSON.stringify([accountId, idempotencyKey]));
  return { id, key: keyOf("idempotency", id), fingerprint: digest(asked) };
}

export type Earlier = { readonly answer: RecordedAnswer } | { readonly reused: true };

/** The earlier answer, or that the key was used for another request. Nothing after 24 h. */
export function earlierAnswer(request: IdempotentRequest, data: unknown, now: Instant): Earlier | undefined {
  if (data === undefined) return undefined;
  const { fingerprint, answer, expiresAt } = recordSchema().parse(data);
  if (now >= expiresAt) return undefined;
  return fingerprint === request.fingerprint ? { answer } : { reused: true };
}

/** Its write fails if another answer is recorded. */
export function answerRecord(request: IdempotentRequest, answer: RecordedAnswer, commit: string, now: Instant): Write {
  const expiresAt = plusDays(now, keptDays);
  return {
    act: "Put",
    Key: request.key,
    Item: {
      ...request.key,
      kind: "idempotency",
      version: 1,
      commit,
      // DynamoDB drops it. A place in the schedule would cost three units more, and the answer ends by itself.
      ttl: secondsOf(expiresAt),
      data: { fingerprint: request.fingerprint, answer, expiresAt },
    },
    ConditionExpression: "attribute_not_exists(pk) OR #data.#expiresAt <= :now",
    ExpressionAttributeNames: { "#data": "data", "#expiresAt": "expiresAt" },
    ExpressionAttributeValues: { ":now": now },
  };
}
