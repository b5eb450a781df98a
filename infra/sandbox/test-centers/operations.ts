import type { HttpRequest } from "../../local/aws/gateway/gateway-event.ts";
import type { KeptMail } from "../../local/aws/ses/mail-store.ts";
import type { Clock } from "../../local/host/clock.ts";
import { clockEnd } from "../../local/host/clock.ts";
import { after } from "../../local/host/duration.ts";
import type { Problem } from "../../local/host/problem.ts";
import { type ActionName, actions, opens } from "./actions.ts";
import { clockBody } from "./bodies.ts";
import type { Booking } from "./booking.ts";
import { bookingPage } from "./booking-page.ts";
import { type Center, openingTimes } from "./centers.ts";
import { bookPage, centersPage } from "./centers-page.ts";
import type { Counter } from "./counter.ts";
import type { Desk } from "./desk.ts";
import type { Draft } from "./fields.ts";
import { askedOf, valueFor } from "./front.ts";
import { mailPage } from "./mail-page.ts";
import { Once } from "./once.ts";
import type { Outbox } from "./outbox.ts";
import { type Refused, refused } from "./refused.ts";
import { draftOf, problemOf, type Shown } from "./shown.ts";
import type { CenterStore } from "./store.ts";
import { notices } from "./wording.ts";

export type OperationsParts = {
  readonly counter: Counter;
  readonly desk: Desk;
  readonly store: CenterStore;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly centers: () => Promise<readonly Center[]>;
  readonly advanceTo: (instant: number) => Promise<void>;
  readonly mails: (to?: string) => Promise<readonly KeptMail[]>;
};

const listed = 100;

/** The operations below the test centres' path. Throws Refused if no form can show the refusal. */
export class Operations {
  readonly #parts: OperationsParts;
  readonly #once = new Once<Booking>();
  readonly #onceMoved = new Once<void>();

  constructor(parts: OperationsParts) {
    this.#parts = parts;
  }

  async home(request: HttpRequest): Promise<Shown> {
    return this.#home(await this.#parts.centers(), new URLSearchParams(request.query).get("done") ?? "");
  }

  #home(centers: readonly Center[], done: string, problem?: Problem, draft?: Draft): Shown {
    const { store, clock } = this.#parts;
    const bookings = store.bookings(listed);
    const now = new Date(clock.now()).toISOString();
    const value = { now, centers: centers.map((each) => ({ ...each, openingTimes })), bookings };
    const notice = Object.hasOwn(notices, done) ? notices[done] : undefined;
    return {
      value,
      ...(problem && { problem }),
      page: () => centersPage({ centers, bookings, now: clock.now() }, draft, notice),
    };
  }

  async mail({ query }: HttpRequest): Promise<Shown> {
    // An unencoded plus sign arrives as a blank. Addresses have no blanks.
    const to = (new URLSearchParams(query).get("to") ?? "").trim().replaceAll(" ", "+");
    const mails = (await this.#parts.mails(to === "" ? undefined : to)).slice(0, listed);
    return { value: mails, page: () => mailPage(mails, to) };
  }

  async counter(name: string, { query }: HttpRequest): Promise<Shown> {
    const center = await this.#center(name);
    const values = Object.fromEntries(new URLSearchParams(query));
    const page = () => bookPage(center, this.#parts.clock.now(), { values, errors: {} });
    return { value: { ...center, openingTimes }, page };
  }

  async book(name: string, request: HttpRequest): Promise<Shown> {
    const center = await this.#center(name);
    const asked = askedOf(request);
    try {
      const once = asked.once && `${request.path} ${asked.once}`;
      const booking = await this.#once.run(once, () => opens[center.kind](this.#parts.counter, center, asked));
      return {
        ...(await this.#seen(booking, "booked")),
        status: 201,
        seeOther: `/bookings/${booking.bookingId}?done=booked`,
      };
    } catch (thrown) {
      const problem = problemOf(thrown);
      return { problem, page: () => bookPage(center, this.#parts.clock.now(), draftOf(problem, asked)) };
    }
  }

  async booking(bookingId: string, { query }: HttpRequest): Promise<Shown> {
    return await this.#seen(this.#parts.desk.booking(bookingId), new URLSearchParams(query).get("done") ?? "");
  }

  async act(bookingId: string, action: ActionName, request: HttpRequest): Promise<Shown> {
    const asked = askedOf(request);
    const { desk, store, clock } = this.#parts;
    const known = desk.booking(bookingId);
    try {
      const name = asked.once && `${request.path} ${asked.once}`;
      const booking = await this.#once.run(name, () => actions[action](desk, bookingId, asked));
      return { ...(await this.#seen(booking, action)), seeOther: `/bookings/${bookingId}?done=${action}` };
    } catch (thrown) {
      const problem = problemOf(thrown);
      const draft = draftOf(problem, asked);
      const center = await this.#centerOf(known);
      const view = () => ({
        center,
        booking: store.booking(bookingId) ?? known,
        messages: store.messagesOf(bookingId),
      });
      return { problem, page: () => bookingPage({ ...view(), now: clock.now(), refused: { action, draft } }) };
    }
  }

  async send(messageId: string, request: HttpRequest): Promise<Shown> {
    const { desk, store, outbox } = this.#parts;
    const message = store.message(messageId);
    if (message === undefined) throw refused(404, "message-not-found", "The test centres have no such report.");
    const { once } = askedOf(request);
    const booking = await this.#once.run(once && `${request.path} ${once}`, async () => {
      await outbox.send(messageId);
      await outbox.deliverDue();
      return desk.booking(message.bookingId);
    });
    return { ...(await this.#seen(booking, "send")), seeOther: `/bookings/${booking.bookingId}?done=send` };
  }

  async moveClock(request: HttpRequest): Promise<Shown> {
    const centers = await this.#parts.centers();
    const asked = askedOf(request);
    try {
      await this.#onceMoved.run(asked.once, () => this.#advance(valueFor(asked, clockBody).advance));
      return { ...this.#home(centers, "clock"), seeOther: "?done=clock" };
    } catch (thrown) {
      const problem = problemOf(thrown);
      return this.#home(centers, "", problem, draftOf(problem, asked));
    }
  }

  async #advance(duration: string): Promise<void> {
    const { clock, advanceTo } = this.#parts;
    const target = after(clock.now(), duration);
    if (target === undefined) throw refused(422, "invalid-request", "Choose a duration such as P1D.", "advance");
    if (!clock.reaches(target)) throw refused(422, "invalid-request", `The clock ends at ${clockEnd}.`, "advance");
    await advanceTo(target);
  }

  async #center(name: string): Promise<Center> {
    const found = (await this.#parts.centers()).find(({ center }) => center === name);
    if (found === undefined) throw nothing();
    return found;
  }

  async #centerOf(booking: Booking): Promise<Center | undefined> {
    return (await this.#parts.centers()).find(({ center }) => center === booking.center);
  }

  async #seen(booking: Booking, done: string): Promise<Shown> {
    const messages = this.#parts.store.messagesOf(booking.bookingId);
    const center = await this.#centerOf(booking);
    const page = () => bookingPage({ booking, center, messages, now: this.#parts.clock.now(), done });
    return { value: { ...booking, messages }, page };
  }
}

/** Not found. */
export function nothing(): Refused {
  return refused(404, "not-found", "The test centres have no such page and no such operation.");
}
