import type { BindableSitting } from "./bindable-sitting.ts";
import { type Certificate, earnCertificate } from "./certificate.ts";
import type { Standing } from "./enrolment.ts";
import type { Instant } from "./instant.ts";
import { hasPassed, lastingStatus, type Registration, sittingsIn, waitsForSitting } from "./registration.ts";

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

/** Follows a change of a registration through: it may earn a certificate, or lose the one that it earned (R16, R18). */
export function outcomeOfChange(
  before: Registration,
  after: Registration,
  newCertificate: Pick<Certificate, "certificateId" | "certificateNumber">,
  elsewhere: readonly BindableSitting[],
): RegistrationOutcome {
  const [was, is] = [lastingStatus(before), lastingStatus(after)];
  const isEarned = is === "passed" && was !== "passed";
  const isFallen = is !== "passed" && was === "passed";
  const certificateId = isEarned ? newCertificate.certificateId : before.certificateId;
  const registration: Registration = { ...after, certificateId };
  const standing = standingOf(registration);
  const isUnchanged = JSON.stringify(standing) === JSON.stringify(standingOf(before));
  const needed = elsewhere.filter(({ exam }) => !isPassedHere(registration, exam));
  return {
    registration,
    standing: isUnchanged ? undefined : standing,
    earned: isEarned ? earnCertificate(registration, newCertificate, needed) : undefined,
    fallen: isFallen ? certificateId : undefined,
  };
}

function isPassedHere(registration: Registration, exam: string): boolean {
  return hasPassed({ ...registration, passedElsewhere: [] }, exam, sittingsIn(registration));
}

/** The place of a registration for R8 as long as its certificate is not claimed. */
export function standingOf(registration: Registration): Standing {
  const status = lastingStatus(registration);
  if (status === "passed") return { phase: "passed" };
  if (status === "closed") return { phase: "open", until: registration.closedAt };
  if (status === "failed") return { phase: "failed", at: lastEnd(registration) };
  return waitsForSitting(registration) ? { phase: "open" } : { phase: "open", until: registration.expiresAt };
}

function lastEnd(registration: Registration): Instant {
  const ends = [...sittingsIn(registration).ended.values()].flat().map(({ at }) => at);
  return ends.sort().at(-1) ?? registration.openedAt;
}
