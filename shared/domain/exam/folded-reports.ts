import { inOrder, withdrawnNumber } from "./report-order.ts";
import { isPlacing, type Placing, type SittingReport, type Terms } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

/** Histories up to this length are kept whole. */
const keptWhole = 40;

/** So many of the newest bookings and moves of an exam are kept, beside all that is no booking. */
const keptPlacings = 20;

/**
 * The same reports, without the bookings, moves and cancellations of an exam that many later moves have superseded: any
 * number of moves so fits one item, and the result that follows them is never shut out. The newest state is the same;
 * the older numbers stay known by the first booking that is kept.
 */
export function folded(reports: readonly SittingReport[], terms: Terms): readonly SittingReport[] {
  if (reports.length <= keptWhole) return reports;
  const exams = new Set(reports.flatMap((each) => (isPlacing(each) ? [each.exam] : [])));
  return [...exams].reduce((left, exam) => foldedFor(exam, left, terms), reports);
}

function foldedFor(exam: string, reports: readonly SittingReport[], terms: Terms): readonly SittingReport[] {
  const state = sittingsOf(reports, terms);
  const counted = inOrder(reports.filter(({ reportId }) => !state.parked.has(reportId)));
  // A sitting's own bookings stay with its result.
  const ordered = counted.slice(counted.findLastIndex((each) => each.type === "result" && each.exam === exam) + 1);
  const placings = ordered.filter((each): each is Placing => isPlacing(each) && each.exam === exam);
  const first = placings.at(-keptPlacings);
  if (first === undefined || placings.length === keptPlacings) return reports;

  const older = ordered.slice(0, ordered.indexOf(first));
  const numbers = new Set(placings.slice(0, -keptPlacings).flatMap(numbersOf));
  const isDropped = (each: SittingReport) => {
    if (isPlacing(each)) return each.exam === exam;
    const isEnd = each.type === "cancelled" || each.type === "no-show" || each.type === "closed";
    return isEnd && numbers.has(withdrawnNumber(each));
  };
  const dropped = new Set(older.filter(isDropped));
  const bookedAt = state.appointments.get(first.confirmationNumber)?.bookedAt ?? first.occurredAt;
  const firstBookedAt = bookedAt < first.occurredAt ? bookedAt : undefined;
  const bridge = { ...first, earlierNumbers: [...numbers, ...(first.earlierNumbers ?? [])], firstBookedAt };
  return reports.flatMap((each) => (dropped.has(each) ? [] : [each === first ? bridge : each]));
}

function numbersOf({
  confirmationNumber,
  previousConfirmationNumber: previous,
  earlierNumbers = [],
}: Placing): string[] {
  return [...earlierNumbers, ...(previous === undefined ? [] : [previous]), confirmationNumber];
}
