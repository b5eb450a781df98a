import type { Entitlement } from "../domain/exam/entitlement.ts";
import {
  allAppointmentsOf,
  presentAppointment,
  type UncountedAppointment,
  uncountedAppointment,
} from "../domain/exam/own-appointments.ts";
import type { Appointment } from "../domain/exam/sitting.ts";
import { sittingAt } from "../store/certificate/sittings.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import type { Slot } from "../store/core/slot.ts";
import { numberAt, type StoredAppointment } from "../store/exam/appointments.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { registrations } from "../store/exam/registrations.ts";
import { Needs } from "./settlement.ts";

/** With its valid number (R13). */
export type FoundAppointment = Pick<StoredAppointment, "provider" | "registrationId" | "examCode" | "accountId"> & {
  readonly appointment: Appointment | UncountedAppointment;
  readonly validConfirmationNumber: string;
};

/** An old number leads to its entitlement, which knows the valid one. */
export function missingToFollow(facts: Facts, refs: readonly Ref<Slot<StoredAppointment>>[]): readonly Ref<unknown>[] {
  const needs = new Needs(facts);
  for (const ref of refs) follow(needs, ref);
  return needs.missing;
}

/** A number that does not count has an appointment with the reason, as far as its booking is known (R13). */
export function followed(facts: Facts, refs: readonly Ref<Slot<StoredAppointment>>[]): FoundAppointment[] {
  const needs = new Needs(facts);
  return refs.flatMap((ref) => follow(needs, ref) ?? []);
}

/** With the entitlement, which holds names and the valid booking. */
export type EntitledAppointment = {
  readonly entitlement: Entitlement;
  readonly found: StoredAppointment;
  readonly uncounted: UncountedAppointment | undefined;
};

export function entitled(facts: Facts, refs: readonly Ref<Slot<StoredAppointment>>[]): EntitledAppointment[] {
  const needs = new Needs(facts);
  return refs.flatMap((ref) => {
    const found = facts.get(ref)?.thing;
    const entitlement = found && entitlementOf(needs, found);
    return found === undefined || entitlement === undefined
      ? []
      : { entitlement, found, uncounted: uncountedAt(needs, ref) };
  });
}

export function missingEntitlements(facts: Facts, refs: readonly Ref<Slot<StoredAppointment>>[]) {
  const needs = new Needs(facts);
  for (const ref of refs) {
    const found = facts.get(ref)?.thing;
    if (found !== undefined) entitlementOf(needs, found);
  }
  return needs.missing;
}

function uncountedAt(needs: Needs, ref: Ref<Slot<StoredAppointment>>): UncountedAppointment | undefined {
  const found = needs.facts.get(ref)?.thing;
  const entitlement = found && entitlementOf(needs, found);
  return entitlement && uncountedAppointment(entitlement, numberAt(ref, found.provider));
}

function follow(needs: Needs, ref: Ref<Slot<StoredAppointment>>): FoundAppointment | undefined {
  const found = needs.facts.get(ref)?.thing;
  if (found === undefined) return undefined;
  const { provider, registrationId, examCode, accountId, appointment } = found;
  const about = { provider, registrationId, examCode, accountId };
  if (appointment === undefined) {
    const kept = uncountedAt(needs, ref);
    return kept && { ...about, appointment: kept, validConfirmationNumber: kept.confirmationNumber };
  }
  const { confirmationNumber, supersededBy } = appointment;
  if (supersededBy === undefined) return { ...about, appointment, validConfirmationNumber: confirmationNumber };
  const entitlement = entitlementOf(needs, found);
  if (entitlement === undefined) return { ...about, appointment, validConfirmationNumber: supersededBy };
  const known = allAppointmentsOf(entitlement).find(
    (each) => each.appointment.confirmationNumber === confirmationNumber,
  );
  return {
    ...about,
    appointment: known?.appointment ?? appointment,
    validConfirmationNumber: presentAppointment(entitlement, appointment).confirmationNumber,
  };
}

function entitlementOf(
  needs: Needs,
  { registrationId, examCode, sittingId }: StoredAppointment,
): Entitlement | undefined {
  if (registrationId !== undefined) {
    const of = needs.get(registrations.at(registrationId));
    return of && { kind: "registration", of };
  }
  if (examCode !== undefined) {
    const of = needs.get(examCodes.at(examCode));
    return of && { kind: "exam-code", of };
  }
  const of = sittingId === undefined ? undefined : needs.get(sittingAt(sittingId))?.thing;
  return of && { kind: "self-paid", of };
}
