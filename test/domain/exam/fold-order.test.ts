import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { termsOf } from "../../../shared/domain/exam/entitlement.ts";
import type { SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { entitlements, pictureWith, weighed } from "./given-entitlement.ts";

const day = (at: number) => `2027-04-${String(at).padStart(2, "0")}T09:00:00.000Z`;
const number = fc.constantFrom("8851", "8852", "8853");
const person = fc.constantFrom("A", "B", undefined);
const resultId = fc.constantFrom("res-1", "res-2", "res-3");

/** Few days and numbers, so that most sets contain reports of the same time and appointment. */
function factsOf(exams: readonly string[]) {
  const exam = fc.constantFrom(...exams);
  const occurredAt = fc.integer({ min: 1, max: 6 }).map(day);
  const startsAt = fc.constantFrom(day(10), day(20), "2028-02-01T09:00:00.000Z");
  const placing = fc
    .record({ occurredAt, confirmationNumber: number, exam, startsAt, candidateId: person, previous: number })
    .chain(({ previous, ...placed }) =>
      fc.constantFrom(
        { ...placed, type: "booked" as const },
        { ...placed, type: "rescheduled" as const, previousConfirmationNumber: previous },
      ),
    );
  const absence = fc
    .record({
      occurredAt,
      confirmationNumber: number,
      previous: fc.option(number, { nil: undefined }),
      kind: fc.nat(2),
    })
    .map(({ previous, kind, ...named }) =>
      kind === 0
        ? { ...named, type: "cancelled" as const, previousConfirmationNumber: previous }
        : { ...named, type: "no-show" as const, usesUp: kind === 1 },
    );
  const outcome = fc.constantFrom("pass" as const, "fail" as const, "incomplete" as const, "held" as const);
  const result = fc
    .record({ occurredAt, exam, resultId, outcome, candidateId: person, number: fc.option(number, { nil: undefined }) })
    .map(({ number: confirmationNumber, ...said }) => ({
      ...said,
      confirmationNumber,
      takenAt: said.occurredAt,
      type: "result" as const,
    }));
  const correction = fc.record({
    type: fc.constant("corrected" as const),
    occurredAt,
    resultId: fc.constantFrom("cor-1", "cor-2"),
    corrects: fc.constantFrom("res-1", "res-2", "cor-1", "cor-2"),
    outcome: fc.constantFrom("pass" as const, "fail" as const, "invalidated" as const),
  });
  return fc
    .array(fc.oneof(placing, placing, absence, result, correction), { minLength: 1, maxLength: 9 })
    .map((all) => {
      // Ids are unique, because our handlers park another result or correction with the same id.
      const ids = new Set<string>();
      const fresh = (each: (typeof all)[number]) =>
        !("resultId" in each) || (!ids.has(each.resultId) && ids.add(each.resultId));
      return all.filter(fresh).map((each, at): SittingReport => ({ reportId: `rep-${at}`, ...each }));
    });
}

/** A set of facts, and a delivery of it: each one to three times, in any order. */
function delivered(exams: readonly string[]) {
  return factsOf(exams).chain((facts) => {
    const counts = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: facts.length, maxLength: facts.length });
    const order = counts
      .map((times) => facts.flatMap((fact, at) => Array.from({ length: times[at] ?? 1 }, () => fact)))
      .chain((copies) => fc.shuffledSubarray(copies, { minLength: copies.length, maxLength: copies.length }));
    return fc.tuple(fc.constant(facts), order);
  });
}

describe.each([
  ["a registration for the ACP", entitlements.acp, ["written"], "prometric"],
  ["a registration for the ACE", entitlements.ace, ["written", "lab"], "prometric"],
  ["a registration at the academy", entitlements.academy, ["online"], "academy"],
  ["an exam code", entitlements.examCode, ["written"], "pearson-vue"],
  ["a self-paid sitting", entitlements.selfPaid, ["written"], "pearson-vue"],
] as const)("the reports about %s (R14)", (_, entitlement, exams, provider) => {
  test("amount to one state in any order and any number of times, parked ones included", () => {
    fc.assert(
      fc.property(delivered(exams), ([facts, order]) => {
        expect(pictureWith(order, termsOf(entitlement))).toEqual(pictureWith(facts, termsOf(entitlement)));
      }),
      { numRuns: 400 },
    );
  });

  test("weighed one by one end as all at once, and the last word on each report is that of the set", () => {
    fc.assert(
      fc.property(delivered(exams), ([facts, order]) => {
        const { words, picture } = weighed(entitlement, order, provider);
        const counted = facts.filter(({ reportId }) => !isForGood(words.get(reportId)));
        const expected = pictureWith(counted, termsOf(entitlement));
        expect(picture).toEqual(expected);
        for (const { reportId } of counted) expect(words.get(reportId)).toBe(expected.parked[reportId] ?? "counts");
      }),
      { numRuns: 400 },
    );
  });
});

const isForGood = (word: string | undefined) => word === "exam-not-in-registration" || word === "before-entitlement";
