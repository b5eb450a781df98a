import type { Account } from "./account.ts";
import type { BenefitChange } from "./benefit.ts";
import type { Certification } from "./certification.ts";
import { type ExamCode, holderOf } from "./exam-code.ts";
import type { Instant } from "./instant.ts";
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
  | { readonly tells: "exam-code-assigned"; readonly name: string; readonly code: string; readonly expiresAt: Instant }
  | { readonly tells: "exam-code-taken-back"; readonly name: string; readonly code: string }
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

/** A member was given a code; nobody is told if no address is known (R25). */
export function codeAssigned(given: ExamCode): ExamCodeNotice[] {
  const holder = holderOf(given);
  if (holder?.email === undefined) return [];
  const { code, exam, certification, expiresAt } = given;
  const about = { to: holder.email, name: holder.fullName, certification: certification.title, exam };
  return [{ ...about, tells: "exam-code-assigned", code, expiresAt }];
}

/** Someone else took a code back from who had it until now; whoever gave it back knows (R25). */
export function codeTakenBack(before: ExamCode, by: Account): ExamCodeNotice[] {
  const holder = holderOf(before);
  if (holder?.email === undefined || holder.accountId === by.accountId) return [];
  const { code, exam, certification } = before;
  const about = { to: holder.email, name: holder.fullName, certification: certification.title, exam };
  return [{ ...about, tells: "exam-code-taken-back", code }];
}
