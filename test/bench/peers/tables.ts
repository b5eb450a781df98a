import {
  BillingMode,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { patience } from "../../../shared/store/core/patience.ts";
import type { Probe } from "./probe.ts";

/** Every variant has the same patience as ours: three tries of four seconds. */
export function watchedClient(probe: Probe): { readonly low: DynamoDBClient; readonly client: DynamoDBDocumentClient } {
  const low = new DynamoDBClient(patience);
  probe.watch(low);
  return { low, client: DynamoDBDocumentClient.from(low, { marshallOptions: { removeUndefinedValues: true } }) };
}

const text = (name: string) => ({ AttributeName: name, AttributeType: "S" }) as const;
const hash = (name: string) => ({ AttributeName: name, KeyType: "HASH" }) as const;
const range = (name: string) => ({ AttributeName: name, KeyType: "RANGE" }) as const;

/** A single table with one index, for the list of an account's codes: ours has that list, too. */
export function singleTable(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: BillingMode.PAY_PER_REQUEST,
    KeySchema: [hash("pk"), range("sk")],
    AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk"].map(text),
    GlobalSecondaryIndexes: [
      { IndexName: "gsi1", KeySchema: [hash("gsi1pk"), range("gsi1sk")], Projection: { ProjectionType: "ALL" } },
    ],
  };
}

/** The table of Powertools' guide: one attribute `id`. */
export function idempotencyTable(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: BillingMode.PAY_PER_REQUEST,
    KeySchema: [hash("id")],
    AttributeDefinitions: [text("id")],
  };
}

export async function createTables(...tables: readonly CreateTableCommandInput[]): Promise<void> {
  const plain = new DynamoDBClient({});
  for (const each of tables) await plain.send(new CreateTableCommand(each));
  plain.destroy();
}

/** Everything in one partition, read beside the variant's own client. */
export async function partition(table: string, pk: string): Promise<Record<string, unknown>[]> {
  plainClient ??= DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const { Items = [] } = await plainClient.send(
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
    }),
  );
  return Items;
}

let plainClient: DynamoDBDocumentClient | undefined;
