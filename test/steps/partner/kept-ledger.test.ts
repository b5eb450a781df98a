import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { getLedgerBalance } from "../../../shared/contract/partner/ledger.ts";
import { recountPartner } from "../../../shared/contract/partner/recount.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { keptLedgers } from "../../../shared/store/partner/kept-ledgers.ts";
import { Meter } from "../../bench/meter.ts";
import { busyPartner, changeId, written } from "../../support/busy-partner.ts";
import * as given from "../../support/given.ts";
import { defaultTime } from "../../support/invoke.ts";
import * as partners from "../../support/partners.ts";
import { call, field } from "../calls.ts";
import { faulty, named } from "../store-faults.ts";

const later = "2026-12-22T09:30:00.000Z";

async function balanceAt(
  partnerId: string,
  at: Instant,
): Promise<{ levels: unknown; readUnits: number; writes: number }> {
  const meter = new Meter(client);
  let levels: unknown;
  const { readUnits, writes } = await meter.measure("balance", async () => {
    const answer = await call(getLedgerBalance, { params: { partnerId }, as: given.staff, at });
    levels = field(given.must([200], answer), "levels");
  });
  meter.stop();
  return { levels, readUnits, writes };
}

const recounted = (partnerId: string) =>
  call(recountPartner, { params: { partnerId }, as: given.staff, at: later }).then(({ body }) => body);

test("a balance reads a kept sum and the entries behind it, and is the same as from the whole ledger (R23)", async () => {
  const partnerId = await busyPartner(300);

  const soon = await balanceAt(partnerId, defaultTime);
  const whole = await balanceAt(partnerId, later);
  const kept = await balanceAt(partnerId, later);

  expect(soon.levels).toMatchObject({ acp: { available: 3, assigned: 0, used: 1 } });
  expect([whole.levels, kept.levels]).toEqual([soon.levels, soon.levels]);
  // Staff's looks are written, too.
  expect([soon.writes, whole.writes, kept.writes]).toEqual([soon.writes, soon.writes + 1, soon.writes]);
  expect(whole.readUnits).toBeGreaterThan(40);
  expect(kept.readUnits).toBeLessThan(10);
  expect(await recounted(partnerId)).toMatchObject({ agrees: true, differences: [] });
});

test("an entry behind the kept sum counts, for a code that was issued before it", async () => {
  const partnerId = await busyPartner(300);
  await balanceAt(partnerId, later);
  const { data } = await keptItem(partnerId);
  const [code] = keptLedgers.schema.parse(data).levels.acp?.open.find(({ moved }) => moved.used === 0)?.codes ?? [];

  const about = { changeId: changeId(later), partnerId, at: later, level: "acp", quantity: 1, by: "ana" };
  await written([{ ...about, kind: "assigned", codes: [code ?? ""], accountId: "ben" }]);

  expect((await balanceAt(partnerId, later)).levels).toMatchObject({ acp: { available: 2, assigned: 1, used: 1 } });
});

test("a reading that is cut off in a long ledger leaves its sums to the next one, which begins there (R23)", async () => {
  const made = await partners.partner();
  const { partnerId } = made;
  const [code = ""] = await partners.examCodes(made, await given.certification("acp"), 4);
  const start = Date.parse(defaultTime);
  const moves = Array.from({ length: 4_400 }, (_, place) => {
    const at = new Date(start + place * 30 * 60_000).toISOString();
    const about = { changeId: changeId(at), partnerId, at, level: "acp", quantity: 1, by: "ana", accountId: "ben" };
    return { ...about, kind: place % 2 === 0 ? ("assigned" as const) : ("returned" as const), codes: [code] };
  });
  await written(moves);
  const inSpring = "2027-03-22T09:30:00.000Z";
  const cutOff = async () => {
    // The look of staff, the partner, the kept sums, and four pages of a thousand.
    using _ = faulty({
      reads: [...Array.from({ length: 6 }, () => undefined), { before: named("ThrottlingException") }],
    });
    return await call(getLedgerBalance, { params: { partnerId }, as: given.staff, at: inSpring });
  };

  expect((await cutOff()).status).toBe(503);
  const { through } = keptLedgers.schema.parse((await keptItem(partnerId)).data);
  expect(moves.findIndex((each) => each.changeId === through)).toBeGreaterThan(1_000);
  const { levels, readUnits } = await balanceAt(partnerId, inSpring);

  expect(levels).toMatchObject({ acp: { available: 4, assigned: 0, used: 0 } });
  expect(readUnits).toBeLessThan(250);
  expect(await recounted(partnerId)).toMatchObject({ agrees: true, differences: [] });
});

test("a recount tells a kept sum that its entries do not confirm", async () => {
  const partnerId = await busyPartner(300);
  await balanceAt(partnerId, later);
  const item = await keptItem(partnerId);
  const data = keptLedgers.schema.parse(item.data);
  const { acp } = data.levels;
  const wrong = { ...data, levels: { ...data.levels, acp: { ...acp, closed: { used: 1 } } } };
  await client.send(new PutCommand({ TableName: tableName(), Item: { ...item, data: wrong } }));

  const difference = { level: "acp", of: "kept ledger, used", kept: 2, recounted: 1 };
  expect(await recounted(partnerId)).toMatchObject({ agrees: false, differences: [difference] });
});

async function keptItem(partnerId: string): Promise<Record<string, unknown>> {
  const { key } = keptLedgers.at(partnerId, "ALL");
  const { Item } = await client.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
  if (Item === undefined) throw new Error("a sum was kept");
  return Item;
}
