import * as z from "zod";
import type { Entitlement } from "../../domain/exam/entitlement.ts";
import type { Appointment } from "../../domain/exam/sitting.ts";
import { type CertificationSummary, examOf } from "../../domain/programme/exam-series.ts";
import { example } from "../examples.ts";
import {
  attachment,
  certificationId,
  confirmationNumber,
  country,
  instant,
  ofCertification,
  page,
  paging,
  provider,
  text,
  timeZone,
} from "../fields.ts";
import { operation } from "../operation.ts";

export const exampleTestCenter = {
  id: "LIS-01",
  name: "Lisboa Centro",
  city: "Lisboa",
  country: "PT",
  timeZone: "Europe/Lisbon",
};

export const testCenter = z
  .strictObject({ id: text(64), name: text(200), city: text(100), country, timeZone })
  .meta({ id: "TestCenter", examples: [exampleTestCenter] });

const statuses = ["booked", "rescheduled", "cancelled", "no-show", "completed", "closed"] as const;

const placed = {
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

const entitlement = {
  registrationId: z.string().optional(),
  examCode: z.string().optional().meta({ description: "The exam code that pays for it" }),
};

const superseded = {
  supersededBy: confirmationNumber.optional(),
  validConfirmationNumber: confirmationNumber.optional(),
};

const titled = { seriesCode: z.string(), title: z.string() };

const firstAppointment = {
  confirmationNumber: example.firstNumber,
  status: "rescheduled",
  exam: example.exam,
  startsAt: "2026-12-01T10:00:00.000Z",
  testCenter: exampleTestCenter,
  registrationId: "reg_0f1e2d3c4b5a69788796",
};

const appointmentAnswer = z.object({ ...placed, ...entitlement, ...superseded }).meta({
  id: "Appointment",
  examples: [
    { ...firstAppointment, supersededBy: example.secondNumber, validConfirmationNumber: example.secondNumber },
  ],
});

const exampleAppointment = {
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

const listedAppointment = z.object({ ...placed, ...titled, certificationId, ...entitlement, ...superseded }).meta({
  id: "ListedAppointment",
  examples: [
    {
      ...exampleAppointment,
      certificationId: example.certificationId,
      registrationId: "reg_0f1e2d3c4b5a69788796",
    },
  ],
});

function placeView({ confirmationNumber, state, exam, startsAt, testCenter, afterEnd }: Appointment) {
  const place = testCenter === undefined ? ({ delivery: "online" } as const) : { testCenter };
  return { confirmationNumber, status: state, exam, startsAt, ...place, afterEnd };
}

/** An appointment; an old number names the one that took its place and the one that is valid (R13). */
export function appointmentView(of: {
  readonly appointment: Appointment;
  readonly validConfirmationNumber: string;
  readonly registrationId?: string | undefined;
  readonly examCode?: string | undefined;
}) {
  const { registrationId, examCode, validConfirmationNumber } = of;
  const { supersededBy } = of.appointment;
  const successor = supersededBy === undefined ? {} : { supersededBy, validConfirmationNumber };
  return { ...placeView(of.appointment), registrationId, examCode, ...successor };
}

/** An appointment with its exam's names, so that nobody needs a second call to show it (R13). */
export function bookedExamView(certification: CertificationSummary, appointment: Appointment) {
  const { seriesCode, title } = examOf(certification, appointment.exam);
  return { ...placeView(appointment), seriesCode, title };
}

/** The same in a list of appointments, with its entitlement. */
export function listedAppointmentView(
  entitlement: Entitlement,
  appointment: Appointment,
  validConfirmationNumber: string,
) {
  const { kind, of } = entitlement;
  const { supersededBy } = appointment;
  return {
    ...bookedExamView(of.certification, appointment),
    certificationId: of.certification.certificationId,
    registrationId: kind === "registration" ? of.registrationId : undefined,
    examCode: kind === "exam-code" ? of.code : undefined,
    ...(supersededBy !== undefined && { supersededBy, validConfirmationNumber }),
  };
}

export const listAppointments = operation({
  id: "listAppointments",
  method: "GET",
  path: "/v1/appointments",
  auth: "account",
  tag: "Registration",
  summary: "List one's appointments, the latest start first",
  description:
    "Each stands there once, under its valid number; `status=rescheduled` lists the numbers that are valid no more. Those of registrations and of exam codes that one was given and, once it is bound, of an exam that was paid at the centre.",
  query: z.strictObject({
    ...paging,
    status: z
      .enum(statuses)
      .optional()
      .meta({ description: "Of this status alone", examples: ["booked"] }),
    ...ofCertification,
  }),
  answers: { 200: { description: "One page of appointments", schema: page(listedAppointment) } },
});

const params = z.strictObject({ confirmationNumber });

export const getAppointment = operation({
  id: "getAppointment",
  method: "GET",
  path: "/v1/appointments/{confirmationNumber}",
  auth: "account",
  tag: "Registration",
  summary: "Look an appointment up by its confirmation number",
  params,
  answers: { 200: { description: "The appointment", schema: appointmentAnswer } },
  refusals: ["appointment-not-found"],
});

export const getAppointmentCalendar = operation({
  id: "getAppointmentCalendar",
  method: "GET",
  path: "/v1/appointments/{confirmationNumber}.ics",
  auth: "account",
  tag: "Registration",
  summary: "An appointment for one's calendar",
  description:
    "An iCalendar file (RFC 5545). An old number gives the appointment as it is now, under its valid number, so that a calendar never goes back to an old place or time.",
  params,
  // Of two files of one exam a calendar keeps the later one, so each says when it was made.
  cache: "never",
  answers: {
    200: {
      description: "The file",
      schema: z.string().meta({ examples: ["BEGIN:VCALENDAR\r\nVERSION:2.0\r\n…\r\nEND:VCALENDAR\r\n"] }),
      contentType: "text/calendar",
      headers: attachment,
    },
  },
  refusals: ["appointment-not-found"],
});

export const closeAppointment = operation({
  id: "closeAppointment",
  method: "POST",
  path: "/v1/appointments/{confirmationNumber}/close",
  auth: "staff",
  tag: "Staff",
  summary: "Close an appointment that nobody reports on",
  description:
    "Its sitting is given back, unless `sitting` says otherwise. What the test centre still reports about it counts by when it happened. An old number closes the valid one.",
  params,
  body: z.strictObject({
    reason: text(500),
    sitting: z
      .enum(["given-back", "used-up"])
      .default("given-back")
      .meta({ description: "What becomes of the sitting", examples: ["given-back"] }),
    provider: provider.optional(),
  }),
  examples: {
    "The sitting is given back": { reason: "The test centre has closed down" },
    "It is used up": { reason: "The candidate did not come", sitting: "used-up" },
  },
  answers: {
    200: { description: "Closed", schema: appointmentAnswer, shows: { ...firstAppointment, status: "closed" } },
  },
  refusals: ["appointment-not-found", "provider-not-named", "appointment-not-open"],
});
