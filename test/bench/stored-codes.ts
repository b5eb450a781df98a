import { randomBytes } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import type { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { drawCode, tailOf } from "../../shared/domain/code.ts";
import { dueAttributes } from "../../shared/store/core/index-attributes.ts";

const attributeMap = z.record(z.string(), z.unknown());
const gotItem = z.object({ Item: attributeMap });
const written = z.object({ UnprocessedItems: attributeMap.optional() });

/** A due time that no run of this bench reaches. */
const notDueAt = "2030-01-01T00:00:00.000Z";
const [itemsInBatch, batchesAtOnce] = [25, 8];

/** A paid code in DynamoDB's JSON, as the functions store it. Seeded codes have the same shape and size. */
export type StoredCode = {
  readonly code: string;
  readonly text: string;
  readonly due: string;
  readonly dueSort: string;
};

const text = z.object({ S: z.string() });
const placesOf = z.object({ due: text, dueSort: text });

/** Buys a code with the functions and reads its item. */
export async function storedCode(api: DynamoApi, table: string): Promise<StoredCode> {
  const given = await import("../support/given.ts");
  const code = await given.authorizationCode(await given.certification("acp"), given.someone());
  const Key = keyOf(code, ".");
  const { Item } = await api.call("DynamoDB_20120810.GetItem", { TableName: table, Key }, gotItem);
  const { due, dueSort } = placesOf.parse(Item);
  // The template code must not be due before the seeded ones.
  await api.call("DynamoDB_20120810.DeleteItem", { TableName: table, Key }, z.unknown());
  return { code, text: JSON.stringify(Item), due: due.S, dueSort: dueSort.S };
}

/** Stores `count` copies of a code that are due at an instant, and waits until all are stored. */
export async function seedCodes(
  api: DynamoApi,
  table: string,
  like: StoredCode,
  count: number,
  at = notDueAt,
): Promise<string[]> {
  const codes: string[] = [];
  let left = count;
  const worker = async () => {
    while (left > 0) {
      const size = Math.min(itemsInBatch, left);
      left -= size;
      const fresh = Array.from({ length: size }, () => drawCode("EDU", (bytes) => new Uint8Array(randomBytes(bytes))));
      codes.push(...fresh);
      await writeBatch(
        api,
        table,
        fresh.map((code) => ({ PutRequest: { Item: itemLike(like, code, at) } })),
      );
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, worker));
  return codes;
}

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/**
 * Stores codes that are not due, as rows of the engine's own database. A million codes through the API would take a
 * quarter of an hour.
 */
export async function fillTable(
  api: DynamoApi,
  { table, databasePath }: { table: string; databasePath: string },
  like: StoredCode,
  count: number,
): Promise<void> {
  const [model = ""] = await seedCodes(api, table, like, 1);
  const due = dueAttributes("authorization-code", model, notDueAt).due;
  const database = new DatabaseSync(databasePath, { timeout: 60_000 });
  const copies = ["", "::gsi::by-owner", "::gsi::by-due", "::gsi::by-tail"].map((index) => {
    const key = index === "" ? "pk" : "table_pk";
    const found = database.prepare(`SELECT * FROM "${table}${index}" WHERE ${key} LIKE ?`).get(`%${model}%`);
    const columns = Object.entries(row.parse(found));
    const marks = columns.map(() => "?").join(", ");
    return { columns, insert: database.prepare(`INSERT INTO "${table}${index}" VALUES (${marks})`) };
  });
  database.exec("BEGIN");
  for (let each = 1; each < count; each += 1) {
    const fresh = drawCode("EDU", (size) => new Uint8Array(randomBytes(size)));
    const shard = dueAttributes("authorization-code", fresh, notDueAt).due;
    for (const { columns, insert } of copies) {
      insert.run(
        ...columns.map(([, value]) =>
          typeof value === "string"
            ? withTail(value.replaceAll(model, fresh).replaceAll(due, shard), model, fresh)
            : value,
        ),
      );
    }
    if (each % 50_000 === 0) database.exec("COMMIT; BEGIN");
  }
  database.exec("COMMIT");
  database.close();
}

/** Replaces a code's tail in a row's value, or inside the item. */
function withTail(value: string, of: string, to: string): string {
  return value === tailOf(of) ? tailOf(to) : value.replaceAll(tailMark(of), tailMark(to));
}

function tailMark(code: string): string {
  return `"tail":{"S":"${tailOf(code)}"}`;
}

/** Removes codes, each with the event of its sweep. */
export async function removeCodes(api: DynamoApi, table: string, codes: readonly string[]): Promise<void> {
  const sorts = [".", "EVENT#00000002"];
  for (let at = 0; at < codes.length; at += 12) {
    const keys = codes.slice(at, at + 12).flatMap((code) => sorts.map((sk) => keyOf(code, sk)));
    await writeBatch(
      api,
      table,
      keys.map((Key) => ({ DeleteRequest: { Key } })),
    );
  }
}

function keyOf(code: string, sk: string) {
  return { pk: { S: `AUTHORIZATION-CODE#${code}` }, sk: { S: sk } };
}

async function writeBatch(api: DynamoApi, table: string, requests: readonly object[]): Promise<void> {
  const input = { RequestItems: { [table]: requests } };
  const { UnprocessedItems: rest = {} } = await api.call("DynamoDB_20120810.BatchWriteItem", input, written);
  if (Object.keys(rest).length > 0) throw new Error("the engine left items of a batch");
}

function itemLike({ code, text, due, dueSort }: StoredCode, fresh: string, at: string): unknown {
  const attributes = dueAttributes("authorization-code", fresh, at);
  const moved = text
    .replaceAll(dueSort, attributes.dueSort)
    .replace(`"due":{"S":"${due}"}`, `"due":{"S":"${attributes.due}"}`)
    .replace(tailMark(code), tailMark(fresh));
  return attributeMap.parse(JSON.parse(moved.replaceAll(code, fresh)));
}
