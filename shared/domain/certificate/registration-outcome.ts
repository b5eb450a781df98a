import type { BindableSitting } from "../exam/bindable-sitting.ts";
import type { Enrolment, Standing } from "../exam/enrolment.ts";
import { whyNothingEarned } from "../exam/nothing-earned.ts";
import { type Registration, sittingsIn } from "../exam/registration.ts";
import { hasPassed, lastingStatus, waitsForSitting } from "../exam/registration-status.ts";
import type { Instant } from "../instant.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { Certificate } from "./certificate.ts";
import { earnCertificate, passTimes } from "./earn-certificate.ts";

/** A registration after a change, with all that follows. */
export type RegistrationOutcome = {
  readonly registration: Registration;
  /** Its new standing for R8, if it differs. */
  readonly standing?: Standing | undefined;
  readonly earned?: Certificate | undefined;
  /** The certificate whose pass fell (R16). */
  readonly fallen?: string | undefined;
};

/** A change can earn a certificate, earn nothing (R8), or take the certificate away (R16, R18). */
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

/** The standing for R8 until the certificate is claimed. `takenAt` are the times of the passes. */
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
