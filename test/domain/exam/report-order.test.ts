import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bookedFor, type SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { sittingsOf } from "../../../shared/domain/exam/unfolding.ts";
import { booked, cancelled, noShow, permutations, rescheduled, result, stateOf, terms } from "../given.ts";

/** Booked, moved, cancelled under a new number, booked again, moved, reported absent, and marked after all. */
function history(at: (day: number) => string): SittingReport[] {
  return [
    booked("8851", at(1)),
    rescheduled("8851", "8852", at(5), { startsAt: "2027-06-01T10:00:00.000Z" }),
    cancelled("8853", at(10), "8852"),
    booked("8854", at(15)),
    rescheduled("8854", "8855", at(16)),
    noShow("8855", at(20)),
    result("pass", "8854", at(21)),
  ];
}

const dated = history((day) => `2027-04-${String(day).padStart(2, "0")}T09:00:00.000Z`);
const simultaneous = history(() => "2027-04-01T09:00:00.000Z");

const finalState = {
  numbers: [
    "8851 rescheduled 2027-05-01T10:00:00.000Z 8852",
    "8852 cancelled 2027-06-01T10:00:00.000Z 8853",
    "8853 cancelled 2027-06-01T10:00:00.000Z valid",
    "8854 rescheduled 2027-05-01T10:00:00.000Z 8855",
    "8855 completed 2027-05-01T10:00:00.000Z valid",
  ],
  ended: {
    written: [{ confirmationNumber: "8855", outcome: "pass", at: "2027-05-01T12:00:00.000Z", resultId: "res-8854" }],
  },
};

describe("the same reports amount to the same state (R14)", () => {
  test("in the order in which things happened", () => {
    expect(stateOf(dated)).toEqual(finalState);
  });

  test("in each of their 5,040 orders", () => {
    const orders = permutations(dated);
    expect(orders).toHaveLength(5_040);
    for (const order of orders) expect(stateOf(order)).toEqual(finalState);
  });

  test("in each of their 5,040 orders, when all happened at one instant", () => {
    const expected = stateOf(simultaneous);
    for (const order of permutations(simultaneous)) expect(stateOf(order)).toEqual(expected);
  });

  test.each([
    ["at their times", dated],
    ["at one instant", simultaneous],
  ])("in any order, each up to three times, when they happened %s", (_, reports) => {
    const expected = stateOf(reports);
    const times = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 7, maxLength: 7 });
    const delivered = times
      .map((counts) => reports.flatMap((report, at) => Array.from({ length: counts[at] ?? 1 }, () => ({ ...report }))))
      .chain((copies) => fc.shuffledSubarray(copies, { minLength: copies.length, maxLength: copies.length }));
    fc.assert(
      fc.property(delivered, (order) => {
        expect(stateOf(order)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test("at every stage: any part of them amounts to one state", () => {
    for (const part of [dated.slice(0, 3), dated.slice(2, 5), dated.slice(4), dated.filter((_, at) => at % 2 === 0)]) {
      const expected = stateOf(part);
      for (const order of permutations(part)) expect(stateOf(order)).toEqual(expected);
    }
  });
});

describe("of reports at one instant", () => {
  const at = "2027-04-01T09:00:00.000Z";
  test.each<[string, SittingReport[], string[]]>([
    ["a cancellation follows the booking", [cancelled("8851", at), booked("8851", at)], ["8851 cancelled valid"]],
    [
      "a change follows the booking",
      [rescheduled("8851", "8852", at), booked("8851", at)],
      ["8851 rescheduled 8852", "8852 booked valid"],
    ],
    ["an absence follows the booking", [noShow("8851", at), booked("8851", at)], ["8851 no-show valid"]],
    [
      "a result follows the absence",
      [result("fail", "8851", at), noShow("8851", at), booked("8851", at)],
      ["8851 completed valid"],
    ],
    [
      "a cancellation follows the change",
      [cancelled("8852", at), rescheduled("8851", "8852", at), booked("8851", at)],
      ["8851 rescheduled 8852", "8852 cancelled valid"],
    ],
  ])("%s, whichever comes first", (_, reports, expected) => {
    for (const order of permutations(reports)) {
      const lines = stateOf(order).numbers.map((line) => line.replace(/ 2027\S+/, ""));
      expect(lines).toEqual(expected);
    }
  });

  const before = booked("8851", "2027-03-01T09:00:00.000Z");
  const again = [before, cancelled("8852", at, "8851"), booked("8853", at)];
  test.each<[string, SittingReport[], string]>([
    ["booked again", again, "8853"],
    ["booked again and later moved", [...again, rescheduled("8853", "8854", "2027-04-02T09:00:00.000Z")], "8854"],
  ])("a cancellation's own number stays known, when the exam is %s (R13)", (_, reports, standing) => {
    expect(bookedFor("written", sittingsOf(reports, terms))?.confirmationNumber).toBe(standing);
    expect(sittingsOf(reports, terms).appointments.get("8852")?.state).toBe("cancelled");
  });

  test.each(["a", "z"])(
    "a new booking outlives the cancellation of another, though its report is called %s",
    (reportId) => {
      const other = [booked("8851", at, { reportId: "m" }), cancelled("8851", at)];
      const reports = [...other, booked("8852", at, { reportId })];
      expect(bookedFor("written", sittingsOf(reports, terms))?.confirmationNumber).toBe("8852");
    },
  );
});
