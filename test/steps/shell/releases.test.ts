import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { listRecords } from "../../../shared/contract/overview/record-operations.ts";
import { asked, askedAt } from "../../fixtures/played.ts";
import * as given from "../../support/given.ts";
import { putItems } from "../../support/older-items.ts";
import { releases, storedBy } from "../../support/releases.ts";
import { readItem, storedKinds } from "../../support/stored-kinds.ts";
import { call, pageOf } from "../calls.ts";
import { freshTable } from "../schedule-runs.ts";

/** The first has its own test, because it is older than the command that makes them. */
const [, ...made] = releases;
const newest = made.at(-1) ?? "";

test("Each kind of item that a table may hold is in the items of the newest release; else run npm run fixture", () => {
  const kinds = new Set(storedBy(newest).items.map(({ kind }) => kind));

  expect([...kinds].sort()).toEqual([...storedKinds].sort());
});

describe.each(made)("what a release has stored: %s", (release) => {
  const { items, answers } = storedBy(release);

  beforeAll(async () => {
    await freshTable();
    await putItems(items);
  });

  test.each([...Map.groupBy(items, ({ kind }) => kind)])("is read by this version: %s", (_, stored) => {
    for (const item of stored) expect(readItem(item)).toBeDefined();
  });

  test.each([...Map.groupBy(answers, ({ operation }) => operation)])(
    "is shown as it was then: %s",
    async (id, told) => {
      const operation = asked.get(id);
      if (operation === undefined) throw new Error(`nothing asks ${id}`);

      expect(told.length).toBeGreaterThan(0);
      for (const { params, body } of told) {
        const answer = given.must([200], await call(operation, { params, as: given.staff, at: askedAt }));
        expect([params, answer.body]).toMatchObject([params, steady(body)]);
      }
    },
  );

  test.each([
    ["orders", "order"],
    ["authorization-codes", "authorization-code"],
    ["registrations", "registration"],
    ["certificates", "certificate"],
    ["results", "result"],
    ["exam-codes", "exam-code"],
  ])("is in the list of all things: %s", async (named, kind) => {
    const stored = items.filter(({ listed }) => listed === kind);
    // The tour goes years ahead.
    const query = { limit: "100", to: "2032-01-01T00:00:00.000Z" };
    const page = pageOf(await call(listRecords, { params: { kind: named }, query, as: given.staff, at: askedAt }));

    expect(stored.length).toBeGreaterThan(0);
    expect(page.data).toHaveLength(stored.length);
  });
});

/** Without links, which are signed by each stage's own secret. */
function steady(body: unknown): object {
  const links = z.looseObject({}).parse(body);
  return Object.fromEntries(Object.entries(links).filter(([, value]) => !JSON.stringify(value).includes("token=")));
}
