import { inOrder, withdrawnNumber } from "./report-order.ts";
import { isPlacing, type Placing, type SittingReport, type Terms } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

const keptWhole = 40;

/** The newest bookings and moves that stay, beside all other reports. */
const keptPlacings = 20;

/**
 * Removes bookings, moves and cancellations that later moves supersede, so that any number of moves fits one item and a
 * result is never shut out. The newest state is the same. The first kept booking knows the older numbers.
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
