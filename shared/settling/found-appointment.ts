import { type Entitlement, reportsOf, termsOf } from "../domain/entitlement.ts";
import { type Appointment, validNumber } from "../domain/sitting.ts";
import { sittingsOf } from "../domain/unfolding.ts";
import type { StoredAppointment } from "../store/appointments.ts";
import { sittingAt } from "../store/bindings.ts";
import type { Ref } from "../store/entity.ts";
import { examCodes } from "../store/exam-codes.ts";
import type { Facts } from "../store/facts.ts";
import { registrations } from "../store/registrations.ts";
import type { Slot } from "../store/slot.ts";
import { Needs } from "./settlement.ts";

/** An appointment by one of its numbers, with the number that is valid now (R13). */
export type FoundAppointment = Pick<StoredAppointment, "provider" | "registrationId" | "examCode" | "accountId"> & {
  readonly appointment: Appointment;
  readonly validConfirmationNumber: string;
};

/** An old number leads to its entitlement, which knows the valid one: what must be looked up for that. */
export function missingToFollow(facts: Facts, refs: readonly Ref<Slot<StoredAppointment>>[]): readonly Ref<unknown>[] {
  const needs = new Needs(facts);
  for (const ref of refs) follow(needs, facts.get(ref)?.thing);
  return needs.missing;
}

/** The appointments that some numbers name. A number that does not count names none. */
export function followed(facts: Facts, refs: readonly Ref<Slot<StoredAppointment>>[]): FoundAppointment[] {
  const needs = new Needs(facts);
  return refs.flatMap((ref) => follow(needs, facts.get(ref)?.thing) ?? []);
}

function follow(needs: Needs, found: StoredAppointment | undefined): FoundAppointment | undefined {
  if (found?.appointment === undefined) return undefined;
  const { provider, registrationId, examCode, accountId, appointment } = found;
  const about = { provider, registrationId, examCode, accountId };
  const { confirmationNumber, exam, supersededBy } = appointment;
  if (supersededBy === undefined) return { ...about, appointment, validConfirmationNumber: confirmationNumber };
  const entitlement = entitlementOf(needs, found);
  const { appointments } =
    entitlement === undefined ? { appointments: new Map() } : sittingsOf(reportsOf(entitlement), termsOf(entitlement));
  const isKnown = appointments.has(confirmationNumber);
  const latest = [...appointments.values()].findLast((each) => each.exam === exam && each.supersededBy === undefined);
  return {
    ...about,
    appointment: appointments.get(confirmationNumber) ?? appointment,
    // A number that was folded up stands before the ones that are known.
    validConfirmationNumber: isKnown
      ? validNumber(confirmationNumber, appointments)
      : (latest?.confirmationNumber ?? supersededBy),
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
