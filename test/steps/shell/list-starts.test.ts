import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test, vi } from "vitest";
import { client } from "../../../shared/store/core/client.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { listOwned, listParts } from "../../../shared/store/core/list.ts";
import { counted } from "../../../shared/store/partner/counted.ts";
import { partnerAt } from "../../../shared/store/partner/partners.ts";
import { orders } from "../../../shared/store/purchase/orders.ts";

const { key } = partnerAt("ptr_none");
const from = "2028-11-22T09:30:00.000Z";
const before = { pk: key.pk, sk: "COUNTED#2028-11-21T09:30:00.000Z#crt_1" };
const behind = { pk: key.pk, sk: "COUNTED#2028-11-23T09:30:00.000Z#crt_2" };

/** The start of each query. DynamoDB refuses a start outside the query's range. This engine does not. */
async function startsOf(list: () => Promise<unknown>): Promise<unknown[]> {
  const sent = vi.spyOn(client, "send");
  await list();
  const commands = sent.mock.calls.map(([command]) => command);
  sent.mockRestore();
  return commands.flatMap((each) => (each instanceof QueryCommand ? [each.input.ExclusiveStartKey] : []));
}

test("a list of parts goes on at its beginning where its cursor lies before that, and behind the cursor else", async () => {
  const part = { limit: 10, from, ascending: true };

  expect(await startsOf(() => listParts(counted, key, { ...part, after: before }, new Cost()))).toEqual([undefined]);
  expect(await startsOf(() => listParts(counted, key, { ...part, after: behind }, new Cost()))).toEqual([behind]);
});

test("a list of parts that is read backwards has ended where its cursor lies before its beginning", async () => {
  const part = { limit: 10, from };

  expect(await startsOf(() => listParts(counted, key, { ...part, after: before }, new Cost()))).toEqual([]);
  expect(await startsOf(() => listParts(counted, key, { ...part, after: behind }, new Cost()))).toEqual([behind]);
});

test("a list of an owner that is read backwards has ended where its cursor lies before its beginning", async () => {
  const after = { pk: "ORDER#ord_1", sk: ".", ownerSort: `order#2028-11-21T09:30:00.000Z#ord_1` };
  const list = () => listOwned(orders, "ACCOUNT#none", { limit: 10, from, after }, new Cost());

  expect(await startsOf(list)).toEqual([]);
});
