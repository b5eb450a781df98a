import { enrolmentAfterFall } from "../domain/certificate/bound-pass.ts";
import type { Certificate } from "../domain/certificate/certificate.ts";
import { nameDiffers } from "../domain/certificate/name-notice.ts";
import { outcomeOfChange, type RegistrationOutcome, standingOf } from "../domain/certificate/registration-outcome.ts";
import { appointmentsChanged } from "../domain/exam/appointment-notice.ts";
import type { BindableSitting } from "../domain/exam/bindable-sitting.ts";
import { type Enrolment, enrolmentWith, withoutBound } from "../domain/exam/enrolment.ts";
import { nameDifference, nameEarned } from "../domain/exam/name-difference.ts";
import type { Registration } from "../domain/exam/registration.ts";
import type { Shift } from "../domain/exam/report.ts";
import { resultsToTell } from "../domain/exam/result-notice.ts";
import { claimableIn, resultTold, revoked } from "../domain/history/candidate-notice.ts";
import type { Notification } from "../domain/history/notification.ts";
import { calledName } from "../domain/name.ts";
import { certificates } from "../store/certificate/certificates.ts";
import { type Change, put } from "../store/core/change.ts";
import { enrolmentAt, enrolmentChange } from "../store/exam/enrolments.ts";
import { registrations } from "../store/exam/registrations.ts";
import { fall, newCertificate, reasonOfFall } from "./certificate-changes.ts";
import { risen, standingMoved } from "./earned-pass.ts";
import { leadingToName, renameHolder } from "./rename-holder.ts";
import type { Consequences, Moved, Needs, Settling } from "./settlement.ts";
import { sittingsElsewhere, spentSittings } from "./sittings-elsewhere.ts";

/** The consequences of a report or decision for a registration: certificate, R8, e-mails (R16, R18, R19). */
export function settleRegistration(needs: Needs, before: Registration, shift: Shift, settling: Settling): Consequences {
  const { entitlement } = shift;
  if (entitlement.kind !== "registration") throw new Error("a registration stays one");
  const { accountId, certification } = before;
  const sittings = sittingsElsewhere(needs, entitlement.of);
  // If the registration is alone in it, the write finds that out.
  const enrolment = needs.facts.known(enrolmentAt(accountId, certification.certificationId));
  const outcome = outcomeOfChange(before, entitlement.of, newCertificate(settling), sittings, enrolment);
  const { registration, earned } = outcome;
  const fallen = fall(needs, outcome.fallen, reasonOfFall(shift.report), settling.now);
  const placed = placeForR8(needs, outcome, sittings, fallen.lost, settling);
  return {
    entitlement: { kind: "registration", of: registration },
    changes: [
      put(registrations.at(registration.registrationId), registration),
      ...(earned === undefined ? [] : [put(certificates.at(earned.certificateId), earned)]),
      ...fallen.changes,
      ...nameFollows(needs, before, outcome),
      ...placed.changes,
    ],
    notifications: [
      ...notificationsOf(shift, registration, outcome, fallen.lost),
      ...placed.notifications,
      ...nameDiffersNow(before, registration),
    ],
  };
}

/** A late report may bring another name, which the certificate then bears (R14, R19). */
function nameFollows(
  needs: Needs,
  before: Registration,
  { registration, earned, fallen }: RegistrationOutcome,
): Change[] {
  const [name, { certificateId }] = [nameEarned(registration), before];
  const isMoved = earned !== undefined || fallen !== undefined;
  if (certificateId === undefined || isMoved || name === nameEarned(before)) return [];
  const certificate = needs.get(certificates.at(certificateId));
  for (const carrier of leadingToName(needs.facts, certificateId)) needs.get(carrier);
  const isOwn = certificate?.registrationId === registration.registrationId && needs.missing.length === 0;
  return isOwn ? renameHolder(needs.facts, certificate, name).changes : [];
}

/** The changed standing, and a pass that may earn now. */
function placeForR8(
  needs: Needs,
  { registration, standing, earned }: RegistrationOutcome,
  elsewhere: readonly BindableSitting[],
  lost: Certificate | undefined,
  settling: Settling,
): Moved {
  const { accountId, certification, registrationId } = registration;
  const { certificationId } = certification;
  const spent = (earned?.sittings ?? []).map(({ sittingId }) => sittingId);
  if (spent.length === 0 && (lost?.sittings ?? []).length === 0) {
    if (standing === undefined) return { changes: [], notifications: [] };
    return standingMoved(needs, registration, registrationId, standing, settling);
  }
  const ref = enrolmentAt(accountId, certificationId);
  const found: Enrolment = needs.get(ref) ?? { accountId, certificationId, standings: [] };
  const placed = enrolmentWith(found, registrationId, standing ?? standingOf(registration));
  const left = lost === undefined ? withoutBound(placed, spent) : enrolmentAfterFall(placed, "", lost);
  const next = risen(needs, left, settling);
  return {
    changes: [
      enrolmentChange(ref, next.enrolment),
      ...(earned === undefined ? [] : spentSittings(needs, elsewhere, earned)),
      ...next.changes,
    ],
    notifications: next.notifications,
  };
}

/** Tells the candidate about a different name, once (R19). */
function nameDiffersNow(before: Registration, registration: Registration): Notification[] {
  const { registrationId, candidate, certification } = registration;
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  return nameDiffers({ ...about, registrationId }, nameDifference(before), nameDifference(registration));
}

/** The e-mails follow from what changed, whatever caused it (R13, R14, R16). */
function notificationsOf(
  shift: Shift,
  registration: Registration,
  { earned }: RegistrationOutcome,
  lost: Certificate | undefined,
): Notification[] {
  return [
    ...resultsToTell(shift).map((each) => resultTold(registration, each)),
    ...(earned === undefined ? [] : claimableIn(registration)),
    ...(lost === undefined ? [] : revoked(lost, reasonOfFall(shift.report))),
    ...appointmentsChanged({ kind: "registration", of: registration }, shift),
  ];
}
