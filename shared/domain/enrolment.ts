import { accept, type Decision, type Refusal, refusals, refuse } from "./decision.ts";
import { type Instant, plusDays } from "./instant.ts";
import type { Programme } from "./programme.ts";

/**
 * What may stand between an account and a new registration for one certification (R8): one for each pair. A new
 * registration starts it afresh: it is only made when nothing stands in the way, and what does not by then never will
 * unless it changes. From then on it keeps where the new one stands, and each older one that a late report moves.
 */
export type Enrolment = {
  readonly accountId: string;
  readonly certificationId: string;
  /** `of`: the registration, or the binding that earned a certificate. */
  readonly standings: readonly { readonly of: string; readonly standing: Standing }[];
  /** The passed sittings at the second test centre that the account has bound, until they have earned a certificate. */
  readonly bound?: readonly { readonly exam: string; readonly sittingId: string }[] | undefined;
};

/** Where a registration or a binding stands. */
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
  const reasons = (enrolment?.standings ?? []).map(({ standing }) => reasonAgainst(standing, under, now));
  const first = refusals.find((refusal) => reasons.includes(refusal));
  return first === undefined ? accept(true) : refuse(first);
}

/**
 * R8 for members, who sit with an exam code instead of a registration (R25): not beside an unclaimed pass or a valid
 * certificate of the same certification. An open registration, or a failed one, does not stand in the way of a code.
 */
export function mayTakeExam(enrolment: Enrolment | undefined, under: Programme, now: Instant): Decision<true> {
  if (enrolment === undefined) return accept(true);
  const certified = enrolment.standings.filter(
    ({ standing: { phase } }) => phase === "passed" || phase === "certified",
  );
  return mayRegister({ ...enrolment, standings: certified }, under, now);
}

/** The enrolment once one of its registrations stands elsewhere. */
export function enrolmentWith(enrolment: Enrolment, of: string, standing: Standing): Enrolment {
  const others = enrolment.standings.filter((each) => each.of !== of);
  return { ...enrolment, standings: [...others, { of, standing }] };
}

function reasonAgainst(standing: Standing, under: Programme, now: Instant): Refusal | undefined {
  switch (standing.phase) {
    case "open":
      return standing.until === undefined || now < standing.until ? "registration-already-open" : undefined;
    case "passed":
      return "certificate-not-claimed";
    case "certified":
      return now < plusDays(standing.validUntil, -under.renewalWindowDays) ? "certificate-still-valid" : undefined;
    case "failed":
      return now < plusDays(standing.at, under.retakeWaitDays) ? "retake-too-early" : undefined;
    case "revoked":
      return undefined;
  }
}

/** The enrolment once sittings that its account had bound earned a certificate with others: they are spent (R18). */
export function withoutBound(enrolment: Enrolment, sittingIds: readonly string[]): Enrolment {
  return { ...enrolment, bound: (enrolment.bound ?? []).filter(({ sittingId }) => !sittingIds.includes(sittingId)) };
}
