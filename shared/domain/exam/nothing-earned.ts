import { type Instant, plusDays } from "../instant.ts";
import type { Programme } from "../programme/programme.ts";
import type { Enrolment, Standing } from "./enrolment.ts";

export const nothingEarnedReasons = ["sat-while-certified", "already-certified"] as const;

export type NothingEarned = (typeof nothingEarnedReasons)[number];

/**
 * The reasons for which a pass earns no certificate (R8): it was sat while a certificate was valid (outside the renewal window), or
 * another pass waits to be claimed or was claimed later. Only the standings decide, so the order of reports does not
 * matter (R14).
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

/** The same at the claim. Of two waiting passes, either may be claimed first (R8). */
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

/**
 * Passes that earned nothing and now would, earliest first (R8, R14). No other: a bound pass that earns nothing again
 * would be taken again without end, and a registration's would keep later ones from theirs.
 */
export function passesToEarn(enrolment: Enrolment, under: Programme): string[] {
  const free = enrolment.standings.flatMap(({ of, standing }) =>
    standing.phase === "earned-nothing" && whyNothingEarned(enrolment, of, standing.takenAt, under) === undefined
      ? [{ of, at: [...standing.takenAt].sort().at(-1) ?? "" }]
      : [],
  );
  return free.sort((one, other) => (one.at < other.at ? -1 : 1)).map(({ of }) => of);
}
