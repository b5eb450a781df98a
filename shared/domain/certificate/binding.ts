import type { Account } from "../account.ts";
import { accept, type Decision, type Refusal, refuse } from "../decision.ts";
import {
  type BindableSitting,
  type CandidatePair,
  isAvailableTo,
  isDecided,
  outcomeOf,
} from "../exam/bindable-sitting.ts";
import { type CandidateLink, isFreeFor } from "../exam/candidate-link.ts";
import { type Enrolment, mayTakeExam, type NothingEarned, whyNothingEarned } from "../exam/enrolment.ts";
import { differenceIn, type NameDifference } from "../exam/name-difference.ts";
import type { Instant } from "../instant.ts";
import type { Programme } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";

export const bindingFailures = [
  "result-not-received",
  "ids-look-swapped",
  "sitting-not-available",
  "sitting-not-passed",
  "certification-differs-from-sitting",
  "certificate-still-valid",
  "certificate-not-claimed",
  "sat-while-certified",
  "already-certified",
] as const;

export type BindingFailure = (typeof bindingFailures)[number];

type Asked = CandidatePair & {
  readonly bindingId: string;
  readonly accountId: string;
  readonly certificationId: string;
  readonly provider: string;
  readonly holderName: string;
  readonly holderEmail?: string | undefined;
  /** The name that the centre checked and about which staff have decided (R36). */
  readonly nameSettled?: string | undefined;
  readonly askedAt: Instant;
  readonly retryUntil: Instant;
};

/** An account links a sitting at the second centre to itself (R26, R27), once for each pair of identifiers. */
export type Binding = PendingBinding | BoundBinding | FailedBinding;

export type PendingBinding = Asked & { readonly state: "pending" };

export type BoundBinding = Asked & {
  readonly state: "bound";
  readonly boundAt: Instant;
  readonly exam: string;
  readonly nameDiffers?: NameDifference | undefined;
  readonly organizationId?: string | undefined;
  readonly certificateId?: string | undefined;
  readonly earnsNothing?: NothingEarned | undefined;
};

export type FailedBinding = Asked & {
  readonly state: "failed";
  readonly failedAt: Instant;
  readonly reason: BindingFailure;
};

export type BindingStatus = "pending" | "bound" | "failed";

/** A pending binding fails after 3 days, even if the schedule has not run (R26). */
export function bindingStatus(binding: Binding, now: Instant): BindingStatus {
  return binding.state === "pending" && now >= binding.retryUntil ? "failed" : binding.state;
}

/** For its account and staff. For others it does not exist. */
export function ownBinding(binding: Binding | undefined, by: Account): Decision<Binding> {
  const visible = binding !== undefined && (by.staff || binding.accountId === by.accountId);
  return visible ? accept(binding) : refuse("binding-not-found");
}

/** The centres whose exams can be paid with exam codes. */
export function bindingProviders({ levels }: Programme): string[] {
  return [...new Set(levels.flatMap(({ exams }) => exams.flatMap(({ examCodeProviders = [] }) => examCodeProviders)))];
}

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

/** The instant that decides a late settlement: when the result came, or the request if that is later. */
export function decidedAsOf({ askedAt }: PendingBinding, cameAt: Instant | undefined): Instant {
  return cameAt === undefined || cameAt < askedAt ? askedAt : cameAt;
}

/** Settles a waiting binding as of `cameAt`, however late that is done. It fails after its 3 days (R26). */
export function settleBinding(
  facts: BindingFacts,
  binding: PendingBinding,
  cameAt: Instant | undefined,
  now: Instant,
): { bind: BindableSitting; at: Instant } | { fail: BindingFailure } | undefined {
  const at = decidedAsOf(binding, cameAt);
  const decision = cameAt !== undefined && at < binding.retryUntil ? bindable(facts, binding, at) : undefined;
  if (decision === undefined) return now >= binding.retryUntil ? { fail: "result-not-received" } : undefined;
  return decision.accepted ? { bind: decision.value, at } : { fail: failureOf(decision.refusal) };
}

/** The reason to store for a refusal. The same account cannot have bound the sitting before. */
function failureOf(refusal: Refusal): BindingFailure {
  return bindingFailures.find((each) => each === refusal) ?? "sitting-not-available";
}

export function failed({ state: _, ...asked }: PendingBinding, reason: BindingFailure, now: Instant): FailedBinding {
  return { ...asked, state: "failed", failedAt: now, reason };
}

export function bound(
  { state: _, ...asked }: PendingBinding,
  { exam, reports }: BindableSitting,
  earned: Pick<BoundBinding, "organizationId" | "certificateId" | "earnsNothing">,
  now: Instant,
): BoundBinding {
  const nameDiffers = differenceIn({ registered: asked.holderName, settled: asked.nameSettled }, reports);
  return { ...asked, ...earned, state: "bound", boundAt: now, exam, nameDiffers };
}
