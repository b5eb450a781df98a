import * as z from "zod";

const place = z.object({
  id: z.string(),
  name: z.string(),
  city: z.string(),
  country: z.string(),
  timeZone: z.string(),
});

const result = z.object({
  resultId: z.string(),
  outcome: z.enum(["pass", "fail", "incomplete", "held", "invalidated"]),
  score: z.number().optional(),
  maximumScore: z.number().optional(),
  reason: z.string().optional(),
});

/** A test centre's booking. Instants are texts. */
export const bookingSchema = z.object({
  bookingId: z.string(),
  center: z.string(),
  exam: z.string(),
  status: z.enum(["booked", "cancelled", "no-show", "excused", "sat"]),
  bookedAt: z.string(),
  /** Time of the last event. The next one is later. */
  changedAt: z.string(),
  startsAt: z.string(),
  place,
  name: z.string().optional(),
  email: z.string().optional(),
  certificationId: z.string().optional(),
  seriesCode: z.string().optional(),
  /** Appointments must be before this instant. */
  bookBefore: z.string().optional(),
  /** All confirmation numbers, the valid one last. None if the exam began without a booking. */
  confirmationNumbers: z.array(z.string()).optional(),
  eligibilityCode: z.string().optional(),
  examCode: z.string().optional(),
  /** Binds the pass together with the registration id, if the centre uses ids of its own. */
  candidateId: z.string().optional(),
  /** The centre's id of the sitting. Without a candidate id, it is the programme's. */
  registrationId: z.string().optional(),
  /** The result, then its corrections. */
  results: z.array(result),
});

export type Booking = z.infer<typeof bookingSchema>;

const delivery = z.object({ at: z.string(), status: z.number(), said: z.string() });

/** A report in the outbox. */
export const messageSchema = z.object({
  /** The `webhook-id`. It stays the same for every delivery. */
  messageId: z.string(),
  bookingId: z.string(),
  provider: z.string(),
  type: z.string(),
  occurredAt: z.string(),
  content: z.string(),
  /** Number of copies to send when it is due. */
  copies: z.number(),
  /** Next attempt. Undefined if it has arrived, was refused, or is held back. */
  dueAt: z.string().optional(),
  /** Held back until the next report of its booking has been sent. */
  held: z.boolean(),
  /** Consecutive failed attempts. */
  failures: z.number(),
  deliveries: z.array(delivery),
});

export type Message = z.infer<typeof messageSchema>;

/** False if the exam began without a booking. */
export function isBooked({ confirmationNumbers = [] }: Booking): boolean {
  return confirmationNumbers.length > 0;
}

/** The means of payment. A centre accepts one open booking for each code and exam. */
export function paidBy({ eligibilityCode, examCode, registrationId, exam }: Booking): string {
  return `${eligibilityCode ?? examCode ?? registrationId} ${exam}`;
}
