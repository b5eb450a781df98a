import { expect, test } from "vitest";
import { appointmentsChanged } from "../../../shared/domain/exam/appointment-notice.ts";
import { shifted } from "../../../shared/domain/exam/report.ts";
import type { SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { booked, cancelled, registration, result } from "../given.ts";

const day = (on: number) => `2027-04-${String(on).padStart(2, "0")}T09:00:00.000Z`;
const entitlementOf = (reports: readonly SittingReport[]) =>
  ({ kind: "registration", of: registration("acp", reports) }) as const;

/** The e-mails that the last report causes. */
const told = (reports: readonly SittingReport[]) => {
  const [before, after] = [entitlementOf(reports.slice(0, -1)), entitlementOf(reports)];
  const shift = shifted(before, after, { provider: "prometric", by: "prometric", report: reports.at(-1) });
  return appointmentsChanged(after, shift).map(({ tells, confirmationNumber }) => [tells, confirmationNumber]);
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

test("after an exam that is over nobody is told of its bookings", () => {
  const sat = result("fail", "A", day(3), { takenAt: day(2) });
  expect(told([booked("A", day(1)), sat])).toEqual([]);
});
