import type { Absence, Appointment, Placing, ResultFact } from "./sitting.ts";

/** One booking through all its numbers: the last one is valid. */
export type Booking = {
  readonly exam: string;
  readonly numbers: string[];
  readonly bookedAt: string;
  candidateId: string | undefined;
  centerRegistrationId: string | undefined;
  state: "booked" | "cancelled" | "no-show" | "completed" | "closed";
  /** Staff accepted it although no sitting was left: it brings its own (R36). */
  readonly isExtra: boolean;
};

type Details = Omit<Appointment, "supersededBy" | "bookedAt">;

/** The bookings of an entitlement by their numbers, as reports make, move and end them (R12, R13). */
export class Bookings {
  readonly #expiresAt: string | undefined;
  readonly #details = new Map<string, Details>();
  readonly #byNumber = new Map<string, Booking>();
  /** The newest booking of each exam: only this one can still be moved or missed. */
  readonly #latest = new Map<string, Booking>();

  constructor(expiresAt: string | undefined) {
    this.#expiresAt = expiresAt;
  }

  at(number: string): Booking | undefined {
    return this.#byNumber.get(number);
  }

  latest(exam: string): Booking | undefined {
    return this.#latest.get(exam);
  }

  /** A booking that takes the place of one that was cancelled or missed keeps its numbers. */
  open(report: Placing, before: Booking | undefined, isExtra: boolean): Booking {
    const { exam, occurredAt, firstBookedAt: bookedAt = occurredAt, candidateId, centerRegistrationId } = report;
    const numbers = [...(before?.numbers ?? [])];
    const ids = { candidateId, centerRegistrationId };
    const booking: Booking = { exam, numbers, bookedAt, ...ids, state: "booked", isExtra };
    for (const number of numbers) this.#byNumber.set(number, booking);
    this.#latest.set(exam, booking);
    return booking;
  }

  /** Makes the reported number the valid one of its booking. */
  show(booking: Booking, report: Placing): void {
    const { confirmationNumber: number, previousConfirmationNumber: previous, earlierNumbers = [] } = report;
    const current = booking.numbers.at(-1);
    const unknown = [...earlierNumbers, ...(previous === undefined ? [] : [previous])];
    for (const each of unknown) if (!this.#byNumber.has(each)) this.#name(booking, each);
    if (current !== undefined && current !== number) this.mark(current, "rescheduled", ["booked"]);
    if (booking.numbers.at(-1) !== number) this.#name(booking, number);
    booking.candidateId ??= report.candidateId;
    booking.centerRegistrationId = report.centerRegistrationId ?? booking.centerRegistrationId;
    const { exam, startsAt, testCenter, candidateId, centerRegistrationId, occurredAt } = report;
    const end = this.#expiresAt;
    const isLate = end !== undefined && (startsAt >= end || occurredAt >= end);
    // The number that was shown last stands last, also one that comes back.
    this.#details.delete(number);
    this.#details.set(number, {
      ...{ confirmationNumber: number, exam, startsAt, testCenter, candidateId, centerRegistrationId, state: "booked" },
      afterEnd: isLate ? true : undefined,
    });
  }

  /** A number that staff give to another booking; the one that had it, unless it was sat, is over without it. */
  release(number: string): void {
    const booking = this.#byNumber.get(number);
    if (booking === undefined) return;
    const isCurrent = booking.numbers.at(-1) === number;
    booking.numbers.splice(0, booking.numbers.length, ...booking.numbers.filter((each) => each !== number));
    this.#byNumber.delete(number);
    this.#details.delete(number);
    if (isCurrent && booking.state === "booked") booking.state = "cancelled";
  }

  #name(booking: Booking, number: string): void {
    booking.numbers.push(number);
    this.#byNumber.set(number, booking);
  }

  /** Ends a booking under its valid number. */
  end(booking: Booking, state: "cancelled" | "no-show" | "completed" | "closed"): void {
    booking.state = state;
    const number = booking.numbers.at(-1);
    if (number !== undefined) this.mark(number, state);
  }

  mark(number: string, state: Appointment["state"], only?: readonly Appointment["state"][]): void {
    const details = this.#details.get(number);
    if (details !== undefined && only?.includes(details.state) !== false)
      this.#details.set(number, { ...details, state });
  }

  isAfterEnd(booking: Booking): boolean {
    const number = booking.numbers.at(-1);
    return number !== undefined && this.#details.get(number)?.afterEnd === true;
  }

  /** The cancellation's own number is known from then on. It is only the valid one if the number that it cancels was. */
  renameCancelled(booking: Booking, cancelled: string, { confirmationNumber: number }: Absence): void {
    const details = this.#details.get(cancelled);
    if (number === cancelled || details === undefined || this.#byNumber.has(number)) return;
    this.#details.set(number, { ...details, confirmationNumber: number, state: "cancelled" });
    booking.numbers.splice(booking.numbers.lastIndexOf(cancelled) + 1, 0, number);
    this.#byNumber.set(number, booking);
  }

  /** A result names its appointment by number or by the centre's own ids; without these it is of the one that is booked. */
  ofResult(result: ResultFact, needsNumber: boolean): Booking | undefined {
    const { exam, confirmationNumber, candidateId, centerRegistrationId } = result;
    const numbered = confirmationNumber === undefined ? undefined : this.#byNumber.get(confirmationNumber);
    if (numbered !== undefined || (confirmationNumber !== undefined && needsNumber)) return numbered;
    const latest = this.#latest.get(exam);
    if (centerRegistrationId === undefined) return latest?.state === "booked" ? latest : undefined;
    const named = this.#byNumber.get(centerRegistrationId);
    const fits = (each: Booking) => each.exam === exam && each.centerRegistrationId === centerRegistrationId;
    const booked = latest?.state === "booked" && latest.centerRegistrationId === undefined ? latest : undefined;
    return named ?? [...this.#byNumber.values()].findLast(fits) ?? (candidateId === undefined ? undefined : booked);
  }

  /** Whether staff accepted a booking of the exam beyond its sittings, which is still booked. */
  hasExtra(exam: string): boolean {
    const latest = this.#latest.get(exam);
    return latest?.isExtra === true && latest.state === "booked";
  }

  appointments(): Map<string, Appointment> {
    const all = [...this.#details].flatMap(([number, details]) => {
      const booking = this.#byNumber.get(number);
      if (booking === undefined) return [];
      // A number that is known from a move alone cannot be read: the next one that can is named (R13).
      const later = booking.numbers.slice(booking.numbers.lastIndexOf(number) + 1);
      const supersededBy = later.find((each) => this.#details.has(each));
      return [[number, { ...details, supersededBy, bookedAt: booking.bookedAt }] as const];
    });
    return new Map(all);
  }
}
