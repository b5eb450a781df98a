import type { Account } from "../account.ts";
import { type BindableSitting, outcomeOf } from "../exam/bindable-sitting.ts";
import { type ExamCode, examCodeStatus, holderOf } from "../exam/exam-code.ts";
import type { Outcome } from "../exam/sitting.ts";
import type { Instant } from "../instant.ts";
import type { Certification } from "../programme/certification.ts";
import { examOf } from "../programme/exam-series.ts";
import { levelRule, providerIn } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { BenefitChange } from "./benefit.ts";
import type { Partner } from "./partner.ts";

/** What an e-mail about a partner's coupons tells: to who applied for them, or to the member whom a code is about. */
export type ExamCodeNotice = { readonly to: string; readonly certification: string; readonly exam: string } & (
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
      /** The exam as the catalogue names it; e-mails that were caused before it did have none of it. */
      readonly title?: string | undefined;
      readonly seriesCode?: string | undefined;
      readonly instructionsUrl?: string | undefined;
      /** The names of the test centres that take the code; absent from e-mails that were caused before it was told. */
      readonly centers?: readonly string[] | undefined;
    }
  | { readonly tells: "exam-code-taken-back"; readonly name: string; readonly code: string }
  | { readonly tells: "exam-code-ended"; readonly name: string; readonly code: string }
  | {
      readonly tells: "sitting-reported";
      readonly name: string;
      readonly code: string;
      readonly title?: string | undefined;
      readonly seriesCode?: string | undefined;
      readonly outcome: Outcome;
      readonly isCorrection: boolean;
    }
);

/** The application was granted: its confirmation, if the applicant's token states an address (R24). */
export function couponsIssued(
  { name: partner }: Partner,
  { title: certification }: Certification,
  { changeId, exam, quantity, expiresAt }: BenefitChange,
  remaining: number,
  { email: to }: Account,
): ExamCodeNotice[] {
  if (to === undefined) return [];
  return [{ to, tells: "coupons-issued", partner, certification, exam, quantity, remaining, changeId, expiresAt }];
}

/** A member was given a code, and where and how it is used with it; nobody is told if no address is known (R25). */
export function codeAssigned(given: ExamCode): ExamCodeNotice[] {
  const holder = holderOf(given);
  if (holder?.email === undefined) return [];
  const { code, exam, certification, expiresAt } = given;
  const about = { to: holder.email, name: holder.fullName, certification: certification.title, exam };
  const { title, seriesCode, instructionsUrl } = examOf(certification, exam);
  const used = { title, seriesCode, instructionsUrl, centers: centersOf(given) };
  return [{ ...about, tells: "exam-code-assigned", code, expiresAt, ...used }];
}

/** The names of the test centres that take a code. */
function centersOf({ certification: { level }, exam, programmeVersion }: ExamCode): string[] {
  const under = programmeOf(programmeVersion);
  const rule = levelRule(under, level).exams.find((each) => each.exam === exam);
  return (rule?.examCodeProviders ?? []).map((each) => providerIn(under, each)?.name ?? each);
}

/**
 * Who had a code until now has it no more: somebody else took it back, or a sitting from before used it. `by`: whoever
 * gave it back or used it knows (R25).
 */
export function codeTakenBack(before: ExamCode, by: Pick<Account, "accountId"> | undefined): ExamCodeNotice[] {
  const holder = holderOf(before);
  if (holder?.email === undefined || holder.accountId === by?.accountId) return [];
  const { code, exam, certification } = before;
  const about = { to: holder.email, name: holder.fullName, certification: certification.title, exam };
  return [{ ...about, tells: "exam-code-taken-back", code }];
}

/** A member's code has ended with its partnership. Who has booked with it, or has no code any more, is not concerned. */
export function codeEnded(before: ExamCode, now: Instant): ExamCodeNotice[] {
  const holder = holderOf(before);
  if (holder?.email === undefined || examCodeStatus(before, now) !== "assigned") return [];
  const { code, exam, certification } = before;
  const about = { to: holder.email, name: holder.fullName, certification: certification.title, exam };
  return [{ ...about, tells: "exam-code-ended", code }];
}

/**
 * A sitting that a code paid for has its result, or another than before: the member to whom it belongs is told (R16). A
 * pass is to be bound, so the e-mail says how (R26, R27). The centre's identifiers are not told.
 */
export function sittingReported(sitting: BindableSitting, isCorrection: boolean): ExamCodeNotice[] {
  const { payer, examCode: code, exam, certification } = sitting;
  const outcome = outcomeOf(sitting);
  if (payer?.email === undefined || outcome === undefined || code === undefined) return [];
  const about = { to: payer.email, name: payer.fullName, certification: certification.title, exam };
  const { title, seriesCode } = examOf(certification, exam);
  return [{ ...about, tells: "sitting-reported", code, title, seriesCode, outcome, isCorrection }];
}
