import {
  cancelBody,
  correctBody,
  eligibilityBody,
  excuseBody,
  moveBody,
  noShowBody,
  paidBody,
  registrationBody,
  sitBody,
} from "./bodies.ts";
import type { Booking } from "./booking.ts";
import type { Center } from "./centers.ts";
import type { Counter } from "./counter.ts";
import type { Desk } from "./desk.ts";
import { type Asked, valueFor } from "./front.ts";

type Action = (desk: Desk, bookingId: string, asked: Asked) => Promise<Booking>;

export const actions = {
  move: (desk, id, asked) => desk.move(id, valueFor(asked, moveBody)),
  cancel: (desk, id, asked) => desk.cancel(id, valueFor(asked, cancelBody)),
  sit: (desk, id, asked) => desk.sit(id, valueFor(asked, sitBody)),
  "no-show": (desk, id, asked) => desk.noShow(id, valueFor(asked, noShowBody)),
  excuse: (desk, id, asked) => desk.excuse(id, valueFor(asked, excuseBody)),
  correct: (desk, id, asked) => desk.correct(id, valueFor(asked, correctBody)),
} satisfies Readonly<Record<string, Action>>;

export type ActionName = keyof typeof actions;

export const opens: Readonly<Record<Center["kind"], (counter: Counter, at: Center, asked: Asked) => Promise<Booking>>> =
  {
    "eligibility-code": (counter, at, asked) => {
      return counter.bookWithEligibilityCode(at, valueFor(asked, eligibilityBody(at.exams)));
    },
    "exam-code": (counter, at, asked) => counter.bookPaid(at, valueFor(asked, paidBody(at.selfPaid))),
    registration: (counter, at, asked) => counter.bookForRegistration(at, valueFor(asked, registrationBody)),
  };
