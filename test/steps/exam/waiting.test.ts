import { beforeEach, describe, expect, test } from "vitest";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { listResults } from "../../../shared/contract/exam/result-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { atOnce, call, eventTypes, field, pageOf } from "../calls.ts";
import { day, freshTable, hour, later, minute, runSchedule } from "../schedule-runs.ts";
import { listedReports, received, unbooked } from "./kept-reports.ts";

const seventyTwoHours = "2026-11-25T09:30:00.000Z";
const millisecondBefore = "2026-11-25T09:29:59.999Z";
const millisecondAfter = "2026-11-25T09:30:00.001Z";

const statusOf = async (registrationId: string, as: Claims, at: string) =>
  field(await call(getRegistration, { params: { registrationId }, as, at }), "status");

const appointment = async (confirmationNumber: string, as: Claims, at: string) =>
  field(await call(getAppointment, { params: { confirmationNumber }, as, at }), "status");

const outcomes = async (as: Claims, at: string) =>
  pageOf(await call(listResults, { as, at })).data.map(({ outcome }) => outcome);

beforeEach(freshTable);

describe("a result that comes before its booking", () => {
  test.each([
    ["71 hours and 59 minutes", "2026-11-25T09:29:00.000Z"],
    ["one millisecond less than 72 hours", millisecondBefore],
    ["a minute", "2026-11-22T09:31:00.000Z"],
  ])("is applied in the very call that brings the booking %s later", async (_, at) => {
    const ana = given.someone();
    const { booking, result, registrationId, confirmationNumber } = await unbooked(ana);
    expect((await result.send()).body).toMatchObject({ status: "waiting", retryUntil: seventyTwoHours });

    const answer = await booking.send(at);

    expect(answer.body).toEqual({ status: "applied" });
    expect(await result.status(at)).toBe("applied");
    expect(await statusOf(registrationId, ana, at)).toBe("passed");
    expect(await appointment(confirmationNumber, ana, at)).toBe("completed");
    expect((await given.certificates(ana, at)).map(({ status }) => status)).toEqual(["claimable"]);
    expect(await outcomes(ana, at)).toEqual(["pass"]);
  });

  test.each([
    ["exactly 72 hours", seventyTwoHours],
    ["72 hours and one millisecond", millisecondAfter],
  ])("is parked when the booking comes %s later, and changes nothing", async (_, at) => {
    const ana = given.someone();
    const { booking, result, registrationId, confirmationNumber } = await unbooked(ana);
    await result.send();

    const answer = await booking.send(at);

    expect(answer.body).toEqual({ status: "applied" });
    expect((await result.look(at)).body).toMatchObject({ status: "parked", reason: "not-matched-in-time" });
    expect(await statusOf(registrationId, ana, at)).toBe("open");
    expect(await appointment(confirmationNumber, ana, at)).toBe("booked");
    expect(await given.certificates(ana, at)).toEqual([]);
    expect(await outcomes(ana, at)).toEqual([]);
  });

  test("is waiting until 72 hours have passed and parked from then on, without any run of the schedule", async () => {
    const { result } = await unbooked(given.someone());
    await result.send();

    expect(await result.status(millisecondBefore)).toBe("waiting");
    expect(await result.status(seventyTwoHours)).toBe("parked");
    expect(await result.status(millisecondAfter)).toBe("parked");
  });

  test("is in the list of waiting reports until then and in the list of parked ones afterwards, without a run of the schedule", async () => {
    const { result } = await unbooked(given.someone());
    await result.send();
    const listed = async (at: string) => [
      (await listedReports("waiting", at)).includes(result.reportId),
      (await listedReports("parked", at)).includes(result.reportId),
    ];

    expect(await listed(millisecondBefore)).toEqual([true, false]);
    expect(await listed(seventyTwoHours)).toEqual([false, true]);
    expect(await listed(millisecondAfter)).toEqual([false, true]);
  });

  test("is applied by the booking although many runs of the schedule tried it in vain before", async () => {
    const ana = given.someone();
    const { booking, result, registrationId } = await unbooked(ana);
    await result.send();
    for (let hours = 1; hours < 71; hours += 1) await runSchedule(later(received, hours * hour));

    await booking.send("2026-11-25T09:29:00.000Z");

    expect(await result.status("2026-11-25T09:29:00.000Z")).toBe("applied");
    expect(await statusOf(registrationId, ana, "2026-11-25T09:29:00.000Z")).toBe("passed");
    expect((await eventTypes("registration", registrationId)).filter((type) => type === "result.accepted")).toEqual([
      "result.accepted",
    ]);
  });
});

