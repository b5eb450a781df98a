import type { Absence, Appointment, Placing, ResultFact } from "./sitting.ts";

/** One booking with all its numbers. The last number is valid. */
export type Booking = {
  readonly exam: string;
  readonly numbers: string[];
  readonly bookedAt: string;
  candidateId: string | undefined;
  centerRegistrationId: string | undefined;
  state: "booked" | "cancelled" | "no-show" | "completed" | "closed";
  /** Staff accepted it beyond the sittings: it brings its own sitting (R36). */
  readonly isExtra: boolean;
};

type Details = Omit<Appointment, "supersededBy" | "bookedAt">;

/** The bookings of an entitlement, by number (R12, R13). */
export class Bookings {
  readonly #expiresAt: string | undefined;
  readonly #details = new Map<string, Details>();
  readonly #byNumber = new Map<string, Booking>();
  /** Only the newest booking of an exam can be moved or missed. */
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

  /** A booking that replaces a cancelled or missed one keeps its numbers. */
  open(report: Placing, before: Booking | undefined, isExtra: boolean): Booking {
    const { exam, occurredAt, firstBookedAt: bookedAt = occurredAt, candidateId, centerRegistrationId } = report;
    const numbers = [...(before?.numbers ?? [])];
    const ids = { candidateId, centerRegistrationId };
    const booking: Booking = { exam, numbers, bookedAt, ...ids, state: "booked", isExtra };
    for (const number of numbers) this.#byNumber.set(number, booking);
    this.#latest.set(exam, booking);
    return booking;
  }

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
    this.#details.delete(number);
    this.#details.set(number, {
      confirmationNumber: number,
      exam,
      startsAt,
      testCenter,
      candidateId,
      centerRegistrationId,
      state: "booked",
      afterEnd: isLate ? true : undefined,
    });
  }

  /** Staff give this number to another booking. The former booking ends, unless it was sat. */
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

  /** The cancellation's number becomes the valid one only if the cancelled number was valid. */
  renameCancelled(booking: Booking, cancelled: string, { confirmationNumber: number }: Absence): void {
    const details = this.#details.get(cancelled);
    if (number === cancelled || details === undefined || this.#byNumber.has(number)) return;
    this.#details.set(number, { ...details, confirmationNumber: number, state: "cancelled" });
    booking.numbers.splice(booking.numbers.lastIndexOf(cancelled) + 1, 0, number);
    this.#byNumber.set(number, booking);
  }

  /** A result names its appointment by number or by the centre's ids. Otherwise it belongs to the booked one. */
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

  hasExtra(exam: string): boolean {
    const latest = this.#latest.get(exam);
    return latest?.isExtra === true && latest.state === "booked";
  }

  appointments(): Map<string, Appointment> {
    const all = [...this.#details].flatMap(([number, details]) => {
      const booking = this.#byNumber.get(number);
      if (booking === undefined) return [];
      // A number that only a move mentions has no details, so the next readable number is named (R13).
      const later = booking.numbers.slice(booking.numbers.lastIndexOf(number) + 1);
      const supersededBy = later.find((each) => this.#details.has(each));
      return [[number, { ...details, supersededBy, bookedAt: booking.bookedAt }] as const];
    });
    return new Map(all);
  }
}
