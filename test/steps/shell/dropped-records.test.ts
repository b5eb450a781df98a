import { randomUUID } from "node:crypto";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { drop } from "../../../shared/store/core/due.ts";
import { keyOf } from "../../../shared/store/core/entity.ts";

const at = "2026-11-22T09:30:00.000Z";

test("a record whose time is over is dropped, unless it was renewed since the schedule saw it", async () => {
  const id = `prometric/${randomUUID()}`;
  const [Key, TableName] = [keyOf("message", id), tableName()];
  const [seen, renewed] = [`${at}#message#${id}`, `2026-12-22T09:30:00.000Z#message#${id}`];
  const isThere = async () =>
    (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item !== undefined;
  await client.send(new PutCommand({ TableName, Item: { ...Key, dueSort: renewed } }));

  await drop({ kind: "message", id, at, sort: seen }, new Cost());
  expect(await isThere()).toBe(true);

  await drop({ kind: "message", id, at, sort: renewed }, new Cost());
  expect(await isThere()).toBe(false);
});
