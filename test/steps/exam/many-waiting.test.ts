import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { keyOf } from "../../../shared/store/core/entity.ts";
import * as given from "../../support/given.ts";
import { beforeItWrites } from "../between.ts";
import { call, eventTypes, field } from "../calls.ts";
import { freshTable, later, runSchedule } from "../schedule-runs.ts";
import { faulty } from "../store-faults.ts";
import { received, type Sendable, unbooked } from "./kept-reports.ts";
import { anotherResult, crowd, slotFor, waitsFor } from "./waiting-crowd.ts";

/** No waiting report is due by itself yet. */
const at = later(received, 2_000);

beforeEach(freshTable);

/** An open registration, and results that wait for its first number. The first was sent. The others were seeded. */
async function waitingFor(count: number, stillOpen = count) {
  const ana = given.someone();
  const open = await unbooked(ana);
  const first = anotherResult(open, 0);
  expect((await first.send()).status).toBe(202);
  const reportIds = [first.reportId, ...(await crowd(open, first, 1, count - 1, stillOpen - 1))];
  return { ...open, ana, first, reportIds };
}

/** Counts the final events in the reports' histories. All other events only say that they wait. */
async function ends(reportIds: readonly string[]): Promise<Record<string, number>> {
  const told = await Promise.all(reportIds.map((reportId) => eventTypes("report", reportId)));
  return Object.fromEntries(
    [
      ...Map.groupBy(
        told.map((types) => types.filter((type) => type !== "report.waiting").join()),
        (end) => end,
      ),
    ].map(([end, same]) => [end, same.length]),
  );
}

/** One result passed the registration. No report waits, and nothing is due. */
async function isSettled({ ana, registrationId, ...open }: Awaited<ReturnType<typeof waitingFor>>, cameAt = at) {
  const registration = await call(getRegistration, { params: { registrationId }, as: ana, at });
  expect(field(registration, "status")).toBe("passed");
  expect(await waitsFor(open)).toEqual([]);
  expect(await slotFor(open)).toEqual({ waiting: [], isDue: false, cameAt });
}

const oneOf = (count: number) => ({ "result.accepted": 1, "report.parked": count - 1 });

/**
 * The cost that is counted here would grow with the crowd, of a thousand as of ten thousand; `npm run test:orders` has the
 * larger one.
 */
const many = Number(process.env.CROWD ?? 1_000);

describe("of reports that wait for one number", () => {
  test(`the ${many}th waits like the first; the booking settles a few, and the schedule the rest`, {
    timeout: 240_000,
  }, async () => {
    // Staff closed all except 300.
    const open = await waitingFor(many, 300);
    const last = [many, many + 1, many + 2].map((place) =>
      anotherResult(open, place, "pass", "2026-11-22T09:33:00.001Z"),
    );
    for (const each of last) {
      using store = faulty({});
      expect((await each.send(later(received, 1_000))).status).toBe(202);
      expect(store.sent).toEqual({ reads: 1, writes: 1 });
    }

    expect((await open.booking.send(at)).body).toEqual({ status: "applied" });

    expect(await waitsFor(open)).toHaveLength(many + 3 - 25);
    expect((await slotFor(open)).isDue).toBe(true);
    expect(await runSchedule(at)).toMatchObject({ failed: {}, handled: { appointment: 1 } });
    await isSettled(open);
    const tried = [...open.reportIds.slice(0, 300), ...last.map(({ reportId }) => reportId)];
    expect(await ends(tried)).toEqual(oneOf(303));
  });

  test("each is settled once, although runs are killed in the middle", async () => {
    const open = await waitingFor(60);
    expect((await open.booking.send(at)).body).toEqual({ status: "applied" });

    for (const written of [3, 12, 20]) {
      // The run has ended, so it writes nothing more.
      const killed = Array.from({ length: 500 }, () => ({ before: new Error("killed") }));
      using _ = faulty({ writes: [...Array.from({ length: written }, () => undefined), ...killed] });
      expect((await runSchedule(at)).failed).toEqual({ appointment: 1 });
    }

    expect((await slotFor(open)).isDue).toBe(true);
    expect((await runSchedule(at)).failed).toEqual({});
    await isSettled(open);
    expect(await ends(open.reportIds)).toEqual(oneOf(60));
  });

  test("each is settled once by several runs, while the booking comes twice", async () => {
    const open = await waitingFor(60);

    await Promise.all([
      ...[1, 2].map(() => open.booking.send(at)),
      ...[1, 2, 3].map(async () => expect((await runSchedule(at)).failed).toEqual({})),
    ]);

    expect((await runSchedule(at)).failed).toEqual({});
    await isSettled(open);
    expect(await ends(open.reportIds)).toEqual(oneOf(60));
  });

  test("one that cannot be read holds up none of the others, and is tried again by each run", async () => {
    const open = await waitingFor(40);
    const [spoiled = "", ...others] = open.reportIds.toSorted();
    await client.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...keyOf("report", spoiled), kind: "report", version: 2, commit: "spoiled", data: { no: "facts" } },
      }),
    );

    expect((await open.booking.send(at)).body).toEqual({ status: "applied" });

    for (const _ of [1, 2]) expect((await runSchedule(at)).failed).toEqual({ appointment: 1 });
    expect(await ends(others)).toEqual(oneOf(39));
    expect(await waitsFor(open)).toHaveLength(1);
  });
});

