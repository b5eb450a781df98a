import * as z from "zod";
import type { Entitlement } from "../../domain/exam/entitlement.ts";
import type { UncountedAppointment } from "../../domain/exam/own-appointments.ts";
import { parkedReasons } from "../../domain/exam/parked-reason.ts";
import type { Appointment } from "../../domain/exam/sitting.ts";
import { example } from "../examples.ts";
import { certificationId, confirmationNumber } from "../programme-fields.ts";
import { bookedExamView, exampleAppointment, placed, placeView, statuses, titled } from "./booked-exams.ts";
import { exampleTestCenter } from "./test-centers.ts";

const entitlement = {
  registrationId: z.string().optional(),
  examCode: z.string().optional().meta({ description: "The exam code that pays for it" }),
};

const superseded = {
  supersededBy: confirmationNumber.optional(),
  validConfirmationNumber: confirmationNumber.optional(),
};

export const firstAppointment = {
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

export const appointmentAnswer = z.object({ ...placed, ...uncounted, ...entitlement, ...superseded }).meta({
  id: "Appointment",
  examples: [
    { ...firstAppointment, supersededBy: example.secondNumber, validConfirmationNumber: example.secondNumber },
  ],
});

export const listedAppointment = z
  .object({ ...placed, ...titled, certificationId, ...entitlement, ...superseded })
  .meta({
    id: "ListedAppointment",
    examples: [
      {
        ...exampleAppointment,
        certificationId: example.certificationId,
        registrationId: "reg_0f1e2d3c4b5a69788796",
      },
    ],
  });

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
