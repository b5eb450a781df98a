import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { DynamoApi } from "../../../infra/local/aws/dynamodb/dynamodb.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { keyOf } from "../../../shared/store/core/entity.ts";
import { type Sendable, sendable } from "./kept-reports.ts";

const item = z.record(z.string(), z.unknown());
const found = z.object({ Item: item });
const page = z.object({ Items: z.array(item), LastEvaluatedKey: item.optional() });
const written = z.object({ UnprocessedItems: item.optional() });

type Named = { readonly confirmationNumber: string };

/**
 * A result, different from every other one, that waits for a number. Of several that are said to have happened at one
 * instant, it depends on their ids which counts.
 */
export function anotherResult(
  { confirmationNumber }: Named,
  place: number,
  outcome = "pass",
  occurredAt = "2026-11-22T09:33:00.000Z",
): Sendable {
  const resultId = `R-${confirmationNumber}-${String(place).padStart(5, "0")}`;
  const data = { resultId, exam: "written", takenAt: "2026-11-22T09:32:00.000Z", confirmationNumber, outcome };
  return sendable("result.reported", data, occurredAt);
}

/**
 * Stores as many results that wait like one that does, as the step would: each with its own id. None is due by itself
 * before its 3 days are over. Staff have closed all but the first `open`. Answers the ids of the reports.
 */
export async function crowd(of: Named, like: Sendable, first: number, count: number, open = count): Promise<string[]> {
  const api = new DynamoApi(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? "");
  const read = async (input: object) => JSON.stringify((await api.call(target("GetItem"), input, found)).Item);
  const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
  const [wait] = await waitsFor(of);
  const models = [
    await read({ TableName: tableName(), Key: key(keyOf("report", like.reportId).pk, ".") }),
    await read({ TableName: tableName(), Key: key(wait?.pk ?? "", wait?.sk ?? "") }),
  ];
  const tryAt = z.object({ data: z.object({ M: z.object({ nextTryAt: z.object({ S: z.string() }) }) }) });
  const next = tryAt.parse(JSON.parse(models[0] ?? "")).data.M.nextTryAt.S;
  const known = anotherResult(of, 0);
  const ids: string[] = [];
  const requests = Array.from({ length: count }, (_, at) => {
    const { reportId } = anotherResult(of, first + at);
    ids.push(reportId);
    const [own, other] = [`-${String(first + at).padStart(5, "0")}`, "-00000"];
    return models.map((model) => {
      const text = model.replaceAll(known.reportId, reportId).replaceAll(other, own);
      const stored = text.replaceAll(next, "2026-11-25T09:00:00.000Z");
      const closed = stored.replaceAll('"status":{"S":"waiting"}', '"status":{"S":"closed"}');
      return { PutRequest: { Item: JSON.parse(at < open ? stored : closed) } };
    });
  }).flat();
  const worker = async () => {
    while (requests.length > 0) {
      const input = { RequestItems: { [tableName()]: requests.splice(0, 24) } };
      await api.call(target("BatchWriteItem"), input, written);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  api.close();
  return ids;
}

function target(operation: string): string {
  return `DynamoDB_20120810.${operation}`;
}

/** The items of the reports that wait for a number, in order of time. */
export async function waitsFor({ confirmationNumber }: Named): Promise<{ pk: string; sk: string }[]> {
  const { pk } = keyOf("appointment", confirmationNumber);
  const waits: { pk: string; sk: string }[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const input = { TableName: tableName(), ConsistentRead: true, ExclusiveStartKey };
    const condition = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } };
    const answer = page.parse(await client.send(new QueryCommand({ ...input, ...condition })));
    waits.push(...answer.Items.map(({ sk }) => ({ pk, sk: String(sk) })).filter(({ sk }) => sk !== "."));
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return waits;
}

const slot = z.object({
  waiting: z.array(z.string()),
  reportsWait: z.boolean().optional(),
  cameAt: z.string().optional(),
});

/** The number's item, with its waiting reports and the time of the schedule's next check. */
export async function slotFor({ confirmationNumber }: Named) {
  const Key = keyOf("appointment", confirmationNumber);
  const { Item } = found.parse(
    await client.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true })),
  );
  const { dueSort } = Item;
  return { ...slot.parse(Item.data), isDue: dueSort !== undefined };
}
