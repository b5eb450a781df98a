import { randomUUID } from "node:crypto";
import { after } from "../../local/host/duration.ts";
import type { Sending } from "./bodies.ts";
import type { Booking, Message } from "./booking.ts";
import { online } from "./centers.ts";

export type Report = { readonly type: string; readonly data: object };

type About = { readonly bookingId: string; readonly center: string; readonly occurredAt: string };

/** An outbox entry: at once, late, or held back until the next report; once or twice under one id. */
export function messageFor(
  { bookingId, center, occurredAt }: About,
  report: Report,
  { send, twice }: Sending,
): Message {
  const { type, data } = report;
  const held = send === "after-next";
  const late = send === "now" || held ? 0 : (after(Date.parse(occurredAt), send) ?? 0) - Date.parse(occurredAt);
  return {
    messageId: `msg_${randomUUID()}`,
    bookingId,
    provider: center,
    type,
    occurredAt,
    content: JSON.stringify({ type, occurredAt, data }),
    copies: twice ? 2 : 1,
    ...(held ? {} : { dueAt: new Date(Date.parse(occurredAt) + late).toISOString() }),
    held,
    failures: 0,
    deliveries: [],
  };
}

export function numberOf({ confirmationNumbers = [] }: Booking): string | undefined {
  return confirmationNumbers.at(-1);
}

/** The exam's name or series code, as the centre knows it. */
export function examOf({ exam, seriesCode }: Booking): object {
  return exam === seriesCode ? { seriesCode } : { exam, seriesCode };
}

/** The paying code or ids, as in reports. */
function payerOf({ eligibilityCode, examCode, candidateId, registrationId }: Booking): object {
  return { eligibilityCode, examCode, candidateId, registrationId };
}

function deliveryOf({ place }: Booking): "online" | "test-center" {
  return place.id === online.id ? "online" : "test-center";
}

/** The appointment in reports of bookings and moves. */
export function appointmentOf(booking: Booking): object {
  const { startsAt, place } = booking;
  const where = deliveryOf(booking) === "online" ? { delivery: "online" } : { testCenter: place };
  return { confirmationNumber: numberOf(booking), ...payerOf(booking), ...examOf(booking), startsAt, ...where };
}

/** Identifies a result's sitting by the centre's ids, else the booking's number, else the paying code. */
export function sittingOf(booking: Booking): object {
  const confirmationNumber = numberOf(booking);
  if (booking.candidateId === undefined && confirmationNumber !== undefined) return { confirmationNumber };
  return { confirmationNumber, ...payerOf(booking), delivery: deliveryOf(booking) };
}

/** Reports an absence or its excuse. */
export function absenceOf(booking: Booking, excused: boolean): Report {
  return { type: "appointment.no-show", data: { confirmationNumber: numberOf(booking), excused } };
}
