import { expect, test } from "vitest";
import { type Registration, sittingsIn } from "../../../shared/domain/exam/registration.ts";
import { hasPassed } from "../../../shared/domain/exam/registration-status.ts";
import { shifted } from "../../../shared/domain/exam/report.ts";
import { resultsToTell } from "../../../shared/domain/exam/result-notice.ts";
import type { SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { booked, cancelled, noShow, registration, result } from "../given.ts";

const day = (on: number) => `2027-04-${String(on).padStart(2, "0")}T09:00:00.000Z`;
const entitlementOf = (reports: readonly SittingReport[]) =>
  ({ kind: "registration", of: registration("acp", reports) }) as const;

/** The e-mails about the result that the last report causes. */
const told = (...reports: readonly SittingReport[]) => {
  const [before, after] = [entitlementOf(reports.slice(0, -1)), entitlementOf(reports)];
  const shift = shifted(before, after, { provider: "prometric", by: "prometric", report: reports.at(-1) });
  return resultsToTell(shift).map(({ outcome, isCorrection }) => `${outcome}${isCorrection ? ", corrected" : ""}`);
};
const corrected = (number: string, outcome: "pass" | "fail" | "incomplete", on: number): SittingReport => ({
  type: "corrected",
  reportId: `corrected-${on}`,
  occurredAt: day(on),
  resultId: `correction-${on}`,
  corrects: `res-${number}`,
  outcome,
});
const sat = (outcome: "pass" | "fail" | "held" | "incomplete", number: string, on: number, resultId?: string) =>
  result(outcome, number, day(on), { takenAt: day(on), ...(resultId && { resultId }) });

const missed = [booked("A", day(1)), noShow("A", day(3)), booked("B", day(5)), sat("pass", "B", 7)];
const again = [booked("A", day(1)), cancelled("A", day(4)), booked("B", day(5)), sat("pass", "B", 7)];
const failed = [booked("A", day(1)), sat("fail", "A", 3)];
const unclear = [booked("A", day(1)), sat("held", "A", 3, "res-held")];

test.each<[string, readonly SittingReport[], SittingReport, readonly string[]]>([
  ["a result", [booked("A", day(1))], sat("fail", "A", 3), ["fail"]],
  ["no result that does not count", [...failed, booked("B", day(5))], sat("pass", "B", 7), []],
  ["a pass that starts to count", missed, cancelled("A", day(4)), ["pass"]],
  ["what stands after a pass that stops to count", again, sat("fail", "A", 3), ["fail"]],
  ["a pass after a held result", unclear, sat("pass", "A", 5), ["pass"]],
  ["a pass that was sat before a held result", unclear, sat("pass", "A", 2), ["pass"]],
  [
    "no held result that another one has replaced",
    [booked("A", day(1)), sat("pass", "A", 7)],
    sat("held", "A", 3, "res-held"),
    [],
  ],
  ["a correction", failed, corrected("A", "pass", 8), ["pass, corrected"]],
  [
    "the outcome of a later correction",
    [...failed, corrected("A", "pass", 9)],
    corrected("A", "fail", 8),
    ["pass, corrected"],
  ],
  ["no incomplete sitting before a pass", again, sat("incomplete", "A", 3), []],
  [
    "a pass, though the result that replaced it falls",
    [...unclear, sat("pass", "A", 5)],
    corrected("held", "pass", 6),
    ["pass, corrected"],
  ],
  ["nothing if a booking moves", failed, booked("A", day(2), { reportId: "again" }), []],
])("an e-mail tells %s (R14, R16)", (_, known, last, expected) => {
  expect(told(...known, last)).toEqual(expected);
});

test("a held result goes before a later fail, and a pass elsewhere before all (R10, R16)", () => {
  const granted = (reports: readonly SittingReport[], more: Partial<Registration>) =>
    ({ kind: "registration", of: { ...registration("acp", reports), ...more } }) as const;
  const toldWith = (more: Partial<Registration>, ...reports: readonly SittingReport[]) => {
    const by = { provider: "prometric", by: "prometric", report: reports.at(-1) };
    const shift = shifted(granted(reports.slice(0, -1), more), granted(reports, more), by);
    return resultsToTell(shift).map(({ outcome }) => outcome);
  };
  const elsewhere = { passedElsewhere: [{ exam: "written", sittingId: "sit_1", at: day(2) }] };

  expect(toldWith({ granted: ["written"] }, ...unclear, booked("B", day(5)), sat("fail", "B", 7))).toEqual([]);
  expect(toldWith(elsewhere, booked("A", day(1)), sat("fail", "A", 3))).toEqual([]);
  expect(toldWith(elsewhere, booked("A", day(1)), sat("pass", "A", 3))).toEqual(["pass"]);
});

test("the last e-mail tells the outcome that stands, in every order of the reports", () => {
  const histories = [
    [...missed, cancelled("A", day(4))],
    [...again, sat("fail", "A", 3), corrected("A", "incomplete", 8)],
    [...unclear, sat("pass", "A", 5), corrected("held", "pass", 6)],
  ];
  for (const reports of histories) {
    for (const order of ordersOf(reports)) {
      const [last] = order.flatMap((_, at) => told(...order.slice(0, at + 1))).slice(-1);
      const stands = hasPassed(registration("acp", order), "written", sittingsIn(registration("acp", order)));
      expect([last?.split(",")[0] === "pass", order.map(({ reportId }) => reportId)]).toEqual([
        stands,
        order.map(({ reportId }) => reportId),
      ]);
    }
  }
});

function ordersOf<T>(of: readonly T[]): T[][] {
  if (of.length <= 1) return [[...of]];
  return of.flatMap((first, at) => ordersOf(of.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}
