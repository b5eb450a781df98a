import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { CandidatePair } from "../exam/bindable-sitting.ts";
import type { NameDifference } from "../exam/name-difference.ts";
import type { NothingEarned } from "../exam/nothing-earned.ts";
import type { Instant } from "../instant.ts";
import type { Programme } from "../programme/programme.ts";

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
