import { expect, test } from "vitest";
import { appointmentsChanged } from "../../../shared/domain/exam/appointment-notice.ts";
import { shifted } from "../../../shared/domain/exam/report.ts";
import type { SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { booked, cancelled, registration, rescheduled, result } from "../given.ts";

const day = (on: number) => `2027-04-${String(on).padStart(2, "0")}T09:00:00.000Z`;
const entitlementOf = (reports: readonly SittingReport[]) =>
  ({ kind: "registration", of: registration("acp", reports) }) as const;

/** The e-mails that the last report causes. */
const told = (reports: readonly SittingReport[]) => {
  const [before, after] = [entitlementOf(reports.slice(0, -1)), entitlementOf(reports)];
  const shift = shifted(before, after, { provider: "prometric", by: "prometric", report: reports.at(-1) });
  return appointmentsChanged(after, shift).map(({ tells, confirmationNumber, appointment }) => [
    tells,
    confirmationNumber ?? appointment?.confirmationNumber,
  ]);
};

test("the e-mail of a cancellation names the number that was cancelled last, also one that came back (R13)", () => {
  const once = [booked("A", day(1)), cancelled("A", day(2)), booked("B", day(3)), cancelled("B", day(4))];
  const again = [
    booked("A", day(5), { reportId: "again" }),
    { ...cancelled("A", day(6)), reportId: "cancelled-again" },
  ];

  expect(told(once)).toEqual([["cancelled", "B"]]);
  expect(told([...once, ...again])).toEqual([["cancelled", "A"]]);
});

test("a booking that starts to count under a number that is known is told (R13, R14)", () => {
  const again = booked("A", day(8), { reportId: "again", startsAt: day(12) });
  const failed = [booked("A", day(1)), result("fail", "A", day(3), { takenAt: day(2) }), again];
  const corrected = { type: "corrected", reportId: "c", occurredAt: day(9), resultId: "c", corrects: "res-A" } as const;

  expect(told([...failed, { ...corrected, outcome: "incomplete" }])).toEqual([["booked", "A"]]);
});

test("a late move of a sitting that ended incomplete is told nobody: it was not cancelled", () => {
  const sat = result("incomplete", "A", day(4), { takenAt: day(4) });
  expect(told([booked("A", day(1)), sat, rescheduled("A", "B", day(2))])).toEqual([]);
});

test("after an exam that is over nobody is told of its bookings", () => {
  const sat = result("fail", "A", day(3), { takenAt: day(2) });
  expect(told([booked("A", day(1)), sat])).toEqual([]);
});
