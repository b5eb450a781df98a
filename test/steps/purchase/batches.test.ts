import { expect, test } from "vitest";
import { getBatch, getBatchCodes, orderBatch } from "../../../shared/contract/purchase/batch-operations.ts";
import * as given from "../../support/given.ts";
import { atOnce, call, eventsOf, eventTypes, field, refusal, tally } from "../calls.ts";

const general = { edition: "general-purpose", levels: ["aca", "acp"] };

const batchOf = async (batchId: string) => (await call(getBatch, { params: { batchId }, as: given.staff })).body;

test("two orders of a batch at the same moment with one Idempotency-Key are one batch", async () => {
  const body = { ...general, quantity: 5, label: "Fair" };
  const headers = { "idempotency-key": crypto.randomUUID() };

  const answers = await atOnce(2, () => call(orderBatch, { body, as: given.staff, headers }));

  expect(tally(answers)).toEqual({ 202: 2 });
  const [first, second] = answers;
  expect(first?.body).toEqual(second?.body);
  expect(answers.filter((each) => each.headers["idempotent-replayed"] === "true")).toHaveLength(1);
  const batchId = String(first && field(first, "batchId"));
  expect(await eventTypes("batch", batchId)).toEqual(["batch.ordered"]);
});

test("a batch that two issue at the same moment has every code once, and as many as were ordered", async () => {
  const batchId = await given.orderedBatch({ ...general, quantity: 500 });

  await Promise.all([given.issuing(batchId), given.issuing(batchId)]);

  const codes = await given.batchCodes(batchId);
  expect(codes).toHaveLength(500);
  expect(new Set(codes).size).toBe(500);
  expect(await batchOf(batchId)).toMatchObject({ status: "complete", issued: 500, quantity: 500 });
  const births = new Set<string>();
  // A few at a time, because a call of the table must answer within seconds.
  for (let from = 0; from < codes.length; from += 50) {
    const some = codes.slice(from, from + 50).map((code) => eventTypes("authorization-code", code));
    for (const born of await Promise.all(some)) births.add(String(born));
  }
  expect(births).toEqual(new Set(["batch.issued"]));
});

test("a batch that was cut short goes on where it stands, by as many as like", async () => {
  const batchId = await given.orderedBatch({ ...general, quantity: 250 }, "2026-11-22T09:30:00.000Z");
  await given.issuing(batchId, 1);
  const begun = await given.batchCodes(batchId);
  const halfway = await batchOf(batchId);

  await atOnce(4, () => given.issuing(batchId, 10_000, "2026-11-23T00:00:00.000Z"));
  await given.issuing(batchId, 10_000, "2026-11-24T00:00:00.000Z");

  const codes = await given.batchCodes(batchId);
  expect(halfway).toMatchObject({ status: "running", issued: begun.length, quantity: 250 });
  expect(begun.length).toBeGreaterThan(0);
  expect(codes.slice(0, begun.length)).toEqual(begun);
  expect([codes.length, new Set(codes).size]).toEqual([250, 250]);
  expect(await batchOf(batchId)).toMatchObject({ status: "complete", completedAt: "2026-11-23T00:00:00.000Z" });
});

test("a batch's codes all end one year after its order, however late they were issued", async () => {
  const batchId = await given.orderedBatch({ ...general, quantity: 1 }, "2026-11-22T09:30:00.000Z");
  await given.issuing(batchId, 1, "2026-12-31T00:00:00.000Z");
  const [code = ""] = await given.batchCodes(batchId);
  const certificationId = await given.certification("aca");

  const late = await given.registering(code, certificationId, given.someone(), { at: "2027-11-22T09:30:00.000Z" });
  const before = await given.registering(code, certificationId, given.someone(), { at: "2027-11-22T09:29:59.999Z" });

  expect(refusal(late)).toEqual([409, "authorization-code-expired"]);
  expect(before.status).toBe(201);
});

test("the CSV holds a line for each issued code in the order of their issue, and says how many they are", async () => {
  const batchId = await given.orderedBatch({ ...general, quantity: 3 });
  const read = () => call(getBatchCodes, { params: { batchId }, as: given.staff });

  const before = await read();
  await given.issuing(batchId);
  const after = await read();

  expect([before.body, before.headers["x-codes-issued"]]).toEqual(["code,expiresAt\r\n", "0"]);
  expect(after.body).toMatch(/^code,expiresAt\r\n(EDU(-[0-9A-Z]{4}){4}-[^-,],2027-11-22T09:30:00\.000Z\r\n){3}$/);
  expect(after.headers).toMatchObject({
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="${batchId}.csv"`,
    "x-codes-issued": "3",
  });
});

test("a batch's history tells who ordered it and which codes each part issued", async () => {
  const batchId = await given.orderedBatch({ ...general, quantity: 2 });
  await given.issuing(batchId);

  const [ordered, issued, ...rest] = await eventsOf("batch", batchId);

  expect(ordered).toMatchObject({ type: "batch.ordered", actor: { kind: "staff", id: "staff-1" } });
  expect(ordered?.data).toEqual({ label: "A label", quantity: 2 });
  expect(issued).toMatchObject({ type: "batch.issued", actor: { kind: "system", id: "issue-batch" } });
  expect(issued?.data).toEqual({ codes: await given.batchCodes(batchId) });
  expect(rest).toEqual([]);
});

test.each([
  ["general-purpose codes for ACE", "ace", "published", 422],
  ["single-subject codes for a retired certification", "acp", "end-of-life", 409],
  ["single-subject codes for ACE", "ace", "published", 202],
])("%s are granted as the programme allows", async (title, level, status, expected) => {
  const certificationId = await given.certification(level, { status });
  const coverage = title.startsWith("general")
    ? { edition: "general-purpose", levels: [level] }
    : { edition: "single-subject", certificationId };

  const answer = await call(orderBatch, { body: { ...coverage, quantity: 1, label: "x" }, as: given.staff });

  expect(answer.status).toBe(expected);
});
