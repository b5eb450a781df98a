import { accept, type Decision, type Refusal, refusals, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import type { Programme } from "../programme/programme.ts";

/**
 * All that R8 asks of an account and a certification: one for each pair. A new registration starts it afresh, since it is
 * only made when nothing stands in its way. From then on it keeps where the new one stands, each older one that a late
 * report moves, and each time at which a certificate was valid.
 */
export type Enrolment = {
  readonly accountId: string;
  readonly certificationId: string;
  /** `of`: the registration, or the binding, whose pass it is. */
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
  /** Passed, but it earns nothing beside what else stands: see `whyNothingEarned`. */
  | { readonly phase: "earned-nothing"; readonly takenAt: readonly Instant[] }
  /** An earlier version did not keep `since`. */
  | { readonly phase: "certified"; readonly since?: Instant | undefined; readonly validUntil: Instant }
  /** Valid from `since` until staff revoked it; without these, its pass fell, and it never counted. */
  | { readonly phase: "revoked"; readonly since?: Instant | undefined; readonly until?: Instant | undefined };

/** The reasons for which a pass earns no certificate (R8). */
export const nothingEarnedReasons = ["sat-while-certified", "already-certified"] as const;

export type NothingEarned = (typeof nothingEarnedReasons)[number];

/**
 * R8: why a pass of `of` earns no certificate beside what else the account has for the certification; nothing if it earns
 * one. `takenAt`: when its exams were sat. It was sat while a certificate was valid, its renewal window aside; or another pass
 * waits to be claimed, or was claimed since. The answer follows from the standings alone, so that the time at which a
 * report arrives does not matter (R14).
 */
export function whyNothingEarned(
  enrolment: Enrolment | undefined,
  of: string,
  takenAt: readonly Instant[],
  under: Programme,
): NothingEarned | undefined {
  const others = (enrolment?.standings ?? []).flatMap((each) => (each.of === of ? [] : [each.standing]));
  const isWithin = (at: Instant) => others.some((standing) => wasValidAt(standing, at, under));
  if (takenAt.some(isWithin)) return "sat-while-certified";
  const isSince = (since = "") => takenAt.every((at) => at < since);
  const isTaken = others.some(
    (standing) => standing.phase === "passed" || (standing.phase === "certified" && isSince(standing.since)),
  );
  return isTaken ? "already-certified" : undefined;
}

/** R8 at the claim of a pass: as `whyNothingEarned`, but that of two passes that wait either may be claimed first. */
export function whyNotClaimed(
  enrolment: Enrolment | undefined,
  of: string,
  passedAt: Instant,
  under: Programme,
): NothingEarned | undefined {
  const standings = (enrolment?.standings ?? []).filter(({ standing }) => standing.phase !== "passed");
  return enrolment && whyNothingEarned({ ...enrolment, standings }, of, [passedAt], under);
}

function wasValidAt(standing: Standing, at: Instant, { renewalWindowDays }: Programme): boolean {
  if (standing.phase === "certified") {
    return (standing.since ?? "") <= at && at < plusDays(standing.validUntil, -renewalWindowDays);
  }
  if (standing.phase !== "revoked" || standing.since === undefined || standing.until === undefined) return false;
  return standing.since <= at && at < standing.until;
}

/** The standing of a certificate that staff revoked: of what was sat while it was valid, its renewal window aside, nothing earns another (R8). */
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

/** The passes that earned nothing, and would earn a certificate now, the earliest first (R8, R14). */
export function passesToEarn(enrolment: Enrolment, under: Programme): string[] {
  const free = enrolment.standings.flatMap(({ of, standing }) =>
    standing.phase === "earned-nothing" && whyNothingEarned(enrolment, of, standing.takenAt, under) === undefined
      ? [{ of, at: [...standing.takenAt].sort().at(-1) ?? "" }]
      : [],
  );
  return free.sort((one, other) => (one.at < other.at ? -1 : 1)).map(({ of }) => of);
}

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

/** A new registration is opened: it starts the enrolment afresh, but for the times at which a certificate was valid. */
export function enrolmentAfresh(enrolment: Enrolment, registrationId: string, standing: Standing): Enrolment {
  const lasting = enrolment.standings.filter(
    ({ standing: { phase, ...rest } }) =>
      phase === "certified" || (phase === "revoked" && "since" in rest && rest.since !== undefined),
  );
  return { ...enrolment, standings: [...lasting, { of: registrationId, standing }] };
}

/** The enrolment once one of its registrations stands elsewhere. */
export function enrolmentWith(enrolment: Enrolment, of: string, standing: Standing): Enrolment {
  const others = enrolment.standings.filter((each) => each.of !== of);
  const own = enrolment.standings.find((each) => each.of === of);
  return { ...enrolment, standings: [...others, { ...own, of, standing }] };
}

/** The enrolment without some of its registrations and bindings: they stand nowhere any more. */
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

/** The enrolment without a pass that earned nothing: it fell, or waits for the pass of another exam now. */
export function withoutIdle(enrolment: Enrolment, idle: string): Enrolment {
  const isIdle = ({ of, standing }: Enrolment["standings"][number]) =>
    of === idle && standing.phase === "earned-nothing";
  return { ...enrolment, standings: enrolment.standings.filter((each) => !isIdle(each)) };
}

/** The enrolment once sittings that its account had bound earned a certificate with others: they are spent (R18). */
export function withoutBound(enrolment: Enrolment, sittingIds: readonly string[]): Enrolment {
  return { ...enrolment, bound: (enrolment.bound ?? []).filter(({ sittingId }) => !sittingIds.includes(sittingId)) };
}
