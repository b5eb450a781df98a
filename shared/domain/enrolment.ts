import { accept, type Decision, refuse } from "./decision.ts";
import { type Instant, plusDays } from "./instant.ts";
import type { Programme } from "./programme.ts";

/**
 * What stands between an account and a new registration for one certification (R8): one for each pair, kept in step
 * with the registration and the certificate that it follows from.
 */
export type Enrolment = {
  readonly accountId: string;
  readonly certificationId: string;
  /** The registration that it follows. */
  readonly registrationId: string;
  readonly standing: Standing;
};

export type Standing =
  /** Open until its end; without one, a booked sitting waits for its result (R11). */
  | { readonly phase: "open"; readonly until?: Instant | undefined }
  | { readonly phase: "failed"; readonly at: Instant }
  /** Passed, the certificate not claimed yet. */
  | { readonly phase: "passed" }
  | { readonly phase: "certified"; readonly validUntil: Instant }
  | { readonly phase: "revoked" };

/** R8: neither two open registrations, nor one beside an unclaimed pass or a valid certificate of the same certification. */
export function mayRegister(enrolment: Enrolment | undefined, under: Programme, now: Instant): Decision<true> {
  if (enrolment === undefined) return accept(true);
  const { standing } = enrolment;
  switch (standing.phase) {
    case "open":
      return standing.until === undefined || now < standing.until ? refuse("registration-already-open") : accept(true);
    case "passed":
      return refuse("certificate-not-claimed");
    case "certified":
      return now < plusDays(standing.validUntil, -under.renewalWindowDays)
        ? refuse("certificate-still-valid")
        : accept(true);
    case "failed":
      return now < plusDays(standing.at, under.retakeWaitDays) ? refuse("retake-too-early") : accept(true);
    case "revoked":
      return accept(true);
  }
}
