import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { startOf } from "../../shared/mail/appointment-time.ts";
import { type CalendarEntry, calendarOf } from "../../shared/mail/calendar.ts";
import { usualWords } from "../../shared/mail/reader.ts";

const words = usualWords();

const testCenter = { id: "LIS-01", name: "Lisboa Centro", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

const booked: CalendarEntry = {
  uid: "reg_0f1e2d3c4b5a69788796-written",
  status: "booked",
  confirmationNumber: "8850012345",
  testCenter,
  exam: "Cloud, written exam (ACP-CC1)",
  certification: "Cloud",
  startsAt: "2026-12-01T10:00:00.000Z",
  changedAt: "2026-11-22T09:30:00.000Z",
};

/** The only event of a calendar file, read by another library. */
function read(entry: CalendarEntry) {
  const calendar = new ICAL.Component(ICAL.parse(calendarOf(entry, words)));
  const [event, ...others] = calendar.getAllSubcomponents("vevent");
  if (event === undefined || others.length > 0) throw new Error("a file holds one event");
  const value = (name: string) => event.getFirstPropertyValue(name)?.toString();
  return { method: calendar.getFirstPropertyValue("method"), value, has: (name: string) => event.hasProperty(name) };
}

describe("an appointment in a calendar", () => {
  test("has its exam, number, place, time, and when it was made, as another implementation reads it", () => {
    const { method, value, has } = read(booked);

    expect(method).toBe("PUBLISH");
    expect(["uid", "status", "summary", "dtstart", "dtstamp"].map(value)).toEqual([
      "reg_0f1e2d3c4b5a69788796-written",
      "CONFIRMED",
      "Cloud, written exam (ACP-CC1)",
      "2026-12-01T10:00:00Z",
      "2026-11-22T09:30:00Z",
    ]);
    expect(value("location")).toBe("Lisboa Centro, Lisboa, Portugal");
    expect(value("description")).toBe(
      "Certification: Cloud\nConfirmation number: 8850012345\n" +
        "Tuesday, 1 December 2026, 10:00 (Europe/Lisbon), that is 1 December 2026, 10:00 UTC",
    );
    expect(has("dtend")).toBe(false);
  });

  test("has an end where the centre tells one, and no place where it is sat online", () => {
    const { value } = read({ ...booked, endsAt: "2026-12-01T12:00:00.000Z", testCenter: undefined });

    expect([value("dtend"), value("location")]).toEqual(["2026-12-01T12:00:00Z", "Online"]);
    expect(value("description")).toMatch(/\nTuesday, 1 December 2026, 10:00 UTC$/);
  });

  test("is cancelled under the name that it was booked under", () => {
    const { value } = read({ ...booked, status: "cancelled", changedAt: "2026-11-23T00:00:00.000Z" });

    expect([value("status"), value("uid")]).toEqual(["CANCELLED", read(booked).value("uid")]);
    expect(value("summary")).toBe("Cancelled: Cloud, written exam (ACP-CC1)");
  });

  test("is the same text for the same entry, whatever the clock says", () => {
    const now = calendarOf(booked, words);
    vi.useFakeTimers({ now: Date.parse("2031-01-01T00:00:00Z") });
    onTestFinished(() => {
      vi.useRealTimers();
    });

    expect(calendarOf(booked, words)).toBe(now);
  });

  test.each([
    ["2019-12-31T00:00:00.000Z", "2026-11-22T09:30:00.000Z"],
    ["2026-11-22T09:30:00.000Z", "2026-11-22T09:30:01.000Z"],
    ["2026-11-22T09:30:01.000Z", "2088-01-01T00:00:00.000Z"],
  ])("takes, changed at %s, the place of none that was changed at %s", (earlier, later) => {
    const sequence = (changedAt: string) => Number(read({ ...booked, changedAt }).value("sequence"));
    expect(sequence(earlier)).toBeLessThan(sequence(later));
  });

  test("has a sequence of 31 bits until the last year that there is", () => {
    expect(read({ ...booked, changedAt: "9998-12-31T23:59:59.999Z" }).value("sequence")).toBe(String(2 ** 31 - 1));
  });

  test("carries any name of a centre, an exam or a certification, in lines of at most 75 octets", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });
    const people = name.filter((each) => !/[\p{Cc}\u2028\u2029]/u.test(each) && each.trim() === each);
    fc.assert(
      fc.property(people, people, (one, other) => {
        const entry = { ...booked, exam: one, certification: other, testCenter: { ...testCenter, name: other } };
        const lines = calendarOf(entry, words).split("\r\n");
        expect(lines.filter((line) => Buffer.byteLength(line) > 75 || line.includes("\n"))).toEqual([]);
        expect(lines.at(-1)).toBe("");
        const { value } = read(entry);
        expect([value("summary"), value("location")]).toEqual([one, `${other}, Lisboa, Portugal`]);
      }),
    );
  });
});

describe("the time of an appointment", () => {
  test.each([
    [
      "2026-12-01T10:00:00.000Z",
      "Asia/Tokyo",
      "Tuesday, 1 December 2026, 19:00 (Asia/Tokyo), that is 1 December 2026, 10:00 UTC",
    ],
    [
      "2026-06-30T23:15:00.000Z",
      "Europe/Lisbon",
      "Wednesday, 1 July 2026, 00:15 (Europe/Lisbon), that is 30 June 2026, 23:15 UTC",
    ],
    [
      "2026-10-25T00:30:00.000Z",
      "Europe/Lisbon",
      "Sunday, 25 October 2026, 01:30 (Europe/Lisbon), that is 25 October 2026, 00:30 UTC",
    ],
    [
      "2026-10-25T01:30:00.000Z",
      "Europe/Lisbon",
      "Sunday, 25 October 2026, 01:30 (Europe/Lisbon), that is 25 October 2026, 01:30 UTC",
    ],
    [
      "2026-05-09T09:05:00.000Z",
      "Asia/Kathmandu",
      "Saturday, 9 May 2026, 14:50 (Asia/Kathmandu), that is 9 May 2026, 09:05 UTC",
    ],
  ])("%s in %s is told as the clocks there show it, and in UTC", (startsAt, timeZone, text) => {
    expect(startOf({ confirmationNumber: "8851", startsAt, testCenter: { ...testCenter, timeZone } }, words)).toBe(
      text,
    );
  });
});
