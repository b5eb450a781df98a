import type { Certification } from "./certification.ts";
import type { Instant } from "./instant.ts";
import type { SittingReport } from "./sitting.ts";

/** How the second test centre names one sitting of one person. */
export type CandidatePair = { readonly candidateId: string; readonly registrationId: string };

/** A sitting at the second test centre, paid with an exam code, that an account may bind to itself, once (R26, R27). */
export type BindableSitting = CandidatePair & {
  readonly sittingId: string;
  readonly provider: string;
  readonly certification: Pick<Certification, "certificationId" | "title" | "level">;
  readonly programmeVersion: number;
  readonly exam: string;
  readonly takenAt: Instant;
  readonly examCode: string;
  /** The partner whose code paid for it. */
  readonly partnerId: string;
  /** The account that alone may bind it, if the code was given to one (R27). */
  readonly reservedFor?: string | undefined;
  /** Its result and the corrections of that: the outcome follows from the set (R14, R16). */
  readonly reports: readonly SittingReport[];
  readonly bound?: { readonly accountId: string; readonly bindingId: string; readonly at: Instant } | undefined;
  /** The certificate that it earned, alone or with others. */
  readonly certificateId?: string | undefined;
};
