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

export const opens: Readonly<Record<Center["kind"], (desk: Desk, at: Center, asked: Asked) => Promise<Booking>>> = {
  "eligibility-code": (desk, at, asked) => {
    return desk.bookWithEligibilityCode(at, valueFor(asked, eligibilityBody(at.exams)));
  },
  "exam-code": (desk, at, asked) => desk.bookPaid(at, valueFor(asked, paidBody(at.selfPaid))),
  registration: (desk, at, asked) => desk.bookForRegistration(at, valueFor(asked, registrationBody)),
};
