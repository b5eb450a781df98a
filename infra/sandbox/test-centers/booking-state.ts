import { type Booking, isBooked } from "./booking.ts";
import { refused } from "./refused.ts";
import type { CenterStore } from "./store.ts";

/** Throws Refused if the test centres have no such booking. */
export function existing(store: CenterStore, bookingId: string): Booking {
  const booking = store.booking(bookingId);
  if (booking === undefined) throw refused(404, "booking-not-found", "The test centres have no such booking.");
  return booking;
}

/** The same booking if it is open and before its appointment. Throws Refused otherwise. */
export function upcoming(booking: Booking, now: number): Booking {
  open(booking);
  if (!isBooked(booking)) throw refused(409, "not-booked", "Nothing was booked.");
  if (Date.parse(booking.startsAt) > now) return booking;
  throw refused(409, "appointment-has-begun", "The appointment has begun: it can no longer be moved or cancelled.");
}

/** The same booking if it is open and past its start. Throws Refused otherwise. */
export function begun(booking: Booking, now: number): Booking {
  open(booking);
  if (Date.parse(booking.startsAt) <= now) return booking;
  const detail = `The appointment begins at ${booking.startsAt}. Wait, or have the local clock moved there.`;
  throw refused(409, "appointment-not-begun", detail, "moveClock");
}

/** The same booking if nothing has ended it. Throws Refused otherwise. */
export function open(booking: Booking): Booking {
  if (booking.status === "booked") return booking;
  throw refused(409, "booking-closed", `This booking is closed: ${words[booking.status]}.`);
}

const words = {
  booked: "booked",
  cancelled: "cancelled",
  "no-show": "nobody came",
  excused: "the absence was excused",
  sat: "the exam was sat",
} as const;
