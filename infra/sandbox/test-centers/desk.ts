import { randomInt, randomUUID } from "node:crypto";
import type * as z from "zod";
import { type Clock, clockEnd } from "../../local/host/clock.ts";
import { placed } from "./appointment-time.ts";
import type {
  cancelBody,
  correctBody,
  EligibilityBody,
  excuseBody,
  moveBody,
  noShowBody,
  PaidBody,
  registrationBody,
  Sending,
  sitBody,
  When,
} from "./bodies.ts";
import { type Booking, isBooked, type Message } from "./booking.ts";
import { begun, open, upcoming } from "./booking-state.ts";
import { type Center, newNumber, online, type Place } from "./centers.ts";
import { mayBook, shown } from "./entitlement.ts";
import type { Outbox } from "./outbox.ts";
import type { Programme } from "./programme.ts";
import { refused } from "./refused.ts";
import { absenceOf, appointmentOf, examOf, messageFor, numberOf, type Report, sittingOf } from "./report.ts";
import type { CenterStore } from "./store.ts";

export type DeskParts = {
  readonly store: CenterStore;
  readonly programme: Programme;
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** Throws Refused if the programme has no such provider. */
  readonly centerOf: (name: string) => Promise<Center>;
  /** Moves the local clock forwards. */
  readonly advanceTo: (instant: number) => Promise<void>;
};

/** The code or ids for a booking, and the programme's answer about them. */
type Paid = Pick<
  Booking,
  "exam" | "seriesCode" | "certificationId" | "name" | "email" | "eligibilityCode" | "examCode" | "candidateId"
> &
  Pick<Booking, "registrationId" | "bookBefore">;

/**
 * The actions at the test centres. Each stores the change with its report (outbox), and sends the report first if it is
 * due.
 */
export class Desk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Throws Refused if it does not exist. */
  booking(bookingId: string): Booking {
    const booking = this.#parts.store.booking(bookingId);
    if (booking === undefined) throw refused(404, "booking-not-found", "The test centres have no such booking.");
    return booking;
  }

  /** Books with an eligibility code, after asking the programme (R12). */
  async bookWithEligibilityCode(at: Center, { eligibilityCode, exam, ...asked }: EligibilityBody): Promise<Booking> {
    const typed = { code: eligibilityCode, field: "eligibilityCode", exam } as const;
    const found = await mayBook(this.#parts.programme, at.center, typed);
    return await this.#book(at, { ...found, eligibilityCode: shown(eligibilityCode) }, asked);
  }

  /** Books with an exam code or a candidate's payment. The centre's own ids later bind the pass (R25–R28). */
  async bookPaid(at: Center, { name, email, examCode, seriesCode, ...asked }: PaidBody): Promise<Booking> {
    const { programme, store } = this.#parts;
    const typed = examCode === undefined ? undefined : ({ code: examCode, field: "examCode" } as const);
    const paid =
      typed === undefined
        ? { exam: seriesCode ?? "", seriesCode }
        : { ...(await mayBook(programme, at.center, typed)), examCode: shown(typed.code) };
    const ids = { candidateId: store.candidateId(email), registrationId: String(randomInt(10 ** 9, 10 ** 10)) };
    return await this.#book(at, { ...paid, name, email, ...ids }, asked);
  }

  /** Books for a registration without a code. Without a time, the exam starts at once without a booking. */
  async bookForRegistration(
    at: Center,
    { registrationId, ...asked }: z.infer<typeof registrationBody>,
  ): Promise<Booking> {
    const typed = { code: registrationId, field: "registrationId" } as const;
    const found = { ...(await mayBook(this.#parts.programme, at.center, typed)), registrationId };
    if (asked.date !== undefined || asked.startsAt !== undefined) return await this.#book(at, found, asked);
    const draft = this.#draft(at.center);
    const { bookedAt: startsAt } = draft;
    return await this.#open({ ...draft, ...found, place: at.places[0] ?? online, startsAt }, undefined);
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

  #draft(center: string) {
    const bookedAt = new Date(this.#parts.clock.now()).toISOString();
    const bookingId = `bk_${randomUUID().replaceAll("-", "").slice(0, 20)}`;
    return { bookingId, center, status: "booked" as const, bookedAt, changedAt: bookedAt, results: [] };
  }

  async #book(at: Center, paid: Paid, asked: When & Sending): Promise<Booking> {
    const draft = {
      ...this.#draft(at.center),
      ...paid,
      ...this.#placed(asked, at, paid.bookBefore),
      confirmationNumbers: [newNumber(at)],
    };
    const { bookingId, bookedAt: occurredAt } = draft;
    const report: Report = { type: "appointment.booked", data: appointmentOf(draft) };
    return await this.#open(draft, messageFor({ bookingId, center: at.center, occurredAt }, report, asked));
  }

  #placed(asked: When, { places }: Center, before?: string, former?: Place) {
    return placed(asked, { places, former, now: this.#parts.clock.now(), before });
  }

  /** Stores a new booking. No `await` stands between check and write, so concurrent requests cannot both be stored. */
  async #open(booking: Booking, message: Message | undefined): Promise<Booking> {
    const former = this.#parts.store.openLike(booking);
    if (former !== undefined) {
      const detail = `This is booked already: booking ${former.bookingId}. Move or cancel that one.`;
      throw refused(409, "already-booked", detail);
    }
    this.#parts.store.save(booking, message);
    await this.#parts.outbox.deliverDue();
    return this.booking(booking.bookingId);
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
