import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reportsOf, termsOf, withAccepted } from "../../../shared/domain/exam/entitlement.ts";
import { weigh, weighAccepted } from "../../../shared/domain/exam/report.ts";
import type { SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { sittingsOf } from "../../../shared/domain/exam/unfolding.ts";
import { booked, cancelled, noShow, rescheduled, result } from "../given.ts";
import { entitlements, pictureOf } from "./given-entitlement.ts";

const received = "2030-01-01T00:00:00.000Z";
const on = (of: number) => `2027-05-${String(of).padStart(2, "0")}T00:00:00.000Z`;

/** Contradictory reports about a few numbers, with remarks of staff. */
const anyReport = fc
  .record({
    kind: fc.constantFrom("booked", "rescheduled", "cancelled", "no-show", "closed", "pass", "fail", "held"),
    number: fc.constantFrom("8851", "8852", "8853"),
    other: fc.constantFrom("8851", "8852", "8853"),
    at: fc.integer({ min: 1, max: 20 }),
    exam: fc.constantFrom("written", "lab"),
    id: fc.integer({ min: 0, max: 9_999 }),
  })
  .map(({ kind, number, other, at, exam, id }): SittingReport => {
    const reportId = `rep-${id}-${kind}`;
    const told = (): SittingReport => {
      if (kind === "booked") return booked(number, on(at), { exam });
      if (kind === "rescheduled") return rescheduled(other, number, on(at), { exam });
      if (kind === "cancelled") return cancelled(number, on(at));
      if (kind === "no-show") return noShow(number, on(at));
      if (kind === "closed")
        return { type: "closed", reportId, occurredAt: on(at), confirmationNumber: number, usesUp: id % 2 === 0 };
      return result(kind, number, on(at), { exam, resultId: reportId });
    };
    return { ...told(), reportId };
  });

const histories = fc.record({
  reports: fc.uniqueArray(anyReport, { minLength: 2, maxLength: 12, selector: ({ reportId }) => reportId }),
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
  order: fc.infiniteStream(fc.nat()),
});

/** Staff only accept bookings and results, because other reports would change nothing. */
function acceptable(reports: readonly SittingReport[], picks: readonly number[]): SittingReport[] {
  const some = reports.filter(({ type }) => type === "booked" || type === "rescheduled" || type === "result");
  return some.length === 0 ? [] : picks.flatMap((pick) => some[pick % some.length] ?? []);
}

describe.each(["ace", "examCode", "selfPaid"] as const)("what staff accept of an entitlement (%s)", (kind) => {
  test("counts with any other reports, which amount to one state in any order (R14, R36)", () => {
    fc.assert(
      fc.property(histories, ({ reports, picks, order }) => {
        const accepted = acceptable(reports, picks).map(({ reportId }) => reportId);
        const of = accepted.reduce(withAccepted, entitlements[kind]);
        const terms = termsOf(of);
        const shuffled = reports
          .map((report) => [order.next().value ?? 0, report] as const)
          .sort(([one], [other]) => one - other)
          .map(([, report]) => report);
        const state = sittingsOf(reports, terms);

        expect(accepted.filter((each) => state.parked.has(each))).toEqual([]);
        expect(pictureOf(sittingsOf([...shuffled, ...reports], terms))).toEqual(pictureOf(state));
      }),
      { numRuns: 2_000 },
    );
  });

  test("stays accepted when it is weighed and other reports follow", () => {
    fc.assert(
      fc.property(histories, ({ reports, picks }) => {
        const [first] = acceptable(reports, picks);
        if (first === undefined) return;
        let of = weighAccepted(entitlements[kind], first, "prometric", received).entitlement;
        for (const each of reports.filter((other) => other !== first)) {
          const next = weigh(of, each, "prometric", received);
          if (!("never" in next)) of = next.entitlement;
        }
        const { parked } = sittingsOf(reportsOf(of), termsOf(of));

        expect(parked.get(first.reportId)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });
});
