import * as z from "zod";
import type { Entitlement } from "../../domain/exam/entitlement.ts";
import type { UncountedAppointment } from "../../domain/exam/own-appointments.ts";
import { parkedReasons } from "../../domain/exam/parked-reason.ts";
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

const uncounted = {
  status: z.enum([...statuses, "does-not-count"]),
  reason: z
    .enum(parkedReasons)
    .optional()
    .meta({ description: "The reason for which it does not count: staff decide on its report" }),
};

const appointmentAnswer = z.object({ ...placed, ...uncounted, ...entitlement, ...superseded }).meta({
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

function placeView<State extends string>(of: Omit<Appointment, "state"> & { readonly state: State }) {
  const { confirmationNumber, state, exam, startsAt, testCenter, afterEnd } = of;
  const place = testCenter === undefined ? ({ delivery: "online" } as const) : { testCenter };
  return { confirmationNumber, status: state, exam, startsAt, ...place, afterEnd };
}

/** An old number names its successor and the valid number (R13). */
export function appointmentView(of: {
  readonly appointment: Appointment | UncountedAppointment;
  readonly validConfirmationNumber: string;
  readonly registrationId?: string | undefined;
  readonly examCode?: string | undefined;
}) {
  const { registrationId, examCode, validConfirmationNumber } = of;
  const { appointment } = of;
  const { supersededBy } = appointment;
  const reason = appointment.state === "does-not-count" ? { reason: appointment.reason } : {};
  const successor = supersededBy === undefined ? {} : { supersededBy, validConfirmationNumber };
  return { ...placeView(appointment), ...reason, registrationId, examCode, ...successor };
}

/** With the exam's names, so that nobody needs another call (R13). */
export function bookedExamView(certification: CertificationSummary, appointment: Appointment) {
  const { seriesCode, title } = examOf(certification, appointment.exam);
  return { ...placeView(appointment), seriesCode, title };
}

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
  summary: "List my appointments, latest start first",
  description:
    "Each appointment is listed once, under its valid number. `status=rescheduled` lists the former numbers. The list covers registrations, assigned exam codes, and bound exams that were paid at the centre.",
  query: z.strictObject({
    ...paging,
    status: z
      .enum(statuses)
      .optional()
      .meta({ description: "Only of this status", examples: ["booked"] }),
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
  summary: "Get an appointment by its confirmation number",
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
  summary: "Download an appointment for a calendar",
  description:
    "An iCalendar file (RFC 5545). A former number gives the present appointment with its valid number, so that a calendar never returns to an old place or time.",
  params,
  // A calendar keeps the later of two files, so each has its own time.
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
  summary: "Close an appointment without a result",
  description:
    "The sitting is given back, unless `sitting` says otherwise. Later reports of the test centre count by the time at which things happened. A former number closes the valid one.",
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
