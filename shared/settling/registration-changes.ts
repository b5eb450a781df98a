import { appointmentChanged } from "../domain/appointment-notice.ts";
import type { BindableSitting } from "../domain/bindable-sitting.ts";
import { enrolmentAfterFall } from "../domain/bound-pass.ts";
import { type Certificate, revoke } from "../domain/certificate.ts";
import { drawCode } from "../domain/code.ts";
import { type Enrolment, enrolmentWith, withoutBound } from "../domain/enrolment.ts";
import { calledName } from "../domain/name.ts";
import { nameDifference, nameEarned } from "../domain/name-difference.ts";
import { nameDiffers } from "../domain/name-notice.ts";
import { type Notification, resultCame, revoked } from "../domain/notification.ts";
import type { Registration } from "../domain/registration.ts";
import { outcomeOfChange, type RegistrationOutcome, standingOf } from "../domain/registration-outcome.ts";
import { examOfReport, type Weighed } from "../domain/report.ts";
import { sittingAt } from "../store/bindings.ts";
import { certificateIdFor, certificates } from "../store/certificates.ts";
import { type Change, put } from "../store/change.ts";
import { enrolmentAfter, enrolmentAt, enrolmentChange, registrations } from "../store/registrations.ts";
import { uncounting, whereCounted } from "../store/tally.ts";
import { leadingToName, renameHolder } from "./rename-holder.ts";
import type { Consequences, Needs, Settling } from "./settlement.ts";

export const correctedReason = "The result was corrected.";

/** Follows a report on a registration through: its certificate, its place for R8, and the e-mails (R16, R18, R19). */
export function settleRegistration(
  needs: Needs,
  before: Registration,
  weighed: Weighed,
  settling: Settling,
): Consequences {
  const { entitlement } = weighed;
  if (entitlement.kind !== "registration") throw new Error("a registration stays one");
  const elsewhere = needs.all((entitlement.of.passedElsewhere ?? []).map(({ sittingId }) => sittingAt(sittingId)));
  const sittings = elsewhere.flatMap(({ thing }) => thing ?? []);
  const outcome = outcomeOfChange(before, entitlement.of, newCertificate(settling), sittings);
  const { registration, earned } = outcome;
  const fallen = fall(needs, outcome.fallen, settling.now);
  return {
    entitlement: { kind: "registration", of: registration },
    changes: [
      put(registrations.at(registration.registrationId), registration),
      ...(earned === undefined ? [] : [put(certificates.at(earned.certificateId), earned)]),
      ...fallen.changes,
      ...(outcome.fallen === undefined ? nameFollows(needs, before, registration) : []),
      ...placeForR8(needs, outcome, sittings, fallen.lost),
    ],
    notifications: [
      ...notificationsOf(weighed, registration, outcome, fallen.lost),
      ...nameDiffersNow(before, registration),
    ],
  };
}

/** A late report may state another name: the certificate bears it, as if the report had come in time (R14, R19). */
function nameFollows(needs: Needs, before: Registration, { certificateId, ...after }: Registration): Change[] {
  const name = nameEarned(after);
  if (before.certificateId === undefined || name === nameEarned(before)) return [];
  const certificate = needs.get(certificates.at(before.certificateId));
  for (const carrier of leadingToName(needs.facts, before.certificateId)) needs.get(carrier);
  const isOwn = certificate?.registrationId === after.registrationId && needs.missing.length === 0;
  return isOwn ? renameHolder(needs.facts, certificate, name).changes : [];
}

export function newCertificate({ random }: Settling): Pick<Certificate, "certificateId" | "certificateNumber"> {
  const certificateNumber = drawCode("CRT", random);
  return { certificateNumber, certificateId: certificateIdFor(certificateNumber) };
}

/** The certificate whose pass fell is revoked with it (R16), and counts no more (R29). */
export function fall(needs: Needs, certificateId: string | undefined, now: string) {
  const nothing: { changes: Change[]; lost: Certificate | undefined } = { changes: [], lost: undefined };
  if (certificateId === undefined) return nothing;
  const ref = certificates.at(certificateId);
  const standing = needs.get(ref);
  for (const place of whereCounted(standing)) needs.get(place);
  const fallen = revoke(standing, correctedReason, now);
  if (standing === undefined || !fallen.accepted || needs.missing.length > 0) return nothing;
  return { changes: [put(ref, fallen.value), ...uncounting(needs.facts, standing)], lost: standing };
}

/** The enrolment, where the registration's place in it differs. With passes at the second centre it needs what was read. */
function placeForR8(
  needs: Needs,
  { registration, standing, earned }: RegistrationOutcome,
  elsewhere: readonly BindableSitting[],
  lost: Certificate | undefined,
): Change[] {
  const { accountId, certification, registrationId } = registration;
  const spent = earned?.sittings ?? [];
  const freed = lost?.sittings ?? [];
  if (spent.length === 0 && freed.length === 0) {
    return standing === undefined ? [] : [enrolmentAfter(needs.facts, registration, registrationId, standing)];
  }
  const ref = enrolmentAt(accountId, certification.certificationId);
  const found: Enrolment = needs.get(ref) ?? {
    accountId,
    certificationId: certification.certificationId,
    standings: [],
  };
  const placed = enrolmentWith(found, registrationId, standing ?? standingOf(registration));
  const after =
    lost === undefined
      ? withoutBound(
          placed,
          spent.map(({ sittingId }) => sittingId),
        )
      : enrolmentAfterFall(placed, "", lost);
  const marked = elsewhere.filter(({ sittingId }) => spent.some((each) => each.sittingId === sittingId));
  return [
    enrolmentChange(ref, after),
    ...marked.map((sitting) => {
      const own = sittingAt(sitting.sittingId);
      return put(own, { waiting: [], ...needs.get(own), thing: { ...sitting, certificateId: earned?.certificateId } });
    }),
  ];
}

/** The candidate is told once of a name that the centre has checked and that differs (R19). */
function nameDiffersNow(before: Registration, registration: Registration): Notification[] {
  const { candidate, certification } = registration;
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  return nameDiffers(about, nameDifference(before), nameDifference(registration));
}

function notificationsOf(
  weighed: Weighed,
  registration: Registration,
  { earned }: RegistrationOutcome,
  lost: Certificate | undefined,
): Notification[] {
  const { report } = weighed;
  const exam = examOfReport(weighed);
  if (!("resultId" in report)) return appointmentChanged({ kind: "registration", of: registration }, exam);
  const result = { exam, outcome: report.outcome, isCorrection: report.type === "corrected" };
  const told = resultCame(registration, result, earned !== undefined);
  return lost === undefined ? told : [...told, ...revoked(lost, correctedReason)];
}
