import { expect, test } from "vitest";
import { shifted } from "../../../shared/domain/exam/report.ts";
import { resultsToTell } from "../../../shared/domain/exam/result-notice.ts";
import type { SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { booked, cancelled, noShow, registration, result } from "../given.ts";

const day = (on: number) => `2027-04-${String(on).padStart(2, "0")}T09:00:00.000Z`;
const entitlementOf = (reports: readonly SittingReport[]) =>
  ({ kind: "registration", of: registration("acp", reports) }) as const;

/** The results that the last report changes. */
const told = (...reports: readonly SittingReport[]) => {
  const [before, after] = [entitlementOf(reports.slice(0, -1)), entitlementOf(reports)];
  const shift = shifted(before, after, { provider: "prometric", by: "prometric", report: reports.at(-1) });
  return resultsToTell(shift).map(({ outcome, isCorrection }) => [outcome, isCorrection ? "corrected" : "reported"]);
};
const corrected = (outcome: "pass" | "fail", on: number): SittingReport => ({
  type: "corrected",
  reportId: `corrected-${on}`,
  occurredAt: day(on),
  resultId: `correction-${on}`,
  corrects: "res-A",
  outcome,
});

const missed = [booked("A", day(1)), noShow("A", day(3)), booked("B", day(5)), result("pass", "B", day(7))];
const passed = [booked("A", day(1)), cancelled("A", day(4)), booked("B", day(5)), result("pass", "B", day(7))];
const failed = [booked("A", day(1)), result("fail", "A", day(3))];

test.each<[string, readonly SittingReport[], SittingReport, readonly unknown[]]>([
  ["its own", [booked("A", day(1))], result("fail", "A", day(3)), [["fail", "reported"]]],
  ["none that does not count", [...failed, booked("B", day(5))], result("pass", "B", day(7)), []],
  ["one that starts to count because of another report", missed, cancelled("A", day(4)), [["pass", "reported"]]],
  [
    "one that stops to count because of another report",
    passed,
    result("fail", "A", day(3)),
    [
      ["invalidated", "corrected"],
      ["fail", "reported"],
    ],
  ],
  ["a corrected one", failed, corrected("pass", 8), [["pass", "corrected"]]],
  [
    "the present outcome after a late correction",
    [...failed, corrected("pass", 9)],
    corrected("fail", 8),
    [["pass", "corrected"]],
  ],
  [
    "none that a later one has replaced",
    [booked("A", day(1)), result("pass", "A", day(7))],
    result("held", "A", day(3), { resultId: "res-held" }),
    [],
  ],
  ["none if a booking moves", failed, booked("A", day(2), { reportId: "again" }), []],
])("a report tells %s (R14, R16)", (_, known, last, expected) => {
  expect(told(...known, last)).toEqual(expected);
});
