import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { listRecords } from "../../../shared/contract/overview/record-operations.ts";
import { client } from "../../../shared/store/core/client.ts";
import { migrate } from "../../../shared/store/core/migrate.ts";
import { migrations } from "../../../shared/store/overview/migrations.ts";
import * as given from "../../support/given.ts";
import { idIn, items, putItems } from "../../support/older-items.ts";
import { storedBy } from "../../support/releases.ts";
import { call, pageOf } from "../calls.ts";
import { freshTable } from "../schedule-runs.ts";
import { all } from "../stored-items.ts";

const at = "2026-12-02T12:00:00.000Z";
const toTheEnd = { pageSize: 50, afterPage: async () => true };
const command = join(import.meta.dirname, "..", "..", "..", "infra", "commands", "migrate.ts");

beforeEach(async () => {
  await freshTable();
});

const scanned = z.object({ ScannedCount: z.number(), Items: z.array(z.looseObject({ pk: z.string() })) });

/** The number of certificates in staff's list of all things. */
async function listed(): Promise<number> {
  const asked = { params: { kind: "certificates" }, query: { limit: "100" }, as: given.staff, at };
  return pageOf(await call(listRecords, asked)).data.length;
}

test("What the first release has stored comes into the lists of all things, and a second walk changes nothing", async () => {
  await putItems(items);
  expect(await listed()).toBe(0);
  const first = await migrate(migrations, toTheEnd);
  const [after, second, last] = [await all(), await migrate(migrations, toTheEnd), await all()];

  expect(await listed()).toBe(items.filter(({ kind }) => kind === "certificate").length);
  expect(first).toMatchObject({ read: items.length, overtaken: 0 });
  expect(first.changed).toBeGreaterThan(50);
  expect(second).toMatchObject({ read: items.length, changed: 0, overtaken: 0 });
  expect(last).toEqual(after);
});

test("What the newest release has stored has nothing to change", async () => {
  const { items: newest } = storedBy("stored-items-2.json");
  await putItems(newest);

  expect(await migrate(migrations, toTheEnd)).toMatchObject({ read: newest.length, changed: 0 });
});

test("A walk that was killed is gone on with where it was", async () => {
  await putItems(items);
  const args = [command, "--table", process.env.TABLE_NAME ?? "", "--page", "20", "--pause", "200"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of child.stdout) if (String(line).includes("60 items read")) break;
  child.kill("SIGKILL");
  await once(child, "exit");
  const rest = await migrate(migrations, toTheEnd);

  expect(rest.read).toBeLessThanOrEqual(items.length - 40);
  expect(rest.read).toBeGreaterThan(0);
  expect(await migrate(migrations, toTheEnd)).toMatchObject({ read: items.length, changed: 0 });
});

test("A step that writes while the table is walked is never overwritten", async () => {
  await putItems(items);
  const registrationId = idIn("open", "registrationId");
  const booked = given.placed(idIn("open", "eligibilityCode"));
  const wanted = `REGISTRATION#${registrationId}`;
  let isBooked = false;
  // The step writes between the read of its registration's page and the write of the migration.
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const isRead = scanned.safeParse(result.output).data?.Items.some(({ pk }) => pk === wanted) === true;
      if (isRead && !isBooked) {
        isBooked = true;
        given.must([200], await given.report("prometric", "appointment.booked", booked, { at }));
      }
      return result;
    },
    { step: "initialize", name: "step-in-between" },
  );
  const walked = await migrate(migrations, toTheEnd).finally(() => client.middlewareStack.remove("step-in-between"));
  const [own] = (await all()).filter(({ pk, sk }) => pk === wanted && sk === ".");

  expect([isBooked, walked.overtaken > 0]).toEqual([true, true]);
  expect(JSON.stringify(own?.data)).toContain(booked.confirmationNumber);
  expect(await migrate(migrations, toTheEnd)).toMatchObject({ changed: 0 });
});
