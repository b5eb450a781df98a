import { type Entitlement, reportsOf, termsOf } from "./entitlement.ts";
import { type Appointment, validNumber } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

/** An appointment with the entitlement that it is for, and its valid number. */
export type OwnAppointment = {
  readonly entitlement: Entitlement;
  readonly appointment: Appointment;
  readonly validConfirmationNumber: string;
};

/** All appointments of an entitlement, those under old numbers too, the latest start first (R13). */
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

/** The appointments of an entitlement, each once, under its valid number (R13). */
export function appointmentsOf(entitlement: Entitlement): Appointment[] {
  return allAppointmentsOf(entitlement)
    .map(({ appointment }) => appointment)
    .filter(({ supersededBy }) => supersededBy === undefined);
}

/**
 * The appointment that an exam has now, by any of its numbers. A number that was folded up stands before the ones that
 * are known (R13).
 */
export function presentAppointment(entitlement: Entitlement, of: Appointment): Appointment {
  const { appointments } = sittingsOf(reportsOf(entitlement), termsOf(entitlement));
  const { confirmationNumber, exam } = of;
  if (appointments.has(confirmationNumber)) {
    return appointments.get(validNumber(confirmationNumber, appointments)) ?? of;
  }
  const isValid = (each: Appointment) => each.exam === exam && each.supersededBy === undefined;
  return [...appointments.values()].findLast(isValid) ?? of;
}

/** The appointments of some entitlements that are wanted, the latest start first: of a status, of a certification. */
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
