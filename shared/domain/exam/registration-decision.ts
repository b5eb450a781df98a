import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { type Enrolment, mayRegister } from "./enrolment.ts";
import { examNames, type Registration, sittingsIn } from "./registration.ts";
import { hasPassed, lastingStatus, registrationStatus } from "./registration-status.ts";
import { type Appointment, isPlacing, type SittingReport } from "./sitting.ts";

/** Staff end an open registration with its appointments (R36). R8 forgets it. `draw` makes each fact's id. */
export function closeRegistration(
  registration: Registration | undefined,
  draw: () => string,
  now: Instant,
): Decision<Registration> {
  if (registration === undefined) return refuse("registration-not-found");
  if (registrationStatus(registration, now) !== "open") return refuse("registration-not-open");
  const { appointments } = sittingsIn(registration);
  const booked = [...appointments.values()].filter(({ state }) => state === "booked");
  const closings = booked.map((each) => closing(registration.reports, each, { reportId: draw(), usesUp: false }, now));
  return accept({ ...registration, reports: [...registration.reports, ...closings], closedAt: now });
}

/** Dated after the booking, whatever the centre's clock says. */
export function closing(
  reports: readonly SittingReport[],
  { confirmationNumber, exam }: Pick<Appointment, "confirmationNumber" | "exam">,
  { reportId, usesUp }: { readonly reportId: string; readonly usesUp: boolean },
  now: Instant,
): SittingReport {
  const placed = reports.flatMap((each) => (isPlacing(each) && each.exam === exam ? [each.occurredAt] : []));
  const occurredAt = [now, ...placed].sort().at(-1) ?? now;
  return { type: "closed", reportId, occurredAt, confirmationNumber, usesUp };
}

/** Staff give one more sitting (R36). This reopens a failed registration, so R8 must allow that. */
export function grantSitting(
  registration: Registration | undefined,
  exam: string,
  enrolment: Enrolment | undefined,
  now: Instant,
): Decision<Registration> {
  if (registration === undefined) return refuse("registration-not-found");
  const { registrationId, expiresAt, granted = [], programmeVersion } = registration;
  const status = lastingStatus(registration);
  const others = (enrolment?.standings ?? []).filter(({ of }) => of !== registrationId);
  const free = enrolment && mayRegister({ ...enrolment, standings: others }, programmeOf(programmeVersion), now);
  if (free?.accepted === false) return free;
  if (status === "passed" || status === "closed" || now >= expiresAt) return refuse("registration-not-open");
  if (!examNames(registration).includes(exam)) return refuse("exam-not-of-registration");
  if (hasPassed(registration, exam, sittingsIn(registration))) return refuse("exam-already-passed");
  return accept({ ...registration, granted: [...granted, exam] });
}
