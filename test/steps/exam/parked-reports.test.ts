import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { closeReport } from "../../../shared/contract/exam/report-operations.ts";
import * as given from "../../support/given.ts";
import { call, eventsOf, eventTypes, field, refusal } from "../calls.ts";
import { day, freshTable, hour, later, runSchedule } from "../schedule-runs.ts";
import { listedReports, received, type Sendable, unbooked } from "./kept-reports.ts";

const parkedAt = "2026-11-25T09:30:00.000Z";

const viewed = z.looseObject({ status: z.string(), tries: z.number(), nextTryAt: z.string().optional() });
const view = async (report: Sendable, at?: string) => viewed.parse((await report.look(at)).body);

const close = (reportId: string, at: string) =>
  call(closeReport, { params: { reportId }, body: { reason: "Withdrawn by the centre" }, as: given.staff, at });

beforeEach(freshTable);

/** A result whose 3 days have passed: the schedule has parked it. */
async function parked() {
  const ana = given.someone();
  const all = await unbooked(ana);
  await all.result.send();
  await runSchedule(parkedAt);
  return { ana, ...all };
}

describe("a report that waits", () => {
  test("is tried after 1, 3, 9, 27, 81, 243 and then every 720 minutes, each up to a fifth sooner, and parked at 72 hours", async () => {
    const { result } = await unbooked(given.someone());
    await result.send();
    const pauses: number[] = [];
    let [now, seen] = [received, await view(result)];
    while (seen.nextTryAt !== undefined) {
      const { nextTryAt } = seen;
      await runSchedule(later(nextTryAt, -1));
      expect(await view(result, now)).toEqual(seen);
      expect((await runSchedule(nextTryAt)).handled).toEqual({ report: 1 });
      pauses.push((Date.parse(nextTryAt) - Date.parse(now)) / 60_000);
      [now, seen] = [nextTryAt, await view(result, nextTryAt)];
    }

    expect(now).toBe(parkedAt);
    expect(seen).toMatchObject({ status: "parked", reason: "not-matched-in-time" });
    const whole = [1, 3, 9, 27, 81, 243, 720, 720, 720, 720, 720];
    expect(pauses.length).toBeGreaterThan(whole.length);
    whole.forEach((minutes, place) => {
      expect(pauses[place]).toBeGreaterThan(minutes * 0.79);
      expect(pauses[place]).toBeLessThanOrEqual(minutes);
    });
    for (const rest of pauses.slice(whole.length)) expect(rest).toBeLessThanOrEqual(720);
    expect(await eventTypes("report", result.reportId)).toEqual([
      ...Array.from({ length: pauses.length }, () => "report.waiting"),
      "report.parked",
    ]);
  });

  test("is tried by the schedule at its next time, not with every run", async () => {
    const { result } = await unbooked(given.someone());
    await result.send();

    const first = await runSchedule(later(received, hour));
    const second = await runSchedule(later(received, hour + 1));

    expect([first.handled, second.handled]).toEqual([{ report: 1 }, {}]);
    expect((await view(result)).tries).toBe(1);
  });
});

