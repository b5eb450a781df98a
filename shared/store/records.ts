import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Found } from "../domain/found.ts";
import { type Instant, plusMonths } from "../domain/instant.ts";
import { monthOf } from "./change.ts";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import { Facts } from "./facts.ts";
import { type Page, type Position, positionSchema } from "./list.ts";
import { read } from "./read.ts";
import { foundAt } from "./search.ts";

/** So many things, and so many months, one page looks through for what is wanted. */
const mostLookedThrough = 1_000;
const mostMonths = 30;
const atOnce = 100;

export type RecordPart = {
  readonly limit: number;
  readonly after?: Position | undefined;
  /** Inclusive, and exclusive. */
  readonly from: Instant;
  readonly to: Instant;
  keep?: ((found: Found) => boolean) | undefined;
};

/**
 * One page of all things of a kind, newest first: their keys from an index in which those of one month stand together, then
 * the things themselves. It costs what it looks through, whatever else is stored.
 */
export async function listRecords(
  kind: Found["kind"],
  { limit, after, from, to, keep = () => true }: RecordPart,
  cost: Cost,
): Promise<Page<Found>> {
  const values: Found[] = [];
  let place = after?.ownerSort ?? to;
  let looked = 0;
  for (let months = 0; place >= from; months += 1) {
    if (months >= mostMonths || looked >= mostLookedThrough) return { values, next: placeOf(place) };
    const keys = await keysBefore(kind, place, from, cost);
    const facts = new Facts();
    await read(
      facts,
      keys.map(({ key }) => ({ key })),
      cost,
    );
    for (const { key, sort } of keys) {
      place = sort;
      looked += 1;
      const found = foundAt(facts, key);
      if (found !== undefined && keep(found)) values.push(found);
      if (values.length === limit) return { values, next: placeOf(place) };
    }
    if (keys.length < atOnce) place = endOfMonthBefore(place);
  }
  return { values };
}

/** The newest keys of a month before a place in it. */
async function keysBefore(kind: string, place: string, from: Instant, cost: Cost) {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: "by-month",
      KeyConditionExpression: "#month = :month AND monthSort BETWEEN :from AND :place",
      ExpressionAttributeNames: { "#month": "month" },
      ExpressionAttributeValues: { ":month": monthOf(kind, place), ":from": from, ":place": place },
      ScanIndexForward: false,
      // The one at the place was seen.
      Limit: atOnce + 1,
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  cost.read(answer);
  const keys = (answer.Items ?? []).map(({ pk, sk, monthSort }) => ({
    key: { pk: String(pk), sk: String(sk) },
    sort: String(monthSort),
  }));
  return keys.filter(({ sort }) => sort !== place).slice(0, atOnce);
}

/** Behind everything in the month before. */
function endOfMonthBefore(place: string): string {
  const first = `${place.slice(0, 7)}-01T00:00:00.000Z`;
  return `${plusMonths(first, -1).slice(0, 7)}~`;
}

function placeOf(place: string): Position {
  return positionSchema.parse({ pk: "", sk: "", ownerSort: place });
}
