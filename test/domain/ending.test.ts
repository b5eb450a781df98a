import { expect, test } from "vitest";
import { announcedAfter, nextAnnouncement, remindersPast } from "../../shared/domain/ending.ts";

const end = "2027-11-22T09:30:00.000Z";

test.each([
  ["before the first reminder", "2027-10-23T09:29:59.999Z", 0],
  ["at the instant of the first reminder", "2027-10-23T09:30:00.000Z", 1],
  ["before the second", "2027-11-15T09:29:59.999Z", 1],
  ["at the instant of the second", "2027-11-15T09:30:00.000Z", 2],
  ["after its end", "2027-11-22T09:30:00.001Z", 2],
])("of a thing that is handed over %s (%s), %i reminders are past", (_, now, past) => {
  expect(remindersPast(end, now, [30, 7])).toBe(past);
});

test("two reminders come before an end, and nothing after it", () => {
  const all = [0, 1, 2, 3].map((announced) => nextAnnouncement(end, announced, [30, 7]));

  expect(all).toEqual([
    { at: "2027-10-23T09:30:00.000Z", announcement: { reminderDays: 30 } },
    { at: "2027-11-15T09:30:00.000Z", announcement: { reminderDays: 7 } },
    { at: end, announcement: "end" },
    undefined,
  ]);
});

test("without reminders, only the end is announced", () => {
  expect(nextAnnouncement(end, 0, [])).toEqual({ at: end, announcement: "end" });
  expect(nextAnnouncement(end, announcedAfter("end", []), [])).toBeUndefined();
  expect(remindersPast(end, end, [])).toBe(0);
});

test("what was announced leads to what comes next, for any number of reminders", () => {
  for (const reminders of [[30, 7], [45, 20, 5], [1]]) {
    const told = reminders.map((reminderDays) => announcedAfter({ reminderDays }, reminders));
    expect(told).toEqual(reminders.map((_, at) => at + 1));
    expect(nextAnnouncement(end, reminders.length, reminders)?.announcement).toBe("end");
    expect(announcedAfter("end", reminders)).toBe(reminders.length + 1);
  }
});
