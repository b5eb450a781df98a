import {
  type CenterReport,
  correctedResults,
  named,
  type PaidResult,
  paidResult,
  type Result,
  resultOf,
} from "../domain/center-report.ts";
import { readCode } from "../domain/code.ts";
import type { Instant } from "../domain/instant.ts";
import type { Registration } from "../domain/registration.ts";
import type { Applied, ParkedReason } from "../domain/report.ts";
import { slotsOf } from "./bindings.ts";
import { certificates } from "./certificates.ts";
import { type Change, copy, put } from "./change.ts";
import type { Ref } from "./entity.ts";
import { examCodes } from "./exam-codes.ts";
import type { Facts } from "./facts.ts";
import { appointmentAt, enrolmentAfter, registrationIdFor, registrations } from "./registrations.ts";
import { resultAt } from "./reports.ts";
import { filled } from "./slot.ts";
import { whereCounted } from "./tally.ts";
import { type Wait, waitIn } from "./waits.ts";

/** What must be looked up to match a report: one round trip finds its registration, or its appointment's copy of it. */
export function lookUpFor(provider: string, report: CenterReport): { readonly [name: string]: Ref<unknown> } {
  const { kind, id } = named(report);
  const result = "resultId" in report.data ? { result: resultAt(provider, report.data.resultId) } : {};
  if (kind === "eligibility-code") return { registration: registrations.at(registrationIdFor(id)) };
  if (kind === "registration") return { registration: registrations.at(id), ...result };
  if (kind === "confirmation-number") return { appointment: appointmentAt(id), ...result };
  if (kind === "result") return { corrected: resultAt(provider, id), ...result };
  const paid = paidResult(report);
  return paid === undefined
    ? result
    : { code: examCodes.at(examCodeIn(paid)), ...slotsOf(provider, paid.data), ...result };
}

/** The exam code that a result names, in its one true form; as it came, if it is none of ours. */
export function examCodeIn({ data: { examCode } }: PaidResult): string {
  const read = readCode("EXC", examCode);
  return "code" in read ? read.code : examCode;
}

/**
 * Makes a report wait in the slot of what it names. Not for what only we give out, since nobody knows it before we do,
 * nor for a number that another provider gave.
 */
export function waitInSlot(facts: Facts, provider: string, report: CenterReport, wait: Wait): Change[] {
  const { kind, id } = named(report);
  if (kind === "confirmation-number") return waitIn(facts, appointmentAt(id), wait);
  return kind === "result" ? waitIn(facts, resultAt(provider, id), wait) : [];
}

/**
 * The registration that a report is about, as far as it is known. `missing`: what must be read besides, since the
 * report leads there only in steps. Neither: it cannot be matched yet (R17).
 */
export function match(
  facts: Facts,
  provider: string,
  report: CenterReport,
): { readonly registration?: Registration | undefined; readonly missing?: readonly Ref<unknown>[] } {
  const { kind, id } = named(report);
  if (kind === "eligibility-code") {
    const registration = facts.get(registrations.at(registrationIdFor(id)));
    return registration?.eligibilityCode === id ? { registration } : {};
  }
  if (kind === "registration") return { registration: facts.get(registrations.at(id)) };
  if (kind === "confirmation-number") return matchAppointment(facts, provider, id);
  return kind === "result" ? matchResult(facts, provider, id) : {};
}

function matchAppointment(facts: Facts, provider: string, number: string): ReturnType<typeof match> {
  const ref = appointmentAt(number);
  const found = facts.get(ref)?.thing;
  if (found === undefined || found.provider !== provider) return {};
  const registration = registrations.at(found.registrationId);
  if (found.registration !== undefined) facts.learnCopy(registration, found.registration, ref.key);
  return facts.has(registration) ? { registration: facts.get(registration) } : { missing: [registration] };
}

/** A correction leads from the result to the registration, from that to the certificate that may fall, and where it counts. */
function matchResult(facts: Facts, provider: string, resultId: string): ReturnType<typeof match> {
  const found = facts.get(resultAt(provider, resultId))?.thing;
  if (found === undefined) return {};
  const ref = registrations.at(found.registrationId);
  const registration = facts.known(ref);
  const ids = [found.certificateId, registration?.certificateId].filter((each) => each !== undefined);
  const refs = ids.map((each) => certificates.at(each));
  const places = refs.flatMap((each) => whereCounted(facts.known(each)));
  const missing = facts.missing(ref, ...refs, ...places);
  return missing.length > 0 ? { missing } : { registration };
}

/** An identifier in the report that is known to mean something else. */
export function conflict(
  facts: Facts,
  provider: string,
  report: CenterReport,
  { registrationId }: Registration,
): ParkedReason | undefined {
  if ("confirmationNumber" in report.data) {
    const taken = facts.known(appointmentAt(report.data.confirmationNumber))?.thing;
    const foreign = taken !== undefined && (taken.registrationId !== registrationId || taken.provider !== provider);
    if (foreign) return "confirmation-number-of-another-registration";
  }
  if (!("resultId" in report.data)) return undefined;
  const result = facts.get(resultAt(provider, report.data.resultId))?.thing;
  return result === undefined ? undefined : "result-id-of-another-result";
}

/** All that an applied report changes: the registration first, and whatever follows from it. */
export function changesOf(
  facts: Facts,
  { registration, appointments, standing, earned }: Applied,
  report: CenterReport,
  provider: string,
  now: Instant,
): Change[] {
  const { registrationId, accountId } = registration;
  const own = registrations.at(registrationId);
  const snapshot = facts.copyOf(own, registration);
  return [
    put(own, registration),
    ...(earned === undefined ? [] : [put(certificates.at(earned.certificateId), earned)]),
    ...resultChanges(facts, report, provider, registration, now),
    ...(standing === undefined ? [] : [enrolmentAfter(facts, registration, registrationId, standing)]),
    ...appointments.map(({ appointment, valid }) => {
      const ref = appointmentAt(appointment.confirmationNumber);
      const current = appointment.supersededBy === undefined ? snapshot : undefined;
      const stored = { provider, registrationId, accountId, appointment, validConfirmationNumber: valid };
      const slot = filled(facts.known(ref), { ...stored, registration: current }, now);
      return { ...copy(ref, slot, registrationId), slot: ref };
    }),
  ];
}

function resultChanges(
  facts: Facts,
  report: CenterReport,
  provider: string,
  registration: Registration,
  now: Instant,
): Change[] {
  const keep = (result: Result) => {
    const ref = resultAt(provider, result.resultId);
    return { ...put(ref, filled(facts.get(ref), result, now)), slot: ref };
  };
  const result = resultOf(report, provider, registration, now);
  if (result !== undefined) return [keep({ ...result, certificateId: registration.certificateId })];
  if (report.type !== "result.corrected") return [];
  const known = facts.get(resultAt(provider, report.data.corrects))?.thing;
  if (known === undefined) return [];
  const { corrected, correction } = correctedResults(report, known, now);
  return [keep(corrected), keep(correction)];
}