describe("a report whose 3 days have passed", () => {
  test("is in the list of parked reports, and in no other", async () => {
    const { result } = await parked();

    const lists = await Promise.all(
      (["waiting", "parked", "closed"] as const).map((of) => listedReports(of, parkedAt)),
    );

    expect(lists).toEqual([[], [result.reportId], []]);
  });

  test("is released for 3 more days, and applied by a booking that comes in them", async () => {
    const { ana, result, booking } = await parked();
    const [releasedAt, at] = ["2026-11-27T12:00:00.000Z", "2026-11-30T11:59:59.999Z"];

    const answer = await result.release(releasedAt);
    await runSchedule(releasedAt);

    expect(answer.body).toMatchObject({ status: "waiting", retryUntil: "2026-11-30T12:00:00.000Z" });
    expect((await view(result, releasedAt)).status).toBe("waiting");
    await booking.send(at);
    expect((await view(result, at)).status).toBe("applied");
    expect(await given.certificates(ana, at)).toHaveLength(1);
  });

  test("is released, and parked again exactly 3 days later", async () => {
    const { result, booking } = await parked();
    await result.release("2026-11-27T12:00:00.000Z");

    await booking.send("2026-11-30T12:00:00.000Z");

    expect((await view(result, "2026-11-30T12:00:00.000Z")).status).toBe("parked");
    expect((await eventTypes("report", result.reportId)).slice(-2)).toEqual(["report.released", "report.parked"]);
  });

  test("is applied once it is released, when its booking came while it was parked", async () => {
    const { ana, result, booking } = await parked();
    const at = "2026-11-27T12:00:00.000Z";
    await booking.send("2026-11-26T09:30:00.000Z");
    expect((await view(result, at)).status).toBe("parked");

    given.must([200], await result.release(at));
    await runSchedule(at);

    expect((await view(result, at)).status).toBe("applied");
    expect(await given.certificates(ana, at)).toHaveLength(1);
  });

  test("can be released where the schedule has not parked it yet", async () => {
    const { result } = await unbooked(given.someone());
    await result.send();

    expect((await result.release(parkedAt)).body).toMatchObject({ status: "waiting" });
  });

  test("cannot be released before its 3 days have passed, nor once it was applied", async () => {
    const { result, booking } = await unbooked(given.someone());
    await result.send();

    expect(refusal(await result.release("2026-11-25T09:29:59.999Z"))).toEqual([409, "report-not-parked"]);
    await booking.send(later(received, hour));
    expect(refusal(await result.release(later(received, 4 * day)))).toEqual([409, "report-not-parked"]);
  });
});

describe("a report that staff close", () => {
  test("keeps the reason, stands among the closed ones, and its booking does not bring it back", async () => {
    const { ana, result, booking } = await parked();
    const at = later(parkedAt, hour);

    const answer = await close(result.reportId, at);
    await booking.send(later(parkedAt, 2 * hour));
    await runSchedule(later(parkedAt, 3 * hour));

    expect(answer.body).toMatchObject({ status: "closed", reason: "Withdrawn by the centre" });
    expect(await listedReports("closed", at)).toEqual([result.reportId]);
    expect((await view(result, later(parkedAt, 3 * hour))).status).toBe("closed");
    expect(await given.certificates(ana, later(parkedAt, 3 * hour))).toEqual([]);
    const [last] = (await eventsOf("report", result.reportId)).slice(-1);
    expect(last).toMatchObject({ type: "report.closed", data: { reason: "Withdrawn by the centre" } });
  });

  test("is not tried again, though it still waited", async () => {
    const { result, booking } = await unbooked(given.someone());
    await result.send();
    given.must([200], await close(result.reportId, later(received, hour)));

    expect((await runSchedule(later(received, 2 * hour))).handled).toEqual({});
    await booking.send(later(received, 3 * hour));

    expect((await view(result)).status).toBe("closed");
  });

  test("can be neither released nor closed again, and its repetition is a duplicate", async () => {
    const { result } = await parked();
    const at = later(parkedAt, hour);
    await close(result.reportId, at);

    expect(refusal(await result.release(at))).toEqual([409, "report-not-parked"]);
    expect(refusal(await close(result.reportId, at))).toEqual([409, "report-not-parked"]);
    expect(field(await result.send(at), "status")).toBe("duplicate");
  });
});

test("a report that was parked is known for good: under a new message id it is a duplicate, also once it was released, applied or closed", async () => {
  const { ana, result, booking } = await parked();
  const other = await parked();
  const again = async (report: Sendable, at: string) => field(await report.send(at), "status");
  const at = later(parkedAt, hour);
  const seen = [await again(result, at)];

  await result.release(at);
  seen.push(await again(result, later(at, hour)));
  await booking.send(later(at, 2 * hour));
  seen.push(await again(result, later(at, 3 * hour)));
  await close(other.result.reportId, at);
  seen.push(await again(other.result, later(at, hour)));

  expect(seen).toEqual(["duplicate", "duplicate", "duplicate", "duplicate"]);
  expect(await given.certificates(ana, later(at, 3 * hour))).toHaveLength(1);
  expect(await eventTypes("report", result.reportId)).toEqual([
    "report.waiting",
    "report.parked",
    "report.released",
    "result.accepted",
  ]);
});
