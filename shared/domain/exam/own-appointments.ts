import { type Entitlement, reportsOf, termsOf } from "./entitlement.ts";
import type { ParkedReason } from "./parked-reason.ts";
import { inOrder } from "./report-order.ts";
import { type Appointment, isPlacing, validNumber } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

export type OwnAppointment = {
  readonly entitlement: Entitlement;
  readonly appointment: Appointment;
  readonly validConfirmationNumber: string;
};

/** A kept booking that does not count, with the reason. */
export type UncountedAppointment = Omit<Appointment, "state"> & {
  readonly state: "does-not-count";
  readonly reason: ParkedReason;
};

/** It is at the centre, so its holder and staff must find it by its number (R13, R37). */
export function uncountedAppointment(
  entitlement: Entitlement,
  confirmationNumber: string,
): UncountedAppointment | undefined {
  const told = reportsOf(entitlement);
  const { appointments, parked } = sittingsOf(told, termsOf(entitlement));
  if (appointments.has(confirmationNumber)) return undefined;
  const placing = inOrder(told)
    .filter(isPlacing)
    .findLast((each) => each.confirmationNumber === confirmationNumber);
  const reason = placing && parked.get(placing.reportId);
  if (placing === undefined || reason === undefined) return undefined;
  const { exam, startsAt, testCenter, candidateId, centerRegistrationId, occurredAt: bookedAt } = placing;
  const ids = { confirmationNumber, candidateId, centerRegistrationId };
  return { ...ids, exam, startsAt, testCenter, bookedAt, state: "does-not-count", reason };
}

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
