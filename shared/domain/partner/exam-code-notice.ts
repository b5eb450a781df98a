import type { Account } from "../account.ts";
import { type ExamCode, examCodeStatus, holderOf } from "../exam/exam-code.ts";
import type { Outcome } from "../exam/sitting.ts";
import type { Instant } from "../instant.ts";
import type { Certification } from "../programme/certification.ts";
import { examOf } from "../programme/exam-series.ts";
import { levelRule, providerIn } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { BenefitChange } from "./benefit.ts";
import type { Partner } from "./partner.ts";

export type ExamCodeNotice = {
  readonly to: string;
  readonly certification: string;
  readonly exam: string;
  /** Absent from e-mails of earlier versions. */
  readonly title?: string | undefined;
  readonly seriesCode?: string | undefined;
} & (
  | {
      readonly tells: "coupons-issued";
      readonly partner: string;
      readonly quantity: number;
      readonly remaining: number;
      readonly changeId: string;
      readonly expiresAt: Instant;
    }
  | {
      readonly tells: "exam-code-assigned";
      readonly name: string;
      readonly code: string;
      readonly expiresAt: Instant;
      readonly instructionsUrl?: string | undefined;
      /** Absent from e-mails of earlier versions. */
      readonly centers?: readonly string[] | undefined;
    }
  | { readonly tells: "exam-code-taken-back"; readonly name: string; readonly code: string }
  | { readonly tells: "exam-code-ended"; readonly name: string; readonly code: string }
  | {
      readonly tells: "sitting-reported";
      readonly name: string;
      readonly code: string;
      readonly outcome: Outcome;
      readonly isCorrection: boolean;
      /** The sitting is of somebody who had the code before or after. */
      readonly isAnothers?: true | undefined;
    }
);

/** Confirms an application for coupons, if the token states an address (R24). */
export function couponsIssued(
  { name: partner }: Partner,
  certification: Certification,
  { changeId, exam, quantity, expiresAt }: BenefitChange,
  remaining: number,
  { email: to }: Account,
): ExamCodeNotice[] {
  if (to === undefined) return [];
  const about = { to, ...named(certification, exam) };
  return [{ ...about, tells: "coupons-issued", partner, quantity, remaining, changeId, expiresAt }];
}

/** Tells a member about a new code, if an address is known (R25). */
export function codeAssigned(given: ExamCode): ExamCodeNotice[] {
  const holder = holderOf(given);
  if (holder?.email === undefined) return [];
  const { code, exam, certification, expiresAt } = given;
  const about = { to: holder.email, name: holder.fullName, ...named(certification, exam) };
  const { instructionsUrl } = examOf(certification, exam);
  const used = { instructionsUrl, centers: centersOf(given) };
  return [{ ...about, tells: "exam-code-assigned", code, expiresAt, ...used }];
}

function centersOf({ certification: { level }, exam, programmeVersion }: ExamCode): string[] {
  const under = programmeOf(programmeVersion);
  const rule = levelRule(under, level).exams.find((each) => each.exam === exam);
  return (rule?.examCodeProviders ?? []).map((each) => providerIn(under, each)?.name ?? each);
}

/** Tells the former holder, unless `by` is the former holder (R25). */
export function codeTakenBack(before: ExamCode, by: Pick<Account, "accountId"> | undefined): ExamCodeNotice[] {
  const holder = holderOf(before);
  if (holder?.email === undefined || holder.accountId === by?.accountId) return [];
  const { code, exam, certification } = before;
  const about = { to: holder.email, name: holder.fullName, ...named(certification, exam) };
  return [{ ...about, tells: "exam-code-taken-back", code }];
}

/** Tells the holder that the partnership has ended. A booked code goes on. */
export function codeEnded(before: ExamCode, now: Instant): ExamCodeNotice[] {
  const holder = holderOf(before);
  if (holder?.email === undefined || examCodeStatus(before, now) !== "assigned") return [];
  const { code, exam, certification } = before;
  const about = { to: holder.email, name: holder.fullName, ...named(certification, exam) };
  return [{ ...about, tells: "exam-code-ended", code }];
}

/** The certification and the exam, as an e-mail about an exam code names them. */
export function named(certification: Parameters<typeof examOf>[0] & { readonly title: string }, exam: string) {
  const { title, seriesCode } = examOf(certification, exam);
  return { certification: certification.title, exam, title, seriesCode };
}
