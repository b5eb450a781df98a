import { randomUUID } from "node:crypto";
import type * as z from "zod";
import { type Clock, clockEnd } from "../../local/host/clock.ts";
import { placed } from "./appointment-time.ts";
import type { cancelBody, correctBody, excuseBody, moveBody, noShowBody, Sending, sitBody, When } from "./bodies.ts";
import { type Booking, isBooked } from "./booking.ts";
import { begun, existing, open, upcoming } from "./booking-state.ts";
import { type Center, newNumber, type Place } from "./centers.ts";
import type { Outbox } from "./outbox.ts";
import { refused } from "./refused.ts";
import { absenceOf, appointmentOf, examOf, messageFor, numberOf, type Report, sittingOf } from "./report.ts";
import type { CenterStore } from "./store.ts";

export type DeskParts = {
  readonly store: CenterStore;
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** Throws Refused if the programme has no such provider. */
  readonly centerOf: (name: string) => Promise<Center>;
  /** Moves the local clock forwards. */
  readonly advanceTo: (instant: number) => Promise<void>;
};

/**
 * The actions on a booking at the test centres. Each stores the change with its report (outbox), and sends the report
 * first if it is due.
 */
export class Desk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Throws Refused if it does not exist. */
  booking(bookingId: string): Booking {
    return existing(this.#parts.store, bookingId);
  }

  /** Moves a booking to a new number, or back to an earlier one (R13). */
  async move(bookingId: string, asked: z.infer<typeof moveBody>): Promise<Booking> {
    const at = await this.#parts.centerOf(this.booking(bookingId).center);
    const former = this.#upcoming(bookingId);
    const { confirmationNumber: back, ...wanted } = asked;
    const numbers = former.confirmationNumbers ?? [];
    if (back !== undefined && !numbers.slice(0, -1).includes(back)) {
      throw refused(422, "invalid-request", "Choose a number that the booking had before.", "confirmationNumber");
    }
    const elsewhere = wanted.place !== undefined && wanted.date === undefined && wanted.time === undefined;
    const when = elsewhere ? { startsAt: former.startsAt, ...wanted } : wanted;
    const moved = { ...former, ...this.#placed(when, at, former.bookBefore, former.place) };
    const after = { ...moved, confirmationNumbers: [...numbers, back ?? newNumber(at)] };
    const data = { ...appointmentOf(after), previousConfirmationNumber: numbers.at(-1) };
    return await this.#change(after, { type: "appointment.rescheduled", data }, asked);
  }

  async cancel(bookingId: string, asked: z.infer<typeof cancelBody>): Promise<Booking> {
    const booking = this.#upcoming(bookingId);
    const data = { confirmationNumber: numberOf(booking) };
    return await this.#change({ ...booking, status: "cancelled" }, { type: "appointment.cancelled", data }, asked);
  }

  async noShow(bookingId: string, asked: z.infer<typeof noShowBody>): Promise<Booking> {
    if (asked.moveClock) await this.#moveClock(bookingId);
    const booking = this.#begun(bookingId);
    if (!isBooked(booking)) throw refused(409, "not-booked", "Nothing was booked, so nobody is missed.");
    const status = asked.excused ? ("excused" as const) : ("no-show" as const);
    return await this.#change({ ...booking, status }, absenceOf(booking, asked.excused), asked);
  }

  /** Excuses the absence: the exam may be booked again (R15). */
  async excuse(bookingId: string, asked: z.infer<typeof excuseBody>): Promise<Booking> {
    const booking = this.booking(bookingId);
    if (booking.status !== "no-show") throw refused(409, "not-missed", "Only a no-show can be excused.");
    return await this.#change({ ...booking, status: "excused" }, absenceOf(booking, true), asked);
  }

  async sit(bookingId: string, asked: z.infer<typeof sitBody>): Promise<Booking> {
    if (asked.moveClock) await this.#moveClock(bookingId);
    const booking = this.#begun(bookingId);
    const { outcome, score, maximumScore = score === undefined || score > 100 ? undefined : 100 } = asked;
    const result = { resultId: `R-${randomUUID()}`, outcome, score, maximumScore };
    const data = { ...result, ...examOf(booking), takenAt: booking.startsAt, ...sittingOf(booking) };
    return await this.#change(
      { ...booking, status: "sat", results: [result] },
      { type: "result.reported", data },
      asked,
    );
  }

  /** Corrects the current result (R16). */
  async correct(bookingId: string, asked: z.infer<typeof correctBody>): Promise<Booking> {
    const booking = this.booking(bookingId);
    const held = booking.results.at(-1);
    if (held === undefined) throw refused(409, "no-result", "There is no result yet that could be corrected.");
    const { outcome, score, reason } = asked;
    const { maximumScore } = held;
    if (score !== undefined && maximumScore !== undefined && score > maximumScore) {
      throw refused(422, "invalid-request", "The score is greater than the maximum.", "score");
    }
    const correction = { resultId: `R-${randomUUID()}`, outcome, score, reason };
    const data = { ...correction, corrects: held.resultId };
    const results = [...booking.results, { ...correction, maximumScore }];
    return await this.#change({ ...booking, results }, { type: "result.corrected", data }, asked);
  }

  #placed(asked: When, { places }: Center, before?: string, former?: Place) {
    return placed(asked, { places, former, now: this.#parts.clock.now(), before });
  }

  async #change(booking: Booking, report: Report, asked: Sending): Promise<Booking> {
    const { bookingId, center } = booking;
    const now = this.#parts.clock.now();
    const changedAt = new Date(Math.max(now, Date.parse(booking.changedAt) + 1)).toISOString();
    const message = messageFor({ bookingId, center, occurredAt: changedAt }, report, asked);
    this.#parts.store.save({ ...booking, changedAt }, message);
    await this.#parts.outbox.deliverDue();
    return this.booking(bookingId);
  }

  #upcoming(bookingId: string): Booking {
    return upcoming(this.booking(bookingId), this.#parts.clock.now());
  }

  #begun(bookingId: string): Booking {
    return begun(this.booking(bookingId), this.#parts.clock.now());
  }

  /** Moves the clock to the appointment. Read the booking again afterwards, because it may have changed. */
  async #moveClock(bookingId: string): Promise<void> {
    const { startsAt } = open(this.booking(bookingId));
    if (!this.#parts.clock.reaches(Date.parse(startsAt)))
      throw refused(422, "invalid-request", `The local clock ends at ${clockEnd}.`, "moveClock");
    await this.#parts.advanceTo(Date.parse(startsAt));
  }
}
