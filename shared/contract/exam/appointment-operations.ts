import * as z from "zod";
import { attachment, page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { confirmationNumber, ofCertification, provider } from "../programme-fields.ts";
import { appointmentAnswer, firstAppointment, listedAppointment } from "./appointments.ts";
import { statuses } from "./booked-exams.ts";

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
