import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { folded } from "../../../shared/domain/exam/folded-reports.ts";
import { maximumReports, weigh } from "../../../shared/domain/exam/report.ts";
import { bookedFor, type SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { sittingsOf } from "../../../shared/domain/exam/unfolding.ts";
import { booked, cancelled, noShow, registration, rescheduled, result, terms } from "../given.ts";

const at = (minute: number) => new Date(Date.UTC(2027, 3, 1, 0, minute)).toISOString();
const received = "2027-12-01T00:00:00.000Z";

/** Books an exam and moves it several times. Returns the last number, too. */
function moved(times: number, exam: string, from: number): { reports: SittingReport[]; last: string } {
  const number = (move: number) => `${exam}-${from}-${move}`;
  const fields = (move: number) => ({ exam, reportId: `rep-${number(move)}` });
  const moves = Array.from({ length: times }, (_, move) =>
    rescheduled(number(move), number(move + 1), at(from + move + 1), fields(move + 1)),
  );
  return { reports: [booked(number(0), at(from), fields(0)), ...moves], last: number(times) };
}

/** The answer to each report, one by one. */
function answers(reports: readonly SittingReport[]): string[] {
  let of = registration("ace");
  return reports.map((report) => {
    const weighed = weigh({ kind: "registration", of }, report, "prometric", received);
    if ("never" in weighed) return weighed.never;
    if (weighed.entitlement.kind === "registration") of = weighed.entitlement.of;
    expect(of.reports?.length).toBeLessThanOrEqual(maximumReports);
    return weighed.parked ?? "counts";
  });
}

describe("any number of moves leaves room for the result", () => {
  const takenAt = at(2_000);

  test.each([
    ["of the lab, after the written exam is passed", result("pass", "written-0-0", at(5), { takenAt: at(4) })],
    [
      "of the lab, after the written exam was incomplete",
      result("incomplete", "written-0-0", at(5), { takenAt: at(4) }),
    ],
  ])("%s", (_, written) => {
    const lab = moved(300, "lab", 10);
    const sat = result("pass", lab.last, at(2_001), { exam: "lab", takenAt, resultId: "res-lab" });
    const all = [...moved(0, "written", 0).reports, written, ...lab.reports, sat];

    expect(new Set(answers(all))).toEqual(new Set(["counts"]));
  });

  test("of the written exam, after it was incomplete once", () => {
    const first = result("incomplete", "written-0-0", at(5), { takenAt: at(4) });
    const again = moved(300, "written", 10);
    const sat = result("pass", again.last, at(2_001), { takenAt, resultId: "res-again" });

    expect(new Set(answers([...moved(0, "written", 0).reports, first, ...again.reports, sat]))).toEqual(
      new Set(["counts"]),
    );
  });
});

type Act = { readonly does: "move" | "back" | "cancel" | "excuse" | "incomplete" | "pass"; readonly exam: string };

/** All earlier numbers of an exam, the valid one last. A move brings a new number, or the previous one. */
function numbersAfter(acts: readonly Act[], exam: string): string[] {
  const numbers = [`${exam}-first`];
  for (const [minute, each] of acts.entries()) {
    if (each.exam !== exam) continue;
    if (each.does === "move") numbers.push(`${exam}-${minute}`);
    if (each.does === "back") numbers.push(numbers.at(-2) ?? `${exam}-first`);
  }
  return numbers;
}

function told(does: Act["does"], exam: string, minute: number, before: readonly Act[]): SittingReport {
  const [valid = "", next = valid] = [
    numbersAfter(before, exam).at(-1),
    numbersAfter([...before, { does, exam }], exam).at(-1),
  ];
  const reportId = `rep-${minute}`;
  if (does === "move" || does === "back") return rescheduled(valid, next, at(minute), { exam, reportId });
  if (does === "cancel") return { ...cancelled(valid, at(minute)), reportId };
  if (does === "excuse") return { ...noShow(valid, at(minute), false), reportId };
  return result(does, valid, at(minute), { exam, resultId: `res-${minute}`, takenAt: at(minute) });
}

test("reports that are folded up amount to the same bookings and sittings", () => {
  const exam = fc.constantFrom("written", "lab");
  const does = fc.oneof(
    { weight: 30, arbitrary: fc.constant("move" as const) },
    { weight: 4, arbitrary: fc.constant("back" as const) },
    { weight: 2, arbitrary: fc.constantFrom("cancel" as const, "excuse" as const) },
    { weight: 1, arbitrary: fc.constantFrom("incomplete" as const, "pass" as const) },
  );
  const history = fc
    .array(fc.record({ does, exam }), { minLength: 45, maxLength: 95 })
    .map((acts) => acts.map(({ does: act, exam: of }, minute) => told(act, of, minute, acts.slice(0, minute))));
  let shorter = 0;
  fc.assert(
    fc.property(history, (reports) => {
      const kept = folded(reports, terms);
      if (kept.length < reports.length) shorter += 1;
      const [before, after] = [sittingsOf(reports, terms), sittingsOf(kept, terms)];
      for (const each of ["written", "lab"]) {
        expect(bookedFor(each, after)).toEqual(bookedFor(each, before));
        expect(after.ended.get(each)).toEqual(before.ended.get(each));
      }
      expect(after.incomplete).toEqual(before.incomplete);
    }),
    { numRuns: 500 },
  );
  expect(shorter).toBeGreaterThan(100);
});
