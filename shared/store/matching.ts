import { type CenterReport, named, resultOf } from "../domain/center-report.ts";
import type { Instant } from "../domain/instant.ts";
import type { Registration } from "../domain/registration.ts";
import type { Applied, ParkedReason } from "../domain/report.ts";
import { certificates } from "./certificates.ts";
import { type Change, copy, put } from "./change.ts";
import type { Ref } from "./entity.ts";
import type { Facts } from "./facts.ts";
import { appointmentAt, enrolmentAfter, registrationIdFor, registrations } from "./registrations.ts";
import { resultAt } from "./reports.ts";

/** What must be looked up to match a report: one round trip finds its registration, or its appointment's copy of it. */
export function lookUpFor(provider: string, report: CenterReport): { readonly [name: string]: Ref<unknown> } {
  const { kind, id } = named(report);
  const result = report.type === "result.reported" ? { result: resultAt(provider, report.data.resultId) } : {};
  if (kind === "eligibility-code") return { registration: registrations.at(registrationIdFor(id)) };
  if (kind === "registration") return { registration: registrations.at(id), ...result };
  if (kind === "confirmation-number") return { appointment: appointmentAt(id), ...result };
  return result;
}

/**
 * The registration that a report is about. `missing`: its appointment is known but carries no copy (another number took
 * its place), so the registration itself must be read. Nothing at all: it cannot be matched yet (R17).
 */
export function match(
  facts: Facts,
  provider: string,
  report: CenterReport,
): { registration?: Registration | undefined; missing?: Ref<Registration> } {
  const { kind, id } = named(report);
  if (kind === "eligibility-code") {
    const registration = facts.get(registrations.at(registrationIdFor(id)));
    return registration?.eligibilityCode === id ? { registration } : {};
  }
  if (kind === "registration") return { registration: facts.get(registrations.at(id)) };
  if (kind !== "confirmation-number") return {};

  const ref = appointmentAt(id);
  const found = facts.get(ref);
  if (found === undefined || found.provider !== provider) return {};
  const registration = registrations.at(found.registrationId);
  if (found.registration !== undefined) facts.learnCopy(registration, found.registration, ref.key);
  return facts.has(registration) ? { registration: facts.get(registration) } : { missing: registration };
}

/** An identifier in the report that is known to mean something else. */
export function conflict(
  facts: Facts,
  provider: string,
  report: CenterReport,
  { registrationId }: Registration,
): ParkedReason | undefined {
  if ("confirmationNumber" in report.data) {
    const taken = facts.known(appointmentAt(report.data.confirmationNumber));
    const foreign = taken !== undefined && (taken.registrationId !== registrationId || taken.provider !== provider);
    if (foreign) return "confirmation-number-of-another-registration";
  }
  if (report.type !== "result.reported") return undefined;
  return facts.get(resultAt(provider, report.data.resultId)) === undefined ? undefined : "result-id-of-another-result";
}

/** All that an applied report changes: the registration first, and whatever follows from it. */
export function changesOf(
  facts: Facts,
  { registration, appointments, standing, certificate }: Applied,
  report: CenterReport,
  provider: string,
  now: Instant,
): Change[] {
  const { registrationId, accountId } = registration;
  const own = registrations.at(registrationId);
  const snapshot = { value: registration, version: facts.nextVersion(own.key) };
  const result = resultOf(report, provider, registration, now);
  return [
    put(own, registration),
    ...(certificate === undefined ? [] : [put(certificates.at(certificate.certificateId), certificate)]),
    ...(result === undefined ? [] : [put(resultAt(provider, result.resultId), result)]),
    ...(standing === undefined ? [] : enrolmentAfter(facts, registration, standing)),
    ...appointments.map(({ appointment, valid }) => {
      const current = appointment.supersededBy === undefined ? snapshot : undefined;
      const stored = { provider, registrationId, accountId, appointment, validConfirmationNumber: valid };
      return copy(appointmentAt(appointment.confirmationNumber), { ...stored, registration: current }, registrationId);
    }),
  ];
}
