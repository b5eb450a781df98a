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
import { type Instant, plusDays } from "../instant.ts";
import { cleanName } from "../name.ts";
import { approvedName, type Membership } from "../partner/membership.ts";
import { unprintableIn } from "../printable.ts";
import type { Certification } from "../programme/certification.ts";
import type { Programme } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";

/** Why a binding failed. */
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
  /** The name for the certificate, and where to write to. */
  readonly holderName: string;
  readonly holderEmail?: string | undefined;
  /** The name that the centre checked, once staff have decided on another (R36). */
  readonly nameSettled?: string | undefined;
  readonly askedAt: Instant;
  readonly retryUntil: Instant;
};

/** The act by which an account links a sitting at the second test centre to itself (R26, R27): one for each pair of both. */
export type Binding = PendingBinding | BoundBinding | FailedBinding;

export type PendingBinding = Asked & { readonly state: "pending" };

export type BoundBinding = Asked & {
  readonly state: "bound";
  readonly boundAt: Instant;
  readonly exam: string;
  /** The difference between this name and the one that the centre checked (R19). */
  readonly nameDiffers?: NameDifference | undefined;
  readonly organizationId?: string | undefined;
  readonly certificateId?: string | undefined;
  /** The reason for which its pass earned no certificate (R8). */
  readonly earnsNothing?: NothingEarned | undefined;
};

export type FailedBinding = Asked & {
  readonly state: "failed";
  readonly failedAt: Instant;
  readonly reason: BindingFailure;
};

export type BindingStatus = "pending" | "bound" | "failed";

/** Pending ends 3 days after it was asked for, whether or not a job has run (R26). */
export function bindingStatus(binding: Binding, now: Instant): BindingStatus {
  return binding.state === "pending" && now >= binding.retryUntil ? "failed" : binding.state;
}

/** A binding, for its own account and for staff; for anyone else it does not exist. */
export function ownBinding(binding: Binding | undefined, by: Account): Decision<Binding> {
  const visible = binding !== undefined && (by.staff || binding.accountId === by.accountId);
  return visible ? accept(binding) : refuse("binding-not-found");
}

/** The centres whose sittings are paid with exam codes, and so can be bound. */
export function bindingProviders({ levels }: Programme): string[] {
  return [...new Set(levels.flatMap(({ exams }) => exams.flatMap(({ examCodeProviders = [] }) => examCodeProviders)))];
}

/** So many bindings wait for one result at most. */
const maximumWaiting = 100;

/** What is known of a pair of identifiers and of the account that asks for it. */
export type BindingFacts = {
  readonly sitting: BindableSitting | undefined;
  /** The sitting that the exchanged identifiers name. */
  readonly exchanged: BindableSitting | undefined;
  readonly enrolment: Enrolment | undefined;
  /** The account that each of the two identifiers is tied to as a candidate id (R27). */
  readonly link: CandidateLink | undefined;
  readonly exchangedLink: CandidateLink | undefined;
};

type Wanted = Pick<Binding, "accountId" | "certificationId">;

/**
 * Whether an account may bind a sitting (R8, R27); nothing as long as it has no decided result. Other accounts only learn
 * that the sitting is unavailable, never why: bound by someone else and reserved for someone else look the same.
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

/** What an account asks to be bound, under which identifier. */
export type Request = CandidatePair & {
  readonly bindingId: string;
  readonly certificationId: string;
  readonly provider: string;
  readonly fullName?: string | undefined;
};

type Requested = {
  readonly binding: PendingBinding;
  readonly sitting?: BindableSitting | undefined;
  /** When an earlier request for it failed for want of a result, if no job has recorded that before this one took its place. */
  readonly lapsedAt: Instant | undefined;
};

/**
 * Asks for a sitting to be bound (R26). With `sitting` it may be bound at once; without, the binding waits: for the
 * result, or for those who asked before and are not settled yet. One that failed may be asked for again.
 */
export function askToBind(
  facts: BindingFacts & {
    readonly binding: Binding | undefined;
    readonly certification: Certification | undefined;
    readonly membership: Membership | undefined;
    /** The bindings that wait for this pair. */
    readonly waiting: readonly string[];
  },
  { fullName, ...request }: Request,
  by: Account,
  under: Programme,
  now: Instant,
): Decision<Requested> {
  const { certification, binding, membership, enrolment } = facts;
  if (certification?.published !== true) return refuse("certification-not-found");
  const wanted = { accountId: by.accountId, certificationId: request.certificationId };
  const found = bindable(facts, wanted, now);
  if (found !== undefined && !found.accepted) return found;
  const others = facts.waiting.filter((each) => each !== request.bindingId);
  const isFirst = found !== undefined && others.length === 0;
  if (!isFirst) {
    if (binding !== undefined && bindingStatus(binding, now) === "pending") return refuse("binding-already-pending");
    const free = mayTakeExam(enrolment, under, now);
    if (!free.accepted) return free;
    if (others.length >= maximumWaiting) return refuse("too-many-bindings");
  }
  const named = [membership && approvedName(membership), by.name, fullName].map((name = "") => cleanName(name));
  const names = named.filter((name) => name !== "");
  const holderName = names.find((name) => unprintableIn(name).length === 0);
  if (holderName === undefined) return refuse(names.length === 0 ? "holder-name-missing" : "name-not-printable");

  const holderEmail = by.email ?? membership?.member?.email;
  const asked = { ...request, ...wanted, holderName, holderEmail, askedAt: now };
  const pending = { ...asked, retryUntil: plusDays(now, under.bindingDays), state: "pending" } as const;
  const lapsedAt = binding?.state === "pending" && now >= binding.retryUntil ? binding.retryUntil : undefined;
  return accept({ binding: pending, sitting: isFirst ? found.value : undefined, lapsedAt });
}

/** As of when a binding that waits is decided on by what came for it at `cameAt`, however late that is done. */
export function decidedAsOf({ askedAt }: PendingBinding, cameAt: Instant | undefined): Instant {
  return cameAt === undefined || cameAt < askedAt ? askedAt : cameAt;
}

/**
 * What becomes of a binding that waits (R26): bound or failed by what came for it at `cameAt`, whenever that is looked
 * at; failed once its 3 days have passed; nothing yet.
 */
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

/** Why a binding fails that would have been refused. Its own account cannot have bound the sitting by another one. */
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
