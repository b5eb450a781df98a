import { accept, type Decision, type Refusal, refusals, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import type { Programme } from "../programme/programme.ts";

/**
 * Everything that R8 needs, one for each account and certification (R9). A new registration starts it again. It then keeps
 * each standing that a late report changes, and each period in which a certificate was valid.
 */
export type Enrolment = {
  readonly accountId: string;
  readonly certificationId: string;
  /** `of` is a registration or a binding. */
  readonly standings: readonly { readonly of: string; readonly standing: Standing }[];
  /** Bound sittings that have not earned a certificate yet. */
  readonly bound?: readonly { readonly exam: string; readonly sittingId: string }[] | undefined;
};

export type Standing =
  /** Without `until`, a booked sitting waits for its result (R11). */
  | { readonly phase: "open"; readonly until?: Instant | undefined }
  | { readonly phase: "failed"; readonly at: Instant }
  | { readonly phase: "passed" }
  | { readonly phase: "earned-nothing"; readonly takenAt: readonly Instant[] }
  /** Earlier versions stored no `since`. */
  | { readonly phase: "certified"; readonly since?: Instant | undefined; readonly validUntil: Instant }
  /** Without `since` and `until`, the pass fell, so the certificate never counted. */
  | { readonly phase: "revoked"; readonly since?: Instant | undefined; readonly until?: Instant | undefined };

/** A sitting during a revoked certificate's validity, outside its renewal window, earns no other certificate (R8). */
export function revokedStanding(
  {
    claimedAt: since,
    validUntil,
  }: { readonly claimedAt?: Instant | undefined; readonly validUntil?: Instant | undefined },
  now: Instant,
  { renewalWindowDays }: Programme,
): Standing {
  const end = validUntil === undefined ? now : plusDays(validUntil, -renewalWindowDays);
  return { phase: "revoked", since, until: end < now ? end : now };
}

/** Refuses a registration beside an open one, an unclaimed pass or a valid certificate (R8). */
export function mayRegister(enrolment: Enrolment | undefined, under: Programme, now: Instant): Decision<true> {
  const reasons = (enrolment?.standings ?? []).map(({ standing }) => reasonAgainst(standing, under, now));
  const first = refusals.find((refusal) => reasons.includes(refusal));
  return first === undefined ? accept(true) : refuse(first);
}

/** R8 for members with an exam code (R25). An open or failed registration does not matter. */
export function mayTakeExam(enrolment: Enrolment | undefined, under: Programme, now: Instant): Decision<true> {
  if (enrolment === undefined) return accept(true);
  const certified = enrolment.standings.filter(
    ({ standing: { phase } }) => phase === "passed" || phase === "certified",
  );
  return mayRegister({ ...enrolment, standings: certified }, under, now);
}

export function enrolmentAfresh(enrolment: Enrolment, registrationId: string, standing: Standing): Enrolment {
  const lasting = enrolment.standings.filter(
    ({ standing: { phase, ...rest } }) =>
      phase === "certified" || (phase === "revoked" && "since" in rest && rest.since !== undefined),
  );
  return { ...enrolment, standings: [...lasting, { of: registrationId, standing }] };
}

export function enrolmentWith(enrolment: Enrolment, of: string, standing: Standing): Enrolment {
  const others = enrolment.standings.filter((each) => each.of !== of);
  const own = enrolment.standings.find((each) => each.of === of);
  return { ...enrolment, standings: [...others, { ...own, of, standing }] };
}

export function withoutStandings(enrolment: Enrolment, gone: readonly string[]): Enrolment {
  return { ...enrolment, standings: enrolment.standings.filter(({ of }) => !gone.includes(of)) };
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
    case "earned-nothing":
      return undefined;
  }
}

export function withoutIdle(enrolment: Enrolment, idle: string): Enrolment {
  const isIdle = ({ of, standing }: Enrolment["standings"][number]) =>
    of === idle && standing.phase === "earned-nothing";
  return { ...enrolment, standings: enrolment.standings.filter((each) => !isIdle(each)) };
}

/** Spends bound sittings, because they earned a certificate together (R18). */
export function withoutBound(enrolment: Enrolment, sittingIds: readonly string[]): Enrolment {
  return { ...enrolment, bound: (enrolment.bound ?? []).filter(({ sittingId }) => !sittingIds.includes(sittingId)) };
}
