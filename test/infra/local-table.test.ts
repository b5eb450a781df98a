import { expect, test } from "vitest";
import * as z from "zod";
import type { TableShape } from "../../infra/local/assembly/resource-shapes.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { Engine } from "../../infra/local/aws/dynamodb/engine.ts";
import { ensureTable } from "../../infra/local/aws/dynamodb/table.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { temporaryData } from "../support/host.ts";

const index = (name: string) => ({
  IndexName: `by-${name}`,
  KeySchema: [{ AttributeName: name, KeyType: "HASH" as const }],
  Projection: { ProjectionType: "KEYS_ONLY" },
});
const attribute = (name: string) => ({ AttributeName: name, AttributeType: "S" as const });

test("a table is attached as it is, and only if it exists and has a stream", async () => {
  const data = temporaryData();
  const directory = DataDirectory.open(data.path);
  const engine = await Engine.start(directory);
  const api = new DynamoApi(engine.endpoint);
  const StreamSpecification = { StreamViewType: "NEW_AND_OLD_IMAGES" };
  try {
    await expect(ensureTable(api, { name: "Restored" })).rejects.toThrow("there is no table Restored with a stream");
    await ensureTable(api, { name: "Restored", shape: shape("owner") });
    await expect(ensureTable(api, { name: "Restored" })).rejects.toThrow("there is no table Restored with a stream");
    await ensureTable(api, { name: "Streaming", shape: { ...shape("owner"), StreamSpecification } });
    expect(await ensureTable(api, { name: "Streaming" })).toEqual({ streamArn: expect.any(String), fresh: false });
  } finally {
    api.close();
    await engine.stop();
    directory.close();
    data.remove();
  }
});

function shape(...indexed: readonly string[]): TableShape {
  return {
    AttributeDefinitions: ["pk", ...indexed].map(attribute),
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
    GlobalSecondaryIndexes: indexed.map(index),
  };
}

test("a table from before has the indexes that came since, with what was written before", async () => {
  const data = temporaryData();
  const directory = DataDirectory.open(data.path);
  const engine = await Engine.start(directory);
  const api = new DynamoApi(engine.endpoint);
  const name = "Things";
  try {
    await ensureTable(api, { name, shape: shape("owner") });
    const Item = { pk: { S: "one" }, owner: { S: "ana" }, tail: { S: "R5VN" }, email: { S: "ana@example.org" } };
    await api.call("DynamoDB_20120810.PutItem", { TableName: name, Item }, z.unknown());
    const after = { name, shape: shape("owner", "tail", "email") };

    expect((await ensureTable(api, after)).fresh).toBe(false);
    await ensureTable(api, after);

    for (const term of ["owner", "tail", "email"] as const) {
      const asked = { KeyConditionExpression: "#term = :term", ExpressionAttributeNames: { "#term": term } };
      const query = { TableName: name, IndexName: `by-${term}`, ...asked };
      const input = { ...query, ExpressionAttributeValues: { ":term": Item[term] } };
      const { Count } = await api.call("DynamoDB_20120810.Query", input, z.object({ Count: z.number() }));
      expect(Count, term).toBe(1);
    }
  } finally {
    api.close();
    await engine.stop();
    directory.close();
    data.remove();
  }
});
