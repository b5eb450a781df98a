import type { Instant } from "../instant.ts";
import { bookingOf, type ExamCode, type Holding, holderOf, useOf } from "./exam-code.ts";

/**
 * The holder at `at`: the time of booking or, without one, of the exam (R27). If nobody ever had the code before, the
 * present holder. If somebody had it before but not then, nobody.
 */
export function payerOf(code: ExamCode, at: Instant): Holding | undefined {
  const before = code.holdings.filter(({ since }) => since <= at);
  if (before.length === 0) return holderOf(code);
  return before.findLast(({ until }) => until === undefined || at < until);
}

/** The code's use as the ledger keeps it (R11). */
export function holdOn(code: ExamCode): Readonly<Record<"isBooked" | "isBookedAfterEnd" | "isUsed", boolean>> {
  const use = useOf(code);
  const booking = bookingOf(code);
  const isBookedAfterEnd = booking?.afterEnd === true;
  const isBooked = (booking !== undefined && !isBookedAfterEnd) || use?.bookedAt !== undefined;
  return { isBooked, isBookedAfterEnd, isUsed: use !== undefined };
}

/** The present holder, or the account that booked or used the code. */
export function bearerOf(code: ExamCode): Holding | undefined {
  const use = useOf(code) ?? bookingOf(code);
  if (use === undefined) return holderOf(code);
  const at = use.bookedAt ?? ("at" in use ? use.at : undefined);
  return at === undefined ? holderOf(code) : payerOf(code, at);
}
