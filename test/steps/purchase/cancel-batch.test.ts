import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { getAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { cancelBatch, getBatch, listBatches } from "../../../shared/contract/purchase/batch-operations.ts";
import { cancelBatch as cancelJob } from "../../../shared/jobs/cancel-batch.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import * as given from "../../support/given.ts";
import { defaultTime } from "../../support/invoke.ts";
import { call, eventsOf, eventTypes, field, pageOf, refusal } from "../calls.ts";
import { freshTable, later, minute, overlappingRuns, runSchedule } from "../schedule-runs.ts";

const general = { edition: "general-purpose", levels: ["aca"] };

const cancel = (batchId: string) =>
  call(cancelBatch, { params: { batchId }, body: { reason: "The list was lost" }, as: given.staff });

const batchOf = async (batchId: string) => (await call(getBatch, { params: { batchId }, as: given.staff })).body;

const states = async (codes: readonly string[]) =>
  Promise.all(
    codes.map(async (code) => field(await call(getAuthorizationCode, { params: { code }, as: given.staff }), "status")),
  );

beforeEach(freshTable);

test("a batch is cancelled whole, but for what was redeemed, and a second time it is refused", async () => {
  const batchId = await given.orderedBatch({ ...general, quantity: 120 });
  await given.issuing(batchId);
  const codes = await given.batchCodes(batchId);
  given.must([201], await given.registering(codes[60] ?? "", await given.certification("aca"), given.someone()));

  const answer = await cancel(batchId);

  expect([answer.status, field(answer, "status")]).toEqual([202, "cancelling"]);
  await runSchedule(defaultTime);
  expect(await batchOf(batchId)).toMatchObject({ status: "cancelled", issued: 120, cancelled: 119 });
  expect(
    (await states(codes)).map((state, at) => (at === 60 ? "" : state)).filter((state) => state !== "cancelled"),
  ).toEqual([""]);
  expect((await states([codes[60] ?? ""]))[0]).toBe("redeemed");
  expect(await eventTypes("authorization-code", codes[0] ?? "")).toEqual(["batch.issued", "batch.cancelled"]);
  expect(refusal(await cancel(batchId))).toEqual([409, "batch-already-cancelled"]);
  expect(await given.batchCodes(batchId)).toEqual(codes);
});

test("a batch that is still being issued is cancelled, and nothing more is issued", async () => {
  const batchId = await given.orderedBatch({ ...general, quantity: 500 });
  await given.issuing(batchId, 2);

  await cancel(batchId);
  await given.issuing(batchId);
  await runSchedule(later(defaultTime, minute));

  const codes = await given.batchCodes(batchId);
  expect([codes.length, new Set(await states(codes))]).toEqual([196, new Set(["cancelled"])]);
  expect(await batchOf(batchId)).toMatchObject({ status: "cancelled", issued: 196, cancelled: 196 });
});

test("two runs of the schedule at once cancel each code once", async () => {
  const batchId = await given.orderedBatch({ ...general, quantity: 1_000 });
  await given.issuing(batchId);

  await cancel(batchId);
  const begun = await batchOf(batchId);
  await overlappingRuns(2, later(defaultTime, minute));

  expect(begun).toMatchObject({ status: "cancelling" });
  expect(await batchOf(batchId)).toMatchObject({ status: "cancelled", cancelled: 1_000 });
  const codes = await given.batchCodes(batchId);
  expect(new Set(await states(codes.filter((_, at) => at % 50 === 0)))).toEqual(new Set(["cancelled"]));
  const parts = (await eventsOf("batch", batchId)).filter(({ type }) => type === "batch.cancelled");
  expect(parts.reduce((sum, { data }) => sum + Number(data.codes), 0)).toBe(1_000);
  const { nextDueAt } = await runSchedule(later(defaultTime, 2 * minute));
  expect(nextDueAt).not.toBe(defaultTime);
});

test("a batch that was cut short while it was cancelled goes on where it stands", async () => {
  const batchId = await given.orderedBatch({ ...general, quantity: 200 });
  await given.issuing(batchId);
  await cancel(batchId);
  let left = 2;
  const cost = new Cost();
  await cancelJob(batchId, {
    now: defaultTime,
    random: randomBytes,
    requestId: "run",
    cost,
    hasTime: () => left-- > 0,
  });

  const begun = await batchOf(batchId);
  await runSchedule(later(defaultTime, minute));

  expect(begun).toMatchObject({ status: "cancelling", cancelled: 96 });
  expect(await batchOf(batchId)).toMatchObject({ status: "cancelled", cancelled: 200 });
});

test("a batch of which nothing was issued yet is cancelled", async () => {
  const batchId = await given.orderedBatch({ ...general, quantity: 5 });

  await cancel(batchId);
  await runSchedule(defaultTime);

  expect(await batchOf(batchId)).toMatchObject({ status: "cancelled", issued: 0, cancelled: 0 });
});

test("staff list the batches, newest first", async () => {
  const first = await given.orderedBatch({ ...general, quantity: 1 });
  const second = await given.orderedBatch({ ...general, quantity: 1 }, later(defaultTime, minute));

  const { data } = pageOf(await call(listBatches, { as: given.staff }));

  expect(data.map(({ batchId, status }) => [batchId, status])).toEqual([
    [second, "running"],
    [first, "running"],
  ]);
  expect(refusal(await call(listBatches, { as: given.someone() }))).toEqual([403, "forbidden"]);
});
