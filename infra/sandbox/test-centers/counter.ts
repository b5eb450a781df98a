import { randomInt, randomUUID } from "node:crypto";
import type * as z from "zod";
import type { Clock } from "../../local/host/clock.ts";
import { placed } from "./appointment-time.ts";
import type { EligibilityBody, PaidBody, registrationBody, Sending, When } from "./bodies.ts";
import type { Booking, Message } from "./booking.ts";
import { existing } from "./booking-state.ts";
import { type Center, newNumber, online } from "./centers.ts";
import { mayBook, shown } from "./entitlement.ts";
import type { Outbox } from "./outbox.ts";
import type { Programme } from "./programme.ts";
import { refused } from "./refused.ts";
import { appointmentOf, messageFor, type Report } from "./report.ts";
import type { CenterStore } from "./store.ts";

export type CounterParts = {
  readonly store: CenterStore;
  readonly programme: Programme;
  readonly outbox: Outbox;
  readonly clock: Clock;
};

/** The code or ids for a booking, and the programme's answer about them. */
type Paid = Pick<
  Booking,
  "exam" | "seriesCode" | "certificationId" | "name" | "email" | "eligibilityCode" | "examCode" | "candidateId"
> &
  Pick<Booking, "registrationId" | "bookBefore">;

/** Takes bookings at the test centres. Each is stored with its report (outbox), which is sent first if it is due. */
export class Counter {
  readonly #parts: CounterParts;

  constructor(parts: CounterParts) {
    this.#parts = parts;
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

  #draft(center: string) {
    const bookedAt = new Date(this.#parts.clock.now()).toISOString();
    const bookingId = `bk_${randomUUID().replaceAll("-", "").slice(0, 20)}`;
    return { bookingId, center, status: "booked" as const, bookedAt, changedAt: bookedAt, results: [] };
  }

  async #book(at: Center, paid: Paid, asked: When & Sending): Promise<Booking> {
    const draft = {
      ...this.#draft(at.center),
      ...paid,
      ...placed(asked, { places: at.places, now: this.#parts.clock.now(), before: paid.bookBefore }),
      confirmationNumbers: [newNumber(at)],
    };
    const { bookingId, bookedAt: occurredAt } = draft;
    const report: Report = { type: "appointment.booked", data: appointmentOf(draft) };
    return await this.#open(draft, messageFor({ bookingId, center: at.center, occurredAt }, report, asked));
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
    return existing(this.#parts.store, booking.bookingId);
  }
}
