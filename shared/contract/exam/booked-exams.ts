import * as z from "zod";
import type { Appointment } from "../../domain/exam/sitting.ts";
import { type CertificationSummary, examOf } from "../../domain/programme/exam-series.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { confirmationNumber } from "../programme-fields.ts";
import { exampleTestCenter, testCenter } from "./test-centers.ts";

export const statuses = ["booked", "rescheduled", "cancelled", "no-show", "completed", "closed"] as const;

export const placed = {
  confirmationNumber,
  status: z.enum(statuses),
  exam: z.string(),
  startsAt: instant,
  testCenter: testCenter.optional(),
  delivery: z.literal("online").optional().meta({ description: "An online exam has no test centre" }),
  afterEnd: z
    .literal(true)
    .optional()
    .meta({ description: "It lies at or after the end of the code: its result waits for a staff decision" }),
};

export const titled = { seriesCode: z.string(), title: z.string() };

export const exampleAppointment = {
  confirmationNumber: example.secondNumber,
  status: "booked",
  exam: example.exam,
  seriesCode: example.seriesCode,
  title: `${example.title}, ${example.exam} exam`,
  startsAt: "2026-12-02T10:00:00.000Z",
  testCenter: exampleTestCenter,
};

/** An appointment beside its entitlement. */
export const bookedExam = z.object({ ...placed, ...titled }).meta({ id: "BookedExam", examples: [exampleAppointment] });

export function placeView<State extends string>(of: Omit<Appointment, "state"> & { readonly state: State }) {
  const { confirmationNumber, state, exam, startsAt, testCenter, afterEnd } = of;
  const place = testCenter === undefined ? ({ delivery: "online" } as const) : { testCenter };
  return { confirmationNumber, status: state, exam, startsAt, ...place, afterEnd };
}

/** With the exam's names, so that nobody needs another call (R13). */
export function bookedExamView(certification: CertificationSummary, appointment: Appointment) {
  const { seriesCode, title } = examOf(certification, appointment.exam);
  return { ...placeView(appointment), seriesCode, title };
}
