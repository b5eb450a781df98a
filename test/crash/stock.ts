import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";

const page = z.object({
  Items: z.array(z.record(z.string(), z.custom<AttributeValue>())),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

const tables = z.object({ TableNames: z.tuple([z.string()]) });

const text = z.string().optional();
const orderCode = z.object({ code: z.string(), unit: z.number().optional(), cancelledAt: text });
type OrderCode = z.infer<typeof orderCode>;
const item = z.object({
  pk: z.string(),
  sk: z.string(),
  kind: z.string(),
  version: z.number(),
  event: z
    .looseObject({
      eventId: z.string(),
      type: z.string(),
      data: z.looseObject({ invitation: text }).optional(),
      subjects: z.array(z.object({ kind: z.string(), id: z.string() })).optional(),
    })
    .optional(),
  /** The e-mails that its event sends. */
  mail: z.array(z.unknown()).optional(),
  data: z
    .looseObject({
      state: text,
      status: text,
      accountId: text,
      orderId: text,
      to: text,
      sentAgainAs: text,
      sendsAgain: text,
      revokedAt: text,
      uses: z.number().optional(),
      accommodations: z.unknown().optional(),
      member: z.unknown().optional(),
      registrationId: text,
      certificateId: text,
      authorizationCode: text,
      code: text,
      reportId: text,
      type: text,
      source: z.object({ kind: z.string(), id: z.string() }).optional(),
      codes: z.array(z.union([orderCode, z.string().transform((code): OrderCode => ({ code }))])).optional(),
      cancelAskedAt: text,
      cancelledAt: text,
      endedAt: text,
      closedAt: text,
      granted: z.array(z.string()).optional(),
      gift: z.unknown().optional(),
      cancelled: z.unknown().optional(),
      suspended: z.unknown().optional(),
      name: text,
      benefitRules: z.unknown().optional(),
      provider: text,
      batchId: text,
      issued: z.number().optional(),
      returns: z.array(z.object({ amount: z.number().optional() })).optional(),
      reviewed: z.unknown().optional(),
      training: z.array(z.object({ status: z.string() })).optional(),
      candidate: z.object({ familyName: text }).optional(),
      mainAccountId: text,
      levels: z.record(z.string(), z.looseObject({ extra: z.number().optional() })).optional(),
      accepted: z.unknown().optional(),
      facts: z.array(z.looseObject({ type: z.string(), reportId: text })).optional(),
      standings: z.array(z.object({ of: z.string(), standing: z.object({ phase: z.string() }) })).optional(),
      reports: z.array(z.looseObject({ reportId: z.string(), type: z.string() })).optional(),
      thing: z.looseObject({ registrationId: text, accountId: text }).optional(),
    })
    .optional(),
});

export type Stored = z.infer<typeof item>;

/** All items of a table, by key. */
export type Stock = {
  readonly all: readonly Stored[];
  /** Items of one kind, without events. */
  of(kind: string): readonly Stored[];
  thing(kind: string, id: string): Stored | undefined;
  /** A thing's events, oldest first. */
  events(kind: string, id: string): readonly string[];
};

const ownItem = ".";

/** Reads the engine's only table. */
export async function takeStock(endpoint: string): Promise<Stock> {
  const api = new DynamoApi(endpoint);
  const { TableNames } = await api.call("DynamoDB_20120810.ListTables", {}, tables);
  const [TableName] = TableNames;
  const all: Stored[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const input = { TableName, ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }) };
    const { Items, LastEvaluatedKey } = await api.call("DynamoDB_20120810.Scan", input, page);
    all.push(...Items.map((each) => item.parse(unmarshall(each))));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  api.close();

  return stockOf(all);
}

/** Sorts items by thing. */
export function stockOf(all: readonly Stored[]): Stock {
  const partitions = Map.groupBy(all, ({ pk }) => pk);
  const kinds = Map.groupBy(
    all.filter(({ sk }) => sk === ownItem),
    ({ kind }) => kind,
  );
  const partition = (kind: string, id: string) => partitions.get(`${kind.toUpperCase()}#${id}`) ?? [];
  return {
    all,
    of: (kind) => kinds.get(kind) ?? [],
    thing: (kind, id) => partition(kind, id).find(({ sk }) => sk === ownItem),
    events: (kind, id) =>
      partition(kind, id)
        .toSorted((one, other) => (one.sk < other.sk ? -1 : 1))
        .flatMap(({ event }) => (event === undefined ? [] : [event.type])),
  };
}

/** The thing's id in the partition key. */
export function idOf({ pk }: Stored): string {
  return pk.slice(pk.indexOf("#") + 1);
}