describe("a report for a number whose booking comes between its look and its write", () => {
  test.each([
    ["first", 0, "applied"],
    ["second, after a result that leaves nothing to miss", 1, "duplicate"],
  ])("does not wait, but is settled at once, as the %s", async (_, before, status) => {
    const open = await unbooked(given.someone());
    for (let place = 1; place <= before; place += 1) await anotherResult(open, place).send();

    const answer = await beforeItWrites(
      () => open.booking.send(at),
      () => open.noShow.send(at),
    );

    expect(answer.body).toEqual({ status });
    expect(await waitsFor(open)).toEqual([]);
    expect((await slotFor(open)).isDue).toBe(false);
  });
});

describe("reports that began to wait under the version before, in the slot's own list", () => {
  /** Of several results at the same instant, the one with the lowest id counts. The others are parked at once. */
  const inSettlingOrder = (all: readonly Sendable[]) =>
    all.toSorted((one, other) => (one.reportId < other.reportId ? -1 : 1));

  /** As that version stored it. */
  async function asBefore({ confirmationNumber }: { confirmationNumber: string }, all: readonly Sendable[]) {
    for (const Key of await waitsFor({ confirmationNumber })) {
      await client.send(new DeleteCommand({ TableName: tableName(), Key }));
    }
    const commit = "evt_8j2k5m7n9p3q4r6s";
    const slot = { ...keyOf("appointment", confirmationNumber), kind: "appointment", version: all.length, commit };
    const Item = { ...slot, data: { waiting: all.map(({ reportId }) => reportId) } };
    await client.send(new PutCommand({ TableName: tableName(), Item }));
  }

  test.each([
    ["alone", 0],
    ["beside one that waits in an item of its own", 1],
  ])("are settled, %s", async (_, more) => {
    const open = await unbooked(given.someone());
    const all = inSettlingOrder([1, 2, 3].map((place) => anotherResult(open, place)));
    const [old, fresh] = [all.slice(0, 2), all.slice(2, 2 + more)];
    for (const each of old) await each.send();
    await asBefore(open, old);
    for (const each of fresh) expect((await each.send()).status).toBe(202);
    expect(await waitsFor(open)).toHaveLength(more);

    expect((await open.booking.send(at)).body).toEqual({ status: "applied" });

    expect(await old[0]?.status(at)).toBe("applied");
    expect(await ends([...old, ...fresh].map(({ reportId }) => reportId))).toEqual(oneOf(2 + more));
    expect(await slotFor(open)).toEqual({ waiting: [], isDue: false, cameAt: at });
  });

  test("are settled in portions, too, and by the schedule where the call was cut off", async () => {
    const open = await unbooked(given.someone());
    const old = inSettlingOrder(Array.from({ length: 60 }, (_, place) => anotherResult(open, place)));
    for (const each of old) await each.send();
    await asBefore(open, old);

    expect((await open.booking.send(at)).body).toEqual({ status: "applied" });

    expect(await slotFor(open)).toMatchObject({ waiting: old.slice(25).map(({ reportId }) => reportId), isDue: true });
    expect((await runSchedule(at)).failed).toEqual({});
    expect(await ends(old.map(({ reportId }) => reportId))).toEqual(oneOf(60));
    expect(await slotFor(open)).toEqual({ waiting: [], isDue: false, cameAt: at });
  });
});
