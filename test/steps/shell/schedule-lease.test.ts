import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { GetCommand, PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { alone, leaseMilliseconds, renewalMilliseconds } from "../../../shared/jobs/alone.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { keyOf } from "../../../shared/store/core/entity.ts";
import { giveBackLease, takeLease } from "../../../shared/store/core/lease.ts";
import * as given from "../../support/given.ts";
import { defaultTime as now } from "../../support/invoke.ts";
import { freshTable, later, minute, overlappingRuns, runSchedule } from "../schedule-runs.ts";
import { faulty, named } from "../store-faults.ts";

const at = later(now, minute);

beforeEach(freshTable);

afterEach(() => {
  vi.useRealTimers();
});

const jobRun = () => ({
  now: at,
  random: randomBytes,
  requestId: randomUUID(),
  cost: new Cost(),
  hasTime: () => true,
});

/** The number of table requests of a run with six batches to issue, with lost transactions. */
async function asked(run: () => Promise<unknown>): Promise<number> {
  await freshTable();
  for (let made = 0; made < 6; made += 1) {
    await given.orderedBatch({ edition: "general-purpose", levels: ["acp"], quantity: 60 });
  }
  const send = client.send.bind(client);
  let count = 0;
  Object.assign(client, {
    send: (command: Parameters<typeof send>[0]) => {
      count += 1;
      return send(command);
    },
  });
  try {
    await run();
  } finally {
    Object.assign(client, { send });
  }
  return count;
}

/** A busy machine takes longer than the second that is usual. */
const patience = { timeout: 30_000 };

const five = () => Promise.all(Array.from({ length: 5 }, () => runSchedule(at)));

const lease = async () =>
  (await client.send(new GetCommand({ TableName: tableName(), Key: keyOf("lease", "schedule") }))).Item;

describe("five runs at one instant", () => {
  test("ask no more of the table than one and a lease each; without the lease they would ask for much more", async () => {
    const one = await asked(() => runSchedule(at));

    expect(await asked(five)).toBeLessThanOrEqual(1.3 * one);
    expect(await asked(() => overlappingRuns(5, at))).toBeGreaterThan(2 * one);
  });

  test("do the work once: one has handled it, and the others say until when not to come back", async () => {
    await given.orderedBatch({ edition: "general-purpose", levels: ["acp"], quantity: 60 });
    const runs = await five();

    expect(runs.filter(({ handled }) => handled.batch === 1)).toHaveLength(1);
    const others = runs.filter(({ handled }) => handled.batch === undefined);
    expect(others).toEqual(
      Array.from({ length: 4 }, () => ({ handled: {}, failed: {}, nextDueAt: later(at, leaseMilliseconds) })),
    );
  });
});

describe("the lease", () => {
  test("ends with its run, also with one that fails", async () => {
    await runSchedule(at);
    expect(await lease()).toBeUndefined();

    using _ = faulty({ reads: [{ before: named("ValidationException") }] });
    await expect(runSchedule(at)).rejects.toThrow();
    expect(await lease()).toBeUndefined();
  });

  test("is renewed while its run works, however long, and is over 45 seconds after a run was killed", async () => {
    await given.orderedBatch({ edition: "general-purpose", levels: ["acp"], quantity: 60 });
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    let elapsed = 0;
    let end = () => {};
    const work = new Promise<void>((resolve) => {
      end = resolve;
    });
    const run = alone(
      "schedule",
      jobRun(),
      () => work,
      () => elapsed,
    );
    await vi.waitFor(async () => expect(await lease()).toBeDefined(), patience);

    for (elapsed = renewalMilliseconds; elapsed <= 4 * minute; elapsed += renewalMilliseconds) {
      vi.advanceTimersByTime(renewalMilliseconds);
      const until = later(at, elapsed + leaseMilliseconds);
      await vi.waitFor(async () => expect(await lease()).toMatchObject({ until }), patience);
    }
    expect((await runSchedule(later(at, 4 * minute + leaseMilliseconds - 1))).handled).toEqual({});

    // A killed run renews no more, and gives nothing back.
    vi.clearAllTimers();
    expect((await runSchedule(later(at, 4 * minute + leaseMilliseconds))).handled).toEqual({ batch: 1 });
    end();
    await run;
  });

  test("is not renewed by a run that has ended, even if a renewal was under way", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    using store = faulty({});
    let arrived = 0;
    const renewed = () => {
      store.mock.on(PutCommand).callsFake(async (input: PutCommandInput) => {
        await sleep(50);
        arrived += 1;
        return store.send(new PutCommand(input));
      });
      vi.advanceTimersByTime(renewalMilliseconds);
      return Promise.resolve();
    };

    await alone("schedule", jobRun(), renewed);

    vi.advanceTimersByTime(renewalMilliseconds);
    await sleep(100);
    expect([arrived, await lease()]).toEqual([1, undefined]);
  });

  test("that cannot be renewed is no failure of the run", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    using store = faulty({});
    let refused = 0;
    const worked = () => {
      store.mock.on(PutCommand).callsFake(() => {
        refused += 1;
        throw named("ValidationException");
      });
      vi.advanceTimersByTime(2 * renewalMilliseconds);
      return Promise.resolve("done");
    };

    expect(await alone("schedule", jobRun(), worked)).toBe("done");
    expect(refused).toBe(2);
  });

  test("is taken by its holder again, because the first answer may be lost", async () => {
    const own = { name: "schedule", holder: "one" };
    const until = later(at, 5 * minute);
    for (let attempt = 0; attempt < 2; attempt += 1)
      expect(await takeLease(own, at, until, new Cost())).toBeUndefined();

    expect(await takeLease({ ...own, holder: "two" }, at, until, new Cost())).toBe(until);
  });

  test("of another stays, when a run that has outlived its own gives it back", async () => {
    const [one, two] = [
      { name: "schedule", holder: "one" },
      { name: "schedule", holder: "two" },
    ];
    await takeLease(one, at, later(at, minute), new Cost());
    await takeLease(two, later(at, minute), later(at, 6 * minute), new Cost());

    await giveBackLease(one, new Cost());
    expect(await lease()).toMatchObject({ commit: "two" });
    await giveBackLease(two, new Cost());
    expect(await lease()).toBeUndefined();
  });
});
