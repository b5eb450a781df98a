import { accept, type Decision, refuse } from "../decision.ts";
import { type BindableSitting, outcomeOf } from "../exam/bindable-sitting.ts";
import { type Enrolment, mayTakeExam } from "../exam/enrolment.ts";
import { whyNothingEarned } from "../exam/nothing-earned.ts";
import type { Registration } from "../exam/registration.ts";
import { lastingStatus } from "../exam/registration-status.ts";
import type { Instant } from "../instant.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { type Certificate, type ClaimedCertificate, earnedBy } from "./certificate.ts";

/** Everything that decides on a reinstatement (R8). */
export type Grounds = {
  readonly registration: Registration | undefined;
  readonly sittings: readonly BindableSitting[];
  readonly enrolment: Enrolment | undefined;
};

export type Reinstated = Exclude<Certificate, { state: "revoked" }>;

/** Staff take a revocation back (R36). The end stays. Refused without the pass, and beside another (R8). */
export function reinstate(certificate: Certificate | undefined, grounds: Grounds, now: Instant): Decision<Reinstated> {
  if (certificate === undefined) return refuse("certificate-not-found");
  const under = programmeOf(certificate.programmeVersion);
  const free = mayTakeExam(grounds.enrolment, under, now);
  if (!free.accepted && certificate.state === "revoked") return free;
  if (certificate.state !== "revoked") return refuse("certificate-not-revoked");
  if (!isEarned(certificate, grounds)) return refuse("certificate-without-its-pass");
  const nothing = whyNothingEarned(grounds.enrolment, earnedBy(certificate), [certificate.passedAt], under);
  if (nothing !== undefined) return refuse(nothing);

  const {
    state: _,
    revokedAt: __,
    revocationReason: ___,
    couponsTakenBack: ____,
    countedAs: _____,
    ...rest
  } = certificate;
  const { claimedAt, validUntil, announced, ...earned } = rest;
  if (claimedAt === undefined || validUntil === undefined) return accept({ ...earned, state: "claimable" });
  const claimed: ClaimedCertificate = { ...earned, state: "claimed", claimedAt, validUntil, announced };
  return accept(claimed);
}

/** A pass that fell and came back has earned another certificate, which takes the place of this one. */
function isEarned(certificate: Certificate, { registration, sittings }: Grounds): boolean {
  const { registrationId, certificateId, sittings: earned = [] } = certificate;
  const isPassed =
    registrationId === undefined ||
    (registration !== undefined &&
      lastingStatus(registration) === "passed" &&
      registration.certificateId === certificateId);
  const stand = earned.every(({ sittingId }) => {
    const sitting = sittings.find((each) => each.sittingId === sittingId);
    const { certificateId: spentOn = certificateId } = sitting ?? {};
    return sitting !== undefined && outcomeOf(sitting) === "pass" && spentOn === certificateId;
  });
  return isPassed && stand;
}
