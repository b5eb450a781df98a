import type { Entitlement } from "../domain/exam/entitlement.ts";
import { bearerOf } from "../domain/exam/exam-code-bearer.ts";
import type { Shift } from "../domain/exam/report.ts";
import { type Appointment, isPlacing } from "../domain/exam/sitting.ts";
import type { Instant } from "../domain/instant.ts";
import type { Change } from "../store/core/change.ts";
import type { Facts } from "../store/core/facts.ts";
import { fillCopy } from "../store/core/fill.ts";
import { laterOf } from "../store/core/later.ts";
import { appointmentAt, type StoredAppointment } from "../store/exam/appointments.ts";
import type { Needs } from "./settlement.ts";

type Way = Pick<StoredAppointment, "registrationId" | "examCode" | "sittingId" | "accountId">;

/** The way from a confirmation number to its entitlement. */
export function wayTo({ kind, of }: Entitlement): Way & { readonly root: string } {
  if (kind === "registration") {
    const { registrationId, accountId } = of;
    return { registrationId, accountId, root: registrationId };
  }
  if (kind === "exam-code") return { examCode: of.code, accountId: bearerOf(of)?.accountId, root: of.code };
  return { sittingId: of.sittingId, accountId: of.bound?.accountId, root: of.sittingId };
}

/**
 * Writes only the numbers that differ. An older number needs no write, because its entitlement knows the valid one
 * (R13).
 */
export function appointmentChanges(
  { facts }: Needs,
  entitlement: Entitlement,
  { report, provider, before, after }: Pick<Shift, "report" | "provider" | "before" | "after">,
  now: Instant,
): Change[] {
  const numbers = new Set([...before.appointments.keys(), ...after.appointments.keys()]);
  if (report !== undefined && isPlacing(report)) numbers.add(report.confirmationNumber);
  const foldedUp = new Set(
    (entitlement.of.reports ?? []).flatMap((each) => (isPlacing(each) ? (each.earlierNumbers ?? []) : [])),
  );
  return [...numbers].flatMap((number) => {
    const [was, is] = [before.appointments.get(number), after.appointments.get(number)];
    const isKnown = was !== undefined || facts.known(appointmentAt(provider, number))?.thing !== undefined;
    if (isKnown && (JSON.stringify(was) === JSON.stringify(is) || foldedUp.has(number))) return [];
    return [numberChange(facts, provider, entitlement, number, is, now)];
  });
}

function numberChange(
  facts: Facts,
  provider: string,
  entitlement: Entitlement,
  number: string,
  appointment: Appointment | undefined,
  now: Instant,
): Change {
  const ref = appointmentAt(provider, number);
  const { root, ...way } = wayTo(entitlement);
  const thing: StoredAppointment = { provider, ...way, appointment, ...laterOf(facts.known(ref)?.thing) };
  return fillCopy(facts, ref, thing, root, now);
}
