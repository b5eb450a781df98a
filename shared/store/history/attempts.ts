import * as z from "zod";
import { refusals } from "../../domain/decision.ts";
import {
  attemptKeptUntil,
  attemptsAnHour,
  endOfHour,
  type Guesser,
  type RefusedAttempt,
} from "../../domain/history/attempt.ts";
import type { Cost } from "../core/cost.ts";
import { digest } from "../core/digest.ts";
import { type Key, kindOf, lists, type Ref } from "../core/entity.ts";
import {
  answerRecord,
  type Earlier,
  earlierAnswer,
  type IdempotentRequest,
  type RecordedAnswer,
} from "../core/idempotency.ts";
import { secondsOf } from "../core/index-attributes.ts";
import { send } from "../core/send.ts";
import { onlyShown } from "../core/stored.ts";
import type { Write } from "../core/writes.ts";

const schema = () =>
  z.object({
    attemptId: z.string(),
    at: z.string(),
    by: z.object({ kind: z.enum(["account", "source"]), id: z.string() }),
    operation: z.string(),
    refusal: onlyShown(refusals),
    codeTail: z.string(),
    requestId: z.string(),
  });

/** Attempts stand in the partition of who tried, and in the list of the code's digest. */
export const refusedAttempts = kindOf<RefusedAttempt>()({ kind: "refused-attempt", schema });

/** The partition of who tries. */
export function attemptsBy({ kind, id }: Guesser): Ref<RefusedAttempt> {
  return { entity: refusedAttempts, id: `${kind}/${id}`, key: { pk: `ATTEMPTS#${kind}#${id}`, sk: "." } };
}

/** The list of the attempts with one code. One-way: it does not give the code away. */
export function attemptsWith(code: string): string {
  return lists.tried(digest(`tried:${code}`));
}

/** The request whose repetition gets this answer, if it had a key. */
export type Repeatable = { readonly request: IdempotentRequest; readonly answer: RecordedAnswer };

/**
 * Counts a refused attempt and keeps it, with the answer for a repetition, in one conditional write. A repetition that
 * came at the same moment is not counted: it gets the first answer. Nothing is kept once the hour's limit is reached.
 */
export async function countAttempt(
  attempt: RefusedAttempt,
  code: string,
  repeatable: Repeatable | undefined,
  cost: Cost,
): Promise<"counted" | "over-the-limit" | Earlier> {
  const { attemptId, at } = attempt;
  const record = repeatable && answerRecord(repeatable.request, repeatable.answer, attemptId, at);
  const writes = [attemptWrite(attempt, code), countWrite(attempt), ...(record === undefined ? [] : [record])];
  const lost = await send(writes, cost);
  if (lost === undefined || lost.get(0)?.commit === attemptId) return "counted";
  const found = lost.get(2);
  const earlier = repeatable && found && earlierAnswer(repeatable.request, found.data, at);
  return earlier ?? "over-the-limit";
}

function attemptWrite(attempt: RefusedAttempt, code: string): Write {
  const { attemptId, at, by } = attempt;
  const { kind } = refusedAttempts;
  const place = `${at}#${attemptId}`;
  const Key: Key = { pk: attemptsBy(by).key.pk, sk: `${kind.toUpperCase()}#${place}` };
  return {
    act: "Put",
    Key,
    Item: {
      ...Key,
      kind,
      version: 1,
      commit: attemptId,
      data: attempt,
      owner: attemptsWith(code),
      ownerSort: `${kind}#${place}`,
      ttl: secondsOf(attemptKeptUntil(attempt)),
    },
    ConditionExpression: "attribute_not_exists(pk)",
  };
}

/** One item for each hour of the clock, so that nothing has to be read, or set back, to count. */
function countWrite({ attemptId, at, by }: RefusedAttempt): Write {
  const until = endOfHour(at);
  return {
    act: "Update",
    Key: { pk: attemptsBy(by).key.pk, sk: `COUNT#${until}` },
    UpdateExpression: "SET #kind = :kind, #version = :one, #commit = :commit, #ttl = :ttl ADD #count :one",
    ConditionExpression: "attribute_not_exists(#count) OR #count < :limit",
    ExpressionAttributeNames: {
      "#kind": "kind",
      "#version": "version",
      "#commit": "commit",
      "#ttl": "ttl",
      "#count": "count",
    },
    ExpressionAttributeValues: {
      ":kind": "attempt-count",
      ":commit": attemptId,
      ":ttl": secondsOf(until),
      ":one": 1,
      ":limit": attemptsAnHour,
    },
  };
}
