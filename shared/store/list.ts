import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import { type Entity, storedItem } from "./entity.ts";

/** Where a list goes on: behind this item. Only what the list's own partition does not already say. */
export const positionSchema = z.strictObject({ pk: z.string(), sk: z.string(), ownerSort: z.string() });

export type Position = z.infer<typeof positionSchema>;

export type Page<T> = { readonly values: T[]; readonly next?: Position | undefined };

/** Which part of a list: how many, behind what, and only those whose sort text begins with `within`. */
export type Part = {
  readonly limit: number;
  readonly after?: Position | undefined;
  readonly within?: string | undefined;
  readonly ascending?: boolean;
};

/**
 * One page of an owner's things of one kind, newest first unless asked otherwise. Read from an index: what was written
 * a moment ago may be missing, so nothing is decided on it.
 */
export async function listOwned<T>(
  entity: Entity<T>,
  list: string,
  { limit, after, within = "", ascending = false }: Part,
  cost: Cost,
): Promise<Page<T>> {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: "by-owner",
      KeyConditionExpression: "#owner = :owner AND #ownerSort BETWEEN :first AND :last",
      ExpressionAttributeNames: { "#owner": "owner", "#ownerSort": "ownerSort" },
      ExpressionAttributeValues: {
        ":owner": list,
        ":first": `${entity.kind}#${within}`,
        ":last": `${entity.kind}#${within}\uffff`,
      },
      ScanIndexForward: ascending,
      Limit: limit,
      ExclusiveStartKey: after === undefined ? undefined : { ...after, owner: list },
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  cost.read(answer);
  const values = (answer.Items ?? []).map((item) => entity.schema.parse(storedItem.parse(item).data));
  if (answer.LastEvaluatedKey === undefined) return { values };
  const { pk, sk, ownerSort } = answer.LastEvaluatedKey;
  return { values, next: positionSchema.parse({ pk, sk, ownerSort }) };
}

/** Everything in one partition, consistently, in the order of its sort keys: one round trip for each MB. */
export async function readPartition(pk: string, cost: Cost): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ConsistentRead: true,
        ExclusiveStartKey: after,
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    cost.read(answer);
    items.push(...(answer.Items ?? []));
    after = answer.LastEvaluatedKey;
  } while (after !== undefined);
  return items;
}
