import type { BindableSitting } from "../exam/bindable-sitting.ts";
import { nameEarned } from "../exam/name-difference.ts";
import { type Registration, sittingsIn } from "../exam/registration.ts";
import type { Instant } from "../instant.ts";
import { namesOf } from "../programme/exam-series.ts";
import type { Certificate } from "./certificate.ts";

/** The certificate of a registration that has passed all exams, also with passes at the second centre (R18, R19). */
export function earnCertificate(
  registration: Registration,
  identifiers: Pick<Certificate, "certificateId" | "certificateNumber">,
  elsewhere: readonly BindableSitting[] = [],
): Certificate {
  const { accountId, registrationId, certification, candidate, programmeVersion } = registration;
  const passedAt = passTimes(registration, elsewhere).at(-1);
  return {
    ...identifiers,
    accountId,
    registrationId,
    sittings:
      elsewhere.length === 0
        ? undefined
        : elsewhere.map(({ exam, sittingId, partnerId }) => ({ exam, sittingId, partnerId })),
    certification: namesOf(certification),
    holderName: nameEarned(registration),
    holderEmail: candidate.email,
    programmeVersion,
    passedAt: passedAt ?? registration.openedAt,
    state: "claimable",
  };
}

/** The times of the passes, earliest first. */
export function passTimes(registration: Registration, elsewhere: readonly BindableSitting[] = []): Instant[] {
  const passes = [...sittingsIn(registration).ended.values()].flat().filter(({ outcome }) => outcome === "pass");
  return [...passes.map(({ at }) => at), ...elsewhere.flatMap(({ takenAt }) => takenAt ?? [])].sort();
}
