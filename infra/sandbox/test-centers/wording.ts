import { html } from "hono/html";
import type { Booking, Message } from "./booking.ts";
import type { Html } from "./layout.ts";

export const statusWords: Readonly<Record<Booking["status"], string>> = {
  booked: "Booked",
  cancelled: "Cancelled",
  "no-show": "Nobody came",
  excused: "Excused",
  sat: "Sat",
};

export const outcomeWords: Readonly<Record<Booking["results"][number]["outcome"], string>> = {
  pass: "Passed",
  fail: "Failed",
  incomplete: "Incomplete",
  held: "Held for review",
  invalidated: "Invalidated",
};

const reportWords: Readonly<Record<string, string>> = {
  "appointment.booked": "Booked",
  "appointment.rescheduled": "Moved",
  "appointment.cancelled": "Cancelled",
  "appointment.no-show": "No-show",
  "result.reported": "Result",
  "result.corrected": "Correction",
};

/** Messages after a sent form. The URL holds one of these names. */
export const notices: Readonly<Record<string, string>> = {
  booked: "Booked.",
  move: "The appointment was moved.",
  cancel: "The booking was cancelled.",
  "no-show": "The no-show was noted.",
  excuse: "The absence was excused.",
  sit: "The exam was sat.",
  correct: "The result was corrected.",
  send: "The report was sent.",
  clock: "The clock was moved.",
};

export function reportName({ type }: Message): string {
  return reportWords[type] ?? type;
}

/** Formats an instant in that time zone. */
export function momentIn(instant: string, timeZone: string): Html {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "long", timeStyle: "short" });
  return html`<time datetime="${instant}">${format.format(Date.parse(instant))}</time> (${timeZone})`;
}
