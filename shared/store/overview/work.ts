import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../domain/instant.ts";
import type { WorkItem } from "../../domain/overview/work.ts";
import { bindings, sittings } from "../certificate/bindings.ts";
import { workAttribute } from "../core/change.ts";
import { client, tableName } from "../core/client.ts";
import type { Cost } from "../core/cost.ts";
import { type Entity, storedItem } from "../core/entity.ts";
import { Facts } from "../core/facts.ts";
import { behind, type Page, type Part, positionSchema } from "../core/list.ts";
import { read } from "../core/read.ts";
import { examCodes } from "../exam/exam-codes.ts";
import { registrations } from "../exam/registrations.ts";
import { reports } from "../exam/reports.ts";
import { mails } from "../history/mails.ts";
import { orders } from "../purchase/orders.ts";

/** The entities whose things may wait for a decision: see `Entity.work`. */
const waiting: readonly Entity<unknown>[] = [reports, registrations, examCodes, sittings, bindings, mails, orders];

/**
 * One page of all that waits for a decision of staff at `now`, oldest first (R37): the keys from a sparse index, then the
 * things themselves, consistently. `limit` counts things: what waits for several reasons has a row for each, all at its
 * oldest. It costs what is listed, whatever is stored.
 */
export async function listWork(
  { limit, after, kind }: Pick<Part, "limit" | "after"> & { readonly kind?: WorkItem["kind"] | undefined },
  now: Instant,
  cost: Cost,
): Promise<Page<WorkItem>> {
  const { ownerSort: workSort, ...key } = after ?? {};
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: "by-work",
      KeyConditionExpression: "#work = :work AND workSort <= :now",
      ExpressionAttributeNames: { "#work": "work" },
      ExpressionAttributeValues: { ":work": workAttribute, ":now": behind(now) },
      Limit: limit,
      ExclusiveStartKey: after && { ...key, workSort, work: workAttribute },
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  cost.read(answer);
  const places = (answer.Items ?? []).map((item) => positionOf(item));
  const facts = new Facts();
  await read(
    facts,
    places.map(({ pk, sk }) => ({ key: { pk, sk } })),
    cost,
  );
  const rows = places.flatMap(({ pk, sk }) => workOf(facts.item({ pk, sk })));
  const { LastEvaluatedKey: last } = answer;
  return {
    values: rows.filter((each) => each.since <= now && (kind === undefined || each.kind === kind)),
    next: last && positionOf(last),
  };
}

function workOf(item: unknown): readonly WorkItem[] {
  const { kind, data } = storedItem.optional().parse(item) ?? {};
  const entity = waiting.find((each) => each.kind === kind);
  return entity?.work?.(entity.schema.parse(data)) ?? [];
}

function positionOf({ pk, sk, workSort }: Record<string, unknown>) {
  return positionSchema.parse({ pk, sk, ownerSort: workSort });
}