describe("the reports that wait for one booking", () => {
  const at = later(received, 6 * hour);

  test("a no-show that came first is taken up by its booking", async () => {
    const ana = given.someone();
    const { booking, noShow, registrationId, confirmationNumber } = await unbooked(ana);
    expect((await noShow.send()).status).toBe(202);

    await booking.send(at);

    expect(await noShow.status(at)).toBe("applied");
    expect(await appointment(confirmationNumber, ana, at)).toBe("no-show");
    expect(await statusOf(registrationId, ana, at)).toBe("failed");
  });

  test("a cancellation that came first is taken up by its booking", async () => {
    const ana = given.someone();
    const { booking, cancellation, registrationId, confirmationNumber } = await unbooked(ana);
    expect((await cancellation.send()).status).toBe(202);

    await booking.send(at);

    expect(await cancellation.status(at)).toBe("applied");
    expect(await appointment(confirmationNumber, ana, at)).toBe("cancelled");
    const registration = await call(getRegistration, { params: { registrationId }, as: ana, at });
    expect(field(registration, "exams")).toEqual([{ exam: "written", status: "to-book" }]);
  });

  test.each([
    ["one after the other", false],
    ["at the same moment", true],
  ])("two that came %s are both taken up", async (_, together) => {
    const ana = given.someone();
    const { booking, noShow, result, registrationId, confirmationNumber } = await unbooked(ana);
    const pair = [noShow, result];
    if (together) await atOnce(2, (each) => (pair[each] ?? noShow).send());
    else for (const each of pair) await each.send();

    await booking.send(at);

    expect([await noShow.status(at), await result.status(at)]).toEqual(["applied", "applied"]);
    expect(await appointment(confirmationNumber, ana, at)).toBe("completed");
    expect(await statusOf(registrationId, ana, at)).toBe("passed");
    expect(await given.certificates(ana, at)).toHaveLength(1);
  });

  test("a correction waits for its result, and that for its booking: the booking brings both", async () => {
    const ana = given.someone();
    const { booking, correction, result, registrationId } = await unbooked(ana);
    expect((await correction.send()).status).toBe(202);
    expect((await result.send()).status).toBe(202);

    await booking.send(at);

    expect([await result.status(at), await correction.status(at)]).toEqual(["applied", "applied"]);
    expect(await statusOf(registrationId, ana, at)).toBe("failed");
    expect((await outcomes(ana, at)).toSorted()).toEqual(["fail", "pass"]);
    expect((await given.certificates(ana, at)).map(({ status }) => status)).toEqual(["revoked"]);
  });

  test("they and the booking at the same moment come to the same end, at the latest with the next run", async () => {
    const at = later(received, 5 * minute);
    for (let round = 0; round < 5; round += 1) {
      const ana = given.someone();
      const { booking, noShow, result, registrationId, confirmationNumber } = await unbooked(ana);
      const all = [result, booking, noShow];

      await atOnce(6, (each) => (all[each % 3] ?? booking).send());
      await runSchedule(at);

      expect([await noShow.status(at), await result.status(at)]).toEqual(["applied", "applied"]);
      expect(await appointment(confirmationNumber, ana, at)).toBe("completed");
      expect(await statusOf(registrationId, ana, at)).toBe("passed");
    }
  });
});

describe("a report that waits or is parked", () => {
  test.each([
    ["waits", later(received, day)],
    ["is parked, as its time is over", later(received, 4 * day)],
  ])("is recognised when it comes again while it %s", async (_, at) => {
    const { result } = await unbooked(given.someone());
    await result.send(received, "msg_first");

    expect((await result.send(at, "msg_first")).body).toEqual({ status: "duplicate" });
    expect((await result.send(at, "msg_other")).body).toEqual({ status: "duplicate" });
    await runSchedule(at);
    expect((await result.send(at, "msg_third")).body).toEqual({ status: "duplicate" });
    expect(await eventTypes("report", result.reportId)).not.toContain("result.accepted");
  });
});
