import { randomInt, randomUUID } from "node:crypto";
import type * as z from "zod";
import { type Clock, clockEnd } from "../clock.ts";
import { placed } from "./appointment-time.ts";
import type {
  BookBody,
  cancelBody,
  correctBody,
  EligibilityBody,
  moveBody,
  noShowBody,
  Sending,
  sitBody,
  When,
} from "./bodies.ts";
import { type Booking, kindOf, type Message } from "./booking.ts";
import { type Center, newNumber, online, type Place } from "./centers.ts";
import { awaitedExam, examCodeFor, holderOf } from "./entitlement.ts";
import type { Outbox } from "./outbox.ts";
import type { Programme } from "./programme.ts";
import { refused } from "./refused.ts";
import { messageFor, type Report } from "./report.ts";
import type { CenterStore } from "./store.ts";

export type DeskParts = {
  readonly store: CenterStore;
  readonly programme: Programme;
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** The centre of that name. Throws Refused if the programme has no such provider. */
  readonly centerOf: (name: string) => Promise<Center>;
  /** Moves the local clock forwards to that instant. */
  readonly advanceTo: (instant: number) => Promise<void>;
};

/** What people do at the test centres. Each change is kept with its report, which is sent before this answers if it is due. */
export class Desk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Throws Refused if there is none. */
  booking(bookingId: string): Booking {
    const booking = this.#parts.store.booking(bookingId);
    if (booking === undefined) throw refused(404, "booking-not-found", "The test centres have no such booking.");
    return booking;
  }

  /** With an eligibility code, about which the programme is asked (R12). */
  async bookWithEligibilityCode(at: Center, { eligibilityCode, exam, ...asked }: EligibilityBody): Promise<Booking> {
    const { center } = at;
    const holder = await holderOf(this.#parts.programme, center, eligibilityCode, exam);
    const draft = {
      ...this.#draft(center),
      ...this.#placed(asked, at, holder.bookBefore),
      ...{ exam, ...holder },
      confirmationNumbers: [newNumber(at)],
    };
    const { bookingId, bookedAt } = draft;
    const report: Report = { type: "appointment.booked", data: appointmentOf(draft) };
    return await this.#open(draft, messageFor({ bookingId, center, occurredAt: bookedAt }, report, asked));
  }

  /** Paid with an exam code. It reports nothing until there is a result. */
  async bookWithExamCode(at: Center, { name, email, examCode, ...asked }: BookBody<"exam-code">): Promise<Booking> {
    const { center } = at;
    const { expiresAt, ...paid } = await examCodeFor(this.#parts.programme, center, examCode);
    const draft = {
      ...this.#draft(center),
      ...this.#placed(asked, at, expiresAt),
      ...{ name, email, ...paid, bookBefore: expiresAt },
      candidateId: this.#parts.store.candidateId(email),
      registrationId: String(randomInt(10 ** 9, 10 ** 10)),
    };
    return await this.#open(draft, undefined);
  }

  /** Where nothing is booked, the sitting is there at once, for a registration that awaits it. */
  async beginOnline({ center }: Center, { registrationId }: BookBody<"registration">): Promise<Booking> {
    const exam = await awaitedExam(this.#parts.programme, center, registrationId);
    const draft = this.#draft(center);
    const { bookedAt: startsAt } = draft;
    return await this.#open({ ...draft, exam, place: online, startsAt, registrationId }, undefined);
  }

  /** Moves a booking; one with a confirmation number gets a new one (R13). */
  async move(bookingId: string, asked: z.infer<typeof moveBody>): Promise<Booking> {
    const at = await this.#parts.centerOf(this.booking(bookingId).center);
    const former = this.#upcoming(bookingId);
    const elsewhere = asked.place !== undefined && asked.date === undefined && asked.time === undefined;
    const when = elsewhere ? { startsAt: former.startsAt, ...asked } : asked;
    const moved = { ...former, ...this.#placed(when, at, former.bookBefore, former.place) };
    const numbers = former.confirmationNumbers;
    if (numbers === undefined) return await this.#change(moved, undefined, asked);
    const after = { ...moved, confirmationNumbers: [...numbers, newNumber(at)] };
    const data = { ...appointmentOf(after), previousConfirmationNumber: numbers.at(-1) };
    return await this.#change(after, { type: "appointment.rescheduled", data }, asked);
  }

  async cancel(bookingId: string, asked: z.infer<typeof cancelBody>): Promise<Booking> {
    const booking = this.#upcoming(bookingId);
    const confirmationNumber = booking.confirmationNumbers?.at(-1);
    const report = confirmationNumber && { type: "appointment.cancelled", data: { confirmationNumber } };
    return await this.#change({ ...booking, status: "cancelled" }, report || undefined, asked);
  }

  /** The person did not come. Where an exam code pays, results alone are reported. */
  async noShow(bookingId: string, asked: z.infer<typeof noShowBody>): Promise<Booking> {
    if (asked.moveClock) await this.#moveClock(bookingId);
    const booking = this.#begun(bookingId);
    if (kindOf(booking) === "registration")
      throw refused(409, "not-booked", "Nothing was booked, so nobody is missed.");
    const confirmationNumber = booking.confirmationNumbers?.at(-1);
    const data = { confirmationNumber, excused: asked.excused };
    const report = confirmationNumber === undefined ? undefined : { type: "appointment.no-show", data };
    return await this.#change({ ...booking, status: "no-show" }, report, asked);
  }

  async sit(bookingId: string, asked: z.infer<typeof sitBody>): Promise<Booking> {
    if (asked.moveClock) await this.#moveClock(bookingId);
    const booking = this.#begun(bookingId);
    const { outcome, score, maximumScore = score === undefined || score > 100 ? undefined : 100 } = asked;
    const result = { resultId: `R-${randomUUID()}`, outcome, score, maximumScore };
    const data = { ...result, exam: booking.exam, takenAt: booking.startsAt, ...sittingOf(booking) };
    return await this.#change(
      { ...booking, status: "sat", results: [result] },
      { type: "result.reported", data },
      asked,
    );
  }

  /** Corrects the result, or the correction that holds (R16). */
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

  #placed(asked: When, { places }: Center, before?: string, former?: Place) {
    return placed(asked, { places, former, now: this.#parts.clock.now(), before });
  }

  /** Keeps a new booking. Two that were asked for at once cannot both be kept: nothing else runs between look and write. */
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

  async #change(booking: Booking, report: Report | undefined, asked: Sending): Promise<Booking> {
    const { bookingId, center } = booking;
    const now = this.#parts.clock.now();
    const changedAt = new Date(Math.max(now, Date.parse(booking.changedAt) + 1)).toISOString();
    const message = report && messageFor({ bookingId, center, occurredAt: changedAt }, report, asked);
    this.#parts.store.save({ ...booking, changedAt }, message);
    await this.#parts.outbox.deliverDue();
    return this.booking(bookingId);
  }

  /** The booking, if it is open and its appointment lies ahead. */
  #upcoming(bookingId: string): Booking {
    const booking = this.#waiting(bookingId);
    if (Date.parse(booking.startsAt) > this.#parts.clock.now()) return booking;
    throw refused(409, "appointment-has-begun", "The appointment has begun: it can no longer be moved or cancelled.");
  }

  /** Moves the clock to the appointment. Much may happen meanwhile: the booking is to be looked at again. */
  async #moveClock(bookingId: string): Promise<void> {
    const { startsAt } = this.#waiting(bookingId);
    if (!this.#parts.clock.reaches(Date.parse(startsAt)))
      throw refused(422, "invalid-request", `The local clock ends at ${clockEnd}.`, "moveClock");
    await this.#parts.advanceTo(Date.parse(startsAt));
  }

  /** The booking, if it is open and its appointment has begun. */
  #begun(bookingId: string): Booking {
    const booking = this.#waiting(bookingId);
    if (Date.parse(booking.startsAt) <= this.#parts.clock.now()) return booking;
    const detail = `The appointment begins at ${booking.startsAt}. Wait, or have the local clock moved there.`;
    throw refused(409, "appointment-not-begun", detail, "moveClock");
  }

  #waiting(bookingId: string): Booking {
    const booking = this.booking(bookingId);
    if (booking.status === "booked") return booking;
    throw refused(409, "booking-closed", `This booking is closed: ${words[booking.status]}.`);
  }
}

const words = { booked: "booked", cancelled: "cancelled", "no-show": "nobody came", sat: "the exam was sat" } as const;

function appointmentOf({ eligibilityCode, exam, startsAt, place, confirmationNumbers }: Booking): object {
  const confirmationNumber = confirmationNumbers?.at(-1);
  return { confirmationNumber, eligibilityCode, exam, startsAt, testCenter: place };
}

/** How a result names its sitting, by what one brought to the centre. */
function sittingOf(booking: Booking): object {
  const { confirmationNumbers, examCode, candidateId, registrationId, place } = booking;
  const kind = kindOf(booking);
  if (kind === "eligibility-code") return { confirmationNumber: confirmationNumbers?.at(-1) };
  if (kind === "registration") return { registrationId };
  const delivery = place.id === online.id ? "online" : "test-center";
  return { examCode, candidateId, registrationId, delivery };
}
