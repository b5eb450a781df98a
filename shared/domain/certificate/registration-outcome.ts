import type { BindableSitting } from "../exam/bindable-sitting.ts";
import { type Enrolment, type Standing, whyNothingEarned } from "../exam/enrolment.ts";
import { hasPassed, lastingStatus, type Registration, sittingsIn, waitsForSitting } from "../exam/registration.ts";
import type { Instant } from "../instant.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { type Certificate, earnCertificate, passTimes } from "./certificate.ts";

/** A registration after a change of its reports or of its passes elsewhere, and all that follows from that. */
export type RegistrationOutcome = {
  readonly registration: Registration;
  /** Its place for R8, if that differs from before. */
  readonly standing?: Standing | undefined;
  /** The certificate that it earned with this change (R18, R19). */
  readonly earned?: Certificate | undefined;
  /** The id of the certificate that falls, since its pass did (R16). */
  readonly fallen?: string | undefined;
};

/**
 * Follows a change of a registration through: it may earn a certificate, unless R8 says that it earns nothing, or lose the one
 * that it earned (R16, R18). `enrolment` is all else that stands, as far as there is more than the registration.
 */
export function outcomeOfChange(
  before: Registration,
  after: Registration,
  newCertificate: Pick<Certificate, "certificateId" | "certificateNumber">,
  elsewhere: readonly BindableSitting[],
  enrolment: Enrolment | undefined,
): RegistrationOutcome {
  const had = lastingStatus(before) === "passed" && before.earnsNothing === undefined;
  const isPassed = lastingStatus(after) === "passed";
  const needed = elsewhere.filter(({ exam }) => !isPassedHere(after, exam));
  const takenAt = passTimes(after, needed);
  const under = programmeOf(after.programmeVersion);
  const why = isPassed && !had ? whyNothingEarned(enrolment, after.registrationId, takenAt, under) : undefined;
  const isEarned = isPassed && !had && why === undefined;
  const certificateId = isEarned ? newCertificate.certificateId : before.certificateId;
  const registration: Registration = { ...after, certificateId, earnsNothing: why };
  const standing = standingOf(registration, takenAt);
  const isUnchanged = JSON.stringify(standing) === JSON.stringify(standingOf(before, passTimes(before, needed)));
  return {
    registration,
    standing: isUnchanged ? undefined : standing,
    earned: isEarned ? earnCertificate(registration, newCertificate, needed) : undefined,
    fallen: had && !isPassed ? certificateId : undefined,
  };
}

function isPassedHere(registration: Registration, exam: string): boolean {
  return hasPassed({ ...registration, passedElsewhere: [] }, exam, sittingsIn(registration));
}

/** The place of a registration for R8 as long as its certificate is not claimed. `takenAt`: when its exams were passed. */
export function standingOf(registration: Registration, takenAt = passTimes(registration)): Standing {
  const status = lastingStatus(registration);
  if (status === "passed") {
    return registration.earnsNothing === undefined ? { phase: "passed" } : { phase: "earned-nothing", takenAt };
  }
  if (status === "closed") return { phase: "open", until: registration.closedAt };
  if (status === "failed") return { phase: "failed", at: lastEnd(registration) };
  return waitsForSitting(registration) ? { phase: "open" } : { phase: "open", until: registration.expiresAt };
}

function lastEnd(registration: Registration): Instant {
  const ends = [...sittingsIn(registration).ended.values()].flat().map(({ at }) => at);
  return ends.sort().at(-1) ?? registration.openedAt;
}
