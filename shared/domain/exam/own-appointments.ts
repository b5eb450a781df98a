import { type Entitlement, reportsOf, termsOf } from "./entitlement.ts";
import { type Appointment, validNumber } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

export type OwnAppointment = {
  readonly entitlement: Entitlement;
  readonly appointment: Appointment;
  readonly validConfirmationNumber: string;
};

/** All appointments, also under old numbers, latest start first (R13). */
export function allAppointmentsOf(entitlement: Entitlement): OwnAppointment[] {
  const { appointments } = sittingsOf(reportsOf(entitlement), termsOf(entitlement));
  return [...appointments.values()]
    .sort((one, other) => (one.startsAt < other.startsAt ? 1 : -1))
    .map((appointment) => ({
      entitlement,
      appointment,
      validConfirmationNumber: validNumber(appointment.confirmationNumber, appointments),
    }));
}

/** Each appointment once, under its valid number (R13). */
export function appointmentsOf(entitlement: Entitlement): Appointment[] {
  return allAppointmentsOf(entitlement)
    .map(({ appointment }) => appointment)
    .filter(({ supersededBy }) => supersededBy === undefined);
}

/** The present appointment, by any of its numbers. Folded numbers come before the known ones (R13). */
export function presentAppointment(entitlement: Entitlement, of: Appointment): Appointment {
  const { appointments } = sittingsOf(reportsOf(entitlement), termsOf(entitlement));
  const { confirmationNumber, exam } = of;
  if (appointments.has(confirmationNumber)) {
    return appointments.get(validNumber(confirmationNumber, appointments)) ?? of;
  }
  const isValid = (each: Appointment) => each.exam === exam && each.supersededBy === undefined;
  return [...appointments.values()].findLast(isValid) ?? of;
}

export function wantedAppointments(
  entitlements: readonly Entitlement[],
  { status, certificationId }: { readonly status?: string | undefined; readonly certificationId?: string | undefined },
): OwnAppointment[] {
  return entitlements
    .filter(({ of }) => certificationId === undefined || of.certification.certificationId === certificationId)
    .flatMap(allAppointmentsOf)
    .filter(({ appointment: { state, supersededBy } }) =>
      status === "rescheduled"
        ? state === status
        : supersededBy === undefined && (status === undefined || state === status),
    )
    .sort(({ appointment: one }, { appointment: other }) => (one.startsAt < other.startsAt ? 1 : -1));
}
