import type { CandidatePair } from "./bindable-sitting.ts";
import type { Instant } from "./instant.ts";

/** Why a binding failed. */
export const bindingFailures = [
  "result-not-received",
  "ids-look-swapped",
  "sitting-not-available",
  "sitting-not-passed",
  "certification-differs-from-sitting",
  "certificate-still-valid",
  "certificate-not-claimed",
] as const;

export type BindingFailure = (typeof bindingFailures)[number];

/** The act by which an account links a sitting at the second test centre to itself (R26, R27): one for each pair of both. */
export type Binding = CandidatePair & {
  readonly bindingId: string;
  readonly accountId: string;
  readonly certificationId: string;
  readonly provider: string;
  /** The name for the certificate, and where to write to. */
  readonly holderName: string;
  readonly holderEmail?: string | undefined;
  readonly askedAt: Instant;
  readonly retryUntil: Instant;
} & (
    | { readonly state: "pending" }
    | {
        readonly state: "bound";
        readonly boundAt: Instant;
        readonly exam: string;
        readonly organizationId?: string | undefined;
        readonly certificateId?: string | undefined;
      }
    | { readonly state: "failed"; readonly failedAt: Instant; readonly reason: BindingFailure }
  );

export type BindingStatus = "pending" | "bound" | "failed";

/** Pending ends 3 days after it was asked for, whether or not a job has run (R26). */
export function bindingStatus(binding: Binding, now: Instant): BindingStatus {
  return binding.state === "pending" && now >= binding.retryUntil ? "failed" : binding.state;
}
