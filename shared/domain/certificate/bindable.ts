import { accept, type Decision, refuse } from "../decision.ts";
import { type BindableSitting, isAvailableTo, isDecided, outcomeOf } from "../exam/bindable-sitting.ts";
import { type CandidateLink, isFreeFor } from "../exam/candidate-link.ts";
import { type Enrolment, mayTakeExam } from "../exam/enrolment.ts";
import { whyNothingEarned } from "../exam/nothing-earned.ts";
import type { Instant } from "../instant.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { Binding } from "./binding.ts";

export type BindingFacts = {
  readonly sitting: BindableSitting | undefined;
  /** The sitting that the swapped identifiers name. */
  readonly exchanged: BindableSitting | undefined;
  readonly enrolment: Enrolment | undefined;
  /** The account of each identifier, taken as a candidate id (R27). */
  readonly link: CandidateLink | undefined;
  readonly exchangedLink: CandidateLink | undefined;
};

type Wanted = Pick<Binding, "accountId" | "certificationId">;

/**
 * Whether an account may bind a sitting (R8, R27). Nothing without a decided result. Other accounts only learn that the
 * sitting is unavailable, never why: bound by someone else and reserved for someone else look the same.
 */
export function bindable(
  { sitting, exchanged, enrolment, link, exchangedLink }: BindingFacts,
  { accountId, certificationId }: Wanted,
  now: Instant,
): Decision<BindableSitting> | undefined {
  if (!isFreeFor(link, accountId)) return refuse("sitting-not-available");
  if (sitting === undefined || !isDecided(sitting)) {
    if (exchanged === undefined || !isDecided(exchanged)) return undefined;
    const isAvailable = isAvailableTo(exchanged, accountId) && isFreeFor(exchangedLink, accountId);
    return refuse(isAvailable ? "ids-look-swapped" : "sitting-not-available");
  }
  if (!isAvailableTo(sitting, accountId)) return refuse("sitting-not-available");
  if (sitting.bound !== undefined) return refuse("sitting-already-bound");
  if (sitting.certification.certificationId !== certificationId) return refuse("certification-differs-from-sitting");
  if (outcomeOf(sitting) !== "pass") return refuse("sitting-not-passed");
  const under = programmeOf(sitting.programmeVersion);
  const free = mayTakeExam(enrolment, under, now);
  if (!free.accepted) return free;
  const takenAt = sitting.takenAt === undefined ? [] : [sitting.takenAt];
  const nothing = whyNothingEarned(enrolment, "", takenAt, under);
  return nothing === undefined ? accept(sitting) : refuse(nothing);
}
