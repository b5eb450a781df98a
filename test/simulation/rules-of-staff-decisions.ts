import { outcomeOf, partnerHappened } from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { change } from "./rules-of-codes.ts";
import { whyNoExam } from "./rules-of-exam-codes.ts";
import { whyNothing } from "./rules-of-one-certification.ts";
import { type Answer, type Certificate, certificateStatus, type State, verdict } from "./state.ts";

/** R36: staff undo a revocation, unless the pass is lost since, or R8 counts another thing. */
export function reinstate(state: State, { certificate: at }: { readonly certificate: number }, now: number): Answer {
  const certificate = state.certificates[at];
  if (certificate === undefined) return refused("certificate-not-found");
  if (certificate.state !== "revoked") return refused("certificate-not-revoked");
  const { account, certification, passedAt, claimedAt } = certificate;
  const others = state.certificates.filter((each) => each !== certificate);
  const against =
    whyNoExam(state, account, certification, now) ??
    (isEarned(state, at, certificate) ? undefined : "certificate-without-its-pass") ??
    whyNothing({ certificates: others }, certificate, [passedAt]);
  if (against !== undefined) return refused(against);
  const standing = { state: claimedAt === undefined ? "claimable" : "claimed", revokedAt: undefined } as const;
  const { organization, validUntil = 0, recounts = 0 } = certificate;
  const isCounted = organization !== undefined && now < validUntil;
  const reinstated = { ...standing, hasFallen: undefined, recounts: isCounted ? recounts + 1 : recounts };
  if (organization !== undefined) partnerHappened(state, organization, "certificate.reinstated");
  change(state, at, certificate, "certificate.reinstated", reinstated);
  return { status: 200, says: certificateStatus({ ...certificate, ...reinstated }, now) };
}

/** A pass that was lost and won again has another certificate. */
function isEarned(state: State, at: number, { registration, sittings = [] }: Certificate): boolean {
  const of = state.registrations[registration ?? -1];
  const isPassed = registration === undefined || (of?.certificate === at && verdict(of) === "passed");
  const isSpentOn = (pair: string) => (state.sittings.get(pair)?.certificate ?? at) === at;
  return isPassed && sittings.every((pair) => outcomeOf(state, pair) === "pass" && isSpentOn(pair));
}
