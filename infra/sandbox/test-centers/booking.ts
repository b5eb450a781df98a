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

/** A booking as its test centre keeps it. Instants are texts. */
export const bookingSchema = z.object({
  bookingId: z.string(),
  center: z.string(),
  exam: z.string(),
  status: z.enum(["booked", "cancelled", "no-show", "excused", "sat"]),
  bookedAt: z.string(),
  /** When the last thing happened to it: what follows happened later. */
  changedAt: z.string(),
  startsAt: z.string(),
  place,
  name: z.string().optional(),
  email: z.string().optional(),
  certificationId: z.string().optional(),
  seriesCode: z.string().optional(),
  /** It cannot be moved to this instant or beyond. */
  bookBefore: z.string().optional(),
  /** The numbers, the valid one last; none where the exam was begun without a booking. */
  confirmationNumbers: z.array(z.string()).optional(),
  eligibilityCode: z.string().optional(),
  examCode: z.string().optional(),
  /** The pass is bound with this and the registration id, where the centre's own ids name the sitting. */
  candidateId: z.string().optional(),
  /** The centre's of the sitting; without a candidate id, the programme's. */
  registrationId: z.string().optional(),
  /** The result, then its corrections. */
  results: z.array(result),
});

export type Booking = z.infer<typeof bookingSchema>;

const delivery = z.object({ at: z.string(), status: z.number(), said: z.string() });

/** A report on its way to the programme, or there. */
export const messageSchema = z.object({
  /** The `webhook-id`: the same however often it is sent. */
  messageId: z.string(),
  bookingId: z.string(),
  provider: z.string(),
  type: z.string(),
  occurredAt: z.string(),
  content: z.string(),
  /** How often it is sent when it is due. */
  copies: z.number(),
  /** When it is sent next. None if it has arrived, was refused, or is held back. */
  dueAt: z.string().optional(),
  /** Held back until the next report of its booking has been sent. */
  held: z.boolean(),
  /** How often in a row the programme could not take it. */
  failures: z.number(),
  deliveries: z.array(delivery),
});

export type Message = z.infer<typeof messageSchema>;

/** Whether the exam was booked, and not just begun. */
export function isBooked({ confirmationNumbers = [] }: Booking): boolean {
  return confirmationNumbers.length > 0;
}

/** What one booking may pay for: a code and an exam can have one open booking at a centre. */
export function paidBy({ eligibilityCode, examCode, registrationId, exam }: Booking): string {
  return `${eligibilityCode ?? examCode ?? registrationId} ${exam}`;
}
