import type { Instant } from "../instant.ts";
import type { Delivery } from "../programme/programme.ts";
import type { Scored } from "./center-report.ts";
import type { NothingEarned } from "./nothing-earned.ts";
import type { CheckedName, CorrectionFact, ResultFact } from "./sitting.ts";

/** A result or correction, as candidates and staff see it (R16). */
export type Result = Scored & {
  readonly resultId: string;
  /** Earlier versions stored none. */
  readonly reportId?: string | undefined;
  readonly exam: string;
  readonly seriesCode?: string | undefined;
  /** Earlier versions stored none. */
  readonly title?: string | undefined;
  readonly takenAt: Instant;
  readonly outcome: ResultFact["outcome"] | CorrectionFact["outcome"];
  readonly provider: string;
  /** Absent until a sitting at the second test centre is bound (R26). */
  readonly accountId?: string | undefined;
  /** Ours. For the second test centre: the centre's own. */
  readonly registrationId: string;
  readonly sittingId?: string | undefined;
  readonly examCode?: string | undefined;
  readonly candidateId?: string | undefined;
  readonly delivery?: Delivery | undefined;
  readonly certificationId: string;
  readonly receivedAt: Instant;
  readonly confirmationNumber?: string | undefined;
  readonly candidate?: CheckedName | undefined;
  /** This certificate falls if a correction takes the pass away. */
  readonly certificateId?: string | undefined;
  readonly corrects?: string | undefined;
  readonly reason?: string | undefined;
  readonly correctedBy?: string | undefined;
  readonly earnsNothing?: NothingEarned | undefined;
  /** Only staff see it (R14). */
  readonly parked?: boolean | undefined;
};

/** A score above its maximum, or a maximum of 0, is impossible (R16). */
export function hasImpossibleScore({ score, maximumScore, passingScore, sections = [] }: Scored): boolean {
  const isOver = (value = 0, maximum = Number.POSITIVE_INFINITY) => maximum === 0 || value > maximum;
  const isWrong = isOver(score, maximumScore) || isOver(passingScore, maximumScore);
  return isWrong || sections.some((each) => isOver(each.score, each.maximumScore));
}
