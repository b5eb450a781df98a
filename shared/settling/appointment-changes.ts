import { type BindableSitting, outcomeOf } from "../domain/bindable-sitting.ts";
import type { Entitlement } from "../domain/entitlement.ts";
import { bearerOf } from "../domain/exam-code.ts";
import type { ParkedReason } from "../domain/parked-reason.ts";
import type { Weighed } from "../domain/report.ts";
import { type Appointment, isPlacing } from "../domain/sitting.ts";
import { appointmentAt, type StoredAppointment } from "../store/appointments.ts";
import { slotsOf } from "../store/bindings.ts";
import type { Change } from "../store/change.ts";
import { fillCopy } from "../store/fill.ts";
import { registrations } from "../store/registrations.ts";
import type { Needs, Received } from "./settlement.ts";
import { namedPair } from "./subject.ts";

type Way = Pick<StoredAppointment, "registrationId" | "examCode" | "sittingId" | "accountId">;

/** The way from a confirmation number to its entitlement. */
function wayTo({ kind, of }: Entitlement): Way & { readonly root: string } {
  if (kind === "registration") {
    const { registrationId, accountId } = of;
    return { registrationId, accountId, root: registrationId };
  }
  if (kind === "exam-code") return { examCode: of.code, accountId: bearerOf(of)?.accountId, root: of.code };
  return { sittingId: of.sittingId, accountId: of.bound?.accountId, root: of.sittingId };
}

/**
 * A number, or ids of a sitting that has its result, that belong to another entitlement already; nothing as long as that
 * is not known.
 */
export function isOfAnother(
  { facts }: Needs,
  { provider, report }: Received,
  entitlement: Entitlement,
): ParkedReason | undefined {
  const { data } = report;
  const pair = namedPair(report);
  const sitting = pair && facts.known(slotsOf(provider, pair).sitting)?.thing;
  if (sitting !== undefined && outcomeOf(sitting) !== undefined && !isPaidBy(sitting, entitlement)) {
    return "sitting-has-its-result";
  }
  if (!("confirmationNumber" in data) || data.confirmationNumber === undefined) return undefined;
  const taken = facts.known(appointmentAt(provider, data.confirmationNumber))?.thing;
  if (taken === undefined) return undefined;
  const { registrationId, examCode, sittingId } = wayTo(entitlement);
  const isOwn = taken.registrationId === registrationId && taken.examCode === examCode && taken.sittingId === sittingId;
  // A sitting of the second centre becomes its exam code's when the code is named with its ids.
  const isAdopted = examCode !== undefined && taken.sittingId !== undefined && taken.sittingId === sitting?.sittingId;
  return isOwn || isAdopted ? undefined : "confirmation-number-of-another-entitlement";
}

/** A sitting without a code becomes the code's that is named with it, if that pays for its exam. */
function isPaidBy({ examCode, certification, exam }: BindableSitting, { kind, of }: Entitlement): boolean {
  if (kind !== "exam-code") return true;
  const isSame = certification.certificationId === of.certification.certificationId && exam === of.exam;
  return examCode === undefined ? isSame : examCode === of.code;
}

/**
 * The numbers that differ with a report, each by itself: an older number is not written again with every move, since it
 * leads to its entitlement, which knows the valid one (R13).
 */
export function appointmentChanges(
  needs: Needs,
  { provider, report, receivedAt }: Received,
  entitlement: Entitlement,
  { before, after }: Weighed,
): Change[] {
  const numbers = new Set([...before.appointments.keys(), ...after.appointments.keys()]);
  if ("startsAt" in report.data) numbers.add(report.data.confirmationNumber);
  const foldedUp = new Set(
    (entitlement.of.reports ?? []).flatMap((each) => (isPlacing(each) ? (each.earlierNumbers ?? []) : [])),
  );
  return [...numbers].flatMap((number) => {
    const [was, is] = [before.appointments.get(number), after.appointments.get(number)];
    const isKnown = was !== undefined || needs.facts.known(appointmentAt(provider, number))?.thing !== undefined;
    if (isKnown && (JSON.stringify(was) === JSON.stringify(is) || foldedUp.has(number))) return [];
    return [numberChange(needs, provider, entitlement, number, is, receivedAt)];
  });
}

function numberChange(
  { facts }: Needs,
  provider: string,
  entitlement: Entitlement,
  number: string,
  appointment: Appointment | undefined,
  now: string,
): Change {
  const ref = appointmentAt(provider, number);
  const { root, ...way } = wayTo(entitlement);
  const isValid = appointment !== undefined && appointment.supersededBy === undefined;
  const { kind, of } = entitlement;
  const registration =
    kind === "registration" && isValid ? facts.copyOf(registrations.at(of.registrationId), of) : undefined;
  const thing: StoredAppointment = { provider, ...way, appointment, registration };
  return fillCopy(facts, ref, thing, root, now);
}
