import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../domain/instant.ts";
import type { Found } from "../../domain/overview/found.ts";
import { client, tableName } from "../core/client.ts";
import type { Cost } from "../core/cost.ts";
import { Facts } from "../core/facts.ts";
import { type Page, type Position, positionSchema } from "../core/list.ts";
import { read } from "../core/read.ts";
import { foundAt } from "./search.ts";

/** So many things one page looks through for what is wanted, and so many at a time. */
const mostLookedThrough = 1_000;
const atOnce = 100;

export type RecordPart = {
  readonly limit: number;
  readonly after?: Position | undefined;
  /** Inclusive; without it, from the first one on. */
  readonly from?: Instant | undefined;
  /** Exclusive; without it, until now. */
  readonly to?: Instant | undefined;
  readonly keep?: ((found: Found) => boolean) | undefined;
};

/**
 * One page of all things of a kind, newest first: their keys from an index, then the things themselves, consistently. It
 * costs what it looks through, whatever else is stored.
 */
export async function listRecords(kind: Found["kind"], part: RecordPart, cost: Cost): Promise<Page<Found>> {
  const { limit, keep, from, to } = part;
  // DynamoDB takes no range that ends before it begins.
  if (from !== undefined && to !== undefined && from >= to) return { values: [] };
  const values: Found[] = [];
  let after = part.after;
  for (let looked = 0; looked < mostLookedThrough; looked += atOnce) {
    const { keys, last } = await keysBehind(kind, { ...part, after, limit: keep === undefined ? limit : atOnce }, cost);
    const facts = new Facts();
    await read(
      facts,
      keys.map(({ pk, sk }) => ({ key: { pk, sk } })),
      cost,
    );
    for (const position of keys) {
      const found = foundAt(facts, { pk: position.pk, sk: position.sk });
      if (found !== undefined && keep?.(found) !== false) values.push(found);
      const isLast = last === undefined && position === keys.at(-1);
      if (values.length === limit) return { values, next: isLast ? undefined : position };
    }
    if (last === undefined) return { values };
    after = last;
  }
  return { values, next: after };
}

/** The next keys of a list. What begins at `to` itself stands behind it, since an id follows its instant. */
async function keysBehind(kind: string, { after, from = "", to = "~", limit }: RecordPart, cost: Cost) {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: "by-kind",
      KeyConditionExpression: "listed = :kind AND listedSort BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":kind": kind, ":from": `${from}#`, ":to": to },
      ScanIndexForward: false,
      Limit: Math.min(limit, atOnce),
      ExclusiveStartKey: after && { pk: after.pk, sk: after.sk, listed: kind, listedSort: after.ownerSort },
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  cost.read(answer);
  const { LastEvaluatedKey: last } = answer;
  return { keys: (answer.Items ?? []).map(positionOf), last: last && positionOf(last) };
}

function positionOf({ pk, sk, listedSort }: Record<string, unknown>): Position {
  return positionSchema.parse({ pk, sk, ownerSort: listedSort });
}
