import { randomUUID } from "node:crypto";
import { DeleteCommand, type DeleteCommandInput, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { placeOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { keyOf } from "../../../shared/store/core/entity.ts";
import { idempotentRequest } from "../../../shared/store/core/idempotency.ts";
import { dueAttributes } from "../../../shared/store/core/index-attributes.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { call, eventTypes, field, refusal } from "../calls.ts";
import { freshTable, hour, later, overlappingRun, runSchedule } from "../schedule-runs.ts";
import { faulty } from "../store-faults.ts";

const now = "2026-11-22T09:30:00.000Z";
const reminderAt = "2027-10-23T09:30:00.000Z";

beforeEach(freshTable);

/** Codes whose 30-day reminder is due at one instant. */
async function codes(quantity: number): Promise<string[]> {
  const certificationId = await given.certification("acp");
  return given.authorizationCodes([{ product: "certification", certificationId, quantity }], given.someone(), now);
}

/** An unreadable due thing in the same shard as `beside`. It is due first. */
async function spoiled(kind: string, beside: string, count: number): Promise<void> {
  for (let each = 0; each < count; each += 1) {
    const id = `spoiled-${kind}-${each}`;
    const attributes = { ...dueAttributes(kind, beside, now), dueSort: `${now}#${kind}#${id}` };
    const Item = { ...keyOf(kind, id), kind, version: 1, commit: "spoiled", data: { no: "facts" }, ...attributes };
    await client.send(new PutCommand({ TableName: tableName(), Item }));
  }
}

const reminded = async (all: readonly string[]) => {
  const types = await Promise.all(all.map((code) => eventTypes("authorization-code", code)));
  return types.map((each) => each.filter((type) => type === "authorization-code.ending").length);
};

describe("what fails", () => {
  test.each([
    ["an authorization code that cannot be read", "authorization-code", 1],
    ["a report that cannot be read", "report", 1],
    ["a thing of a kind that nothing handles", "unheard-of", 1],
    ["more of them than one page holds", "authorization-code", 130],
  ])("is counted and holds up nothing that stands behind it in its shard (%s)", async (_, kind, count) => {
    const [code = ""] = await codes(1);
    await spoiled(kind, code, count);

    const swept = await runSchedule(reminderAt);

    expect(swept.failed).toEqual({ [kind]: count });
    expect(swept.oldestDueAt).toBe(now);
    expect(await reminded([code])).toEqual([1]);
    // It stays due, so the next run counts it again.
    expect((await runSchedule(reminderAt)).failed).toEqual({ [kind]: count });
    expect(await reminded([code])).toEqual([1]);
  });

  test("ends a run only when all that the run has begun has ended: nothing of it happens later", async () => {
    const all = await codes(8);
    client.middlewareStack.add(
      (next) => async (args) => {
        if (JSON.stringify(args.input).includes("DUE#3")) throw new Error("this shard does not answer");
        await new Promise((resolve) => setTimeout(resolve, 20));
        return next(args);
      },
      { step: "initialize", name: "slow" },
    );

    await expect(runSchedule(reminderAt)).rejects.toThrow("this shard does not answer");

    client.middlewareStack.remove("slow");
    const atItsEnd = await reminded(all);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await reminded(all)).toEqual(atItsEnd);
    expect(atItsEnd).toContain(1);
  });
});

describe("a run that has no time left", () => {
  test("leaves the rest to the next, which does each once", async () => {
    const all = await codes(40);
    let left = 12;
    const first = await runSchedule(reminderAt, () => (left-- > 0 ? 60_000 : 0));
    const partly = await reminded(all);

    await runSchedule(reminderAt);

    const done = partly.filter((count) => count === 1).length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(40);
    expect((first.nextDueAt ?? "never") <= reminderAt).toBe(true);
    expect(await reminded(all)).toEqual(Array.from({ length: 40 }, () => 1));
  });

  test("and others at the same moment announce each thing once", async () => {
    const all = await codes(60);
    const runs = Array.from({ length: 4 }, (_, each) => {
      let left = each * 20;
      return overlappingRun(reminderAt, () => (each === 3 || left-- > 0 ? 60_000 : 0));
    });

    await Promise.all(runs);
    // One on which all of them collided for too long is still due.
    await runSchedule(reminderAt);

    expect(await reminded(all)).toEqual(Array.from({ length: 60 }, () => 1));
  });
});

/** Does something between a run's read of ended things and each of its deletes. */
function beforeEachDrop(happens: (dropIt: () => Promise<unknown>) => Promise<unknown>) {
  const store = faulty({});
  store.mock.on(DeleteCommand).callsFake(async (input: DeleteCommandInput) => {
    const dropIt = () => store.send(new DeleteCommand(input));
    await happens(dropIt);
    return dropIt();
  });
  return store;
}

describe("the answer that an Idempotency-Key keeps", () => {
  const place = async (as: Claims, key: string, at: string) => {
    const body = { items: [{ product: "redemption-code", level: "aca", quantity: 1 }] };
    return field(await call(placeOrder, { body, as, at, headers: { "idempotency-key": key } }), "orderId");
  };

  test("has no place in the schedule, because DynamoDB drops it", async () => {
    const ana = given.someone();
    await place(ana, "one", now);

    const swept = await runSchedule("2026-11-23T09:30:00.000Z");

    // The unpaid order ends then.
    expect([swept.handled, swept.nextDueAt]).toEqual([{}, "2026-11-29T09:30:00.000Z"]);
    expect(await recordOf(ana, "one")).toMatchObject({ ttl: Date.parse("2026-11-23T09:30:00.000Z") / 1000 });
  });

  test("is dropped after 24 hours by the schedule if an earlier version has put it there", async () => {
    const ana = given.someone();
    await place(ana, "one", now);
    await asEarlierVersion(ana, "one");

    const before = await runSchedule("2026-11-23T09:29:59.999Z");
    const after = await runSchedule("2026-11-23T09:30:00.000Z");

    expect([before.handled, after.handled]).toEqual([{}, { idempotency: 1 }]);
    expect(await recordOf(ana, "one")).toBeUndefined();
  });

  test("is not dropped by a run that found it over, when the key is used anew before the run drops it", async () => {
    const [ana, key] = [given.someone(), "one"];
    const first = await place(ana, key, now);
    await asEarlierVersion(ana, key);
    const renewedAt = "2026-11-23T09:30:00.000Z";
    let second: unknown;
    using _ = beforeEachDrop(async () => {
      second = await place(ana, key, renewedAt);
    });

    const swept = await runSchedule(renewedAt);

    expect([swept.handled, swept.failed]).toEqual([{ idempotency: 1 }, {}]);
    expect(second).not.toBe(first);
    expect(await place(ana, key, later(renewedAt, hour))).toBe(second);
  });
});

async function recordOf({ sub }: Claims, key: string): Promise<Record<string, unknown> | undefined> {
  const { key: Key } = idempotentRequest(sub, key, "");
  const { Item } = await client.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item;
}

/** The record as earlier versions have written it: with a place in the schedule. */
async function asEarlierVersion(as: Claims, key: string): Promise<void> {
  const due = dueAttributes("idempotency", idempotentRequest(as.sub, key, "").id, "2026-11-23T09:30:00.000Z");
  const Item = { ...(await recordOf(as, key)), ...due };
  await client.send(new PutCommand({ TableName: tableName(), Item }));
}

describe("a message id that is known for 30 days", () => {
  test("means a new message then, while DynamoDB has not dropped it yet", async () => {
    const { eligibilityCode } = await given.registration("acp", given.someone(), later(now, -hour));
    const messageId = `msg_${randomUUID()}`;
    const [booking, other] = [given.placed(eligibilityCode), given.placed(eligibilityCode)];
    const send = (data: object, at: string) =>
      given.report("prometric", "appointment.booked", data, { at, occurredAt: now, messageId });
    await send(booking, now);
    const overAt = "2026-12-22T09:30:00.000Z";

    expect(refusal(await send(other, later(overAt, -1)))).toEqual([422, "message-id-reused"]);
    expect((await runSchedule(overAt)).handled).not.toHaveProperty("message");
    expect((await send(booking, overAt)).status).toBe(200);
    expect(refusal(await send(other, later(overAt, hour)))).toEqual([422, "message-id-reused"]);
  });
});
