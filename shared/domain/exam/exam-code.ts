import type { Instant } from "../instant.ts";
import { organizationIdOf } from "../organization-id.ts";
import type { CertificationSummary } from "../programme/exam-series.ts";
import { levelRule } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { type Appointment, bookedFor, type Outcome, type SittingReport, type Sittings, type Terms } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

/** A period in which a member has the code. Without `until` it is still open. */
export type Holding = {
  readonly accountId: string;
  readonly fullName: string;
  readonly email?: string | undefined;
  readonly since: Instant;
  readonly until?: Instant | undefined;
};

/** Pays for one exam at the second test centre (R24, R25). */
export type ExamCode = {
  readonly code: string;
  readonly partnerId: string;
  readonly certification: CertificationSummary;
  readonly exam: string;
  readonly programmeVersion: number;
  /** The benefit change that issued it. */
  readonly changeId: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** All holdings in order. The last one may be open. */
  readonly holdings: readonly Holding[];
  /** Codes of earlier versions have `used` instead. */
  readonly reports?: readonly SittingReport[] | undefined;
  readonly used?:
    | { readonly at: Instant; readonly resultId: string; readonly takenAt?: Instant | undefined }
    | undefined;
  readonly announced?: number | undefined;
  readonly overdue?: readonly string[] | undefined;
  readonly accepted?: readonly string[] | undefined;
  readonly cancelled?: { readonly at: Instant; readonly replacedBy?: string | undefined } | undefined;
  /** The end of the partnership ends the code, unless it is booked or used. */
  readonly endedAt?: Instant | undefined;
};

export const examCodeStatuses = ["available", "assigned", "booked", "used", "expired", "cancelled"] as const;
export type ExamCodeStatus = (typeof examCodeStatuses)[number];

export function organizationOf({ partnerId }: ExamCode): string {
  return organizationIdOf(partnerId);
}

export function holderOf({ holdings }: Pick<ExamCode, "holdings">): Holding | undefined {
  const last = holdings.at(-1);
  return last?.until === undefined ? last : undefined;
}

/** The conditions under which reports count (R10–R12). */
export function examCodeTerms({ certification, programmeVersion, expiresAt, accepted }: ExamCode): Terms {
  const under = programmeOf(programmeVersion);
  const { sittingsPerExam } = levelRule(under, certification.level);
  const { incompleteSitting: incomplete } = under;
  return { sittingsPerExam, expiresAt, isOnePersons: true, booked: [], incomplete, accepted };
}

/** The state follows from the set of reports (R14). */
export function sittingsWith(code: ExamCode): Sittings {
  return sittingsOf(code.reports ?? [], examCodeTerms(code));
}

export type Use = {
  readonly at: Instant;
  readonly outcome?: Outcome | undefined;
  readonly bookedAt?: Instant | undefined;
};

/** The sitting that used the code up. A held result uses it up, too (R16). */
export function useOf(code: ExamCode): Use | undefined {
  const { ended, usedUp } = sittingsWith(code);
  const all = ended.get(code.exam) ?? [];
  if (usedUp.has(code.exam)) return all.find(({ outcome }) => outcome === "pass") ?? all.at(-1);
  return code.used && (code.reports ?? []).length === 0 ? { at: code.used.takenAt ?? code.used.at } : undefined;
}

export function bookingOf(code: ExamCode): Appointment | undefined {
  return bookedFor(code.exam, sittingsWith(code));
}

/** The status at `now`, never set by a job (R25). A booking for a time before the end keeps the code alive (R11). */
export function examCodeStatus(code: ExamCode, now: Instant): ExamCodeStatus {
  if (useOf(code) !== undefined) return "used";
  const booking = bookingOf(code);
  const isOver = now >= code.expiresAt || code.endedAt !== undefined;
  if (booking !== undefined && (booking.afterEnd !== true || !isOver)) return "booked";
  if (code.cancelled !== undefined) return "cancelled";
  if (isOver) return "expired";
  return holderOf(code) === undefined ? "available" : "assigned";
}

/** Takes the code back from its holder (R25). */
export function returned(code: ExamCode, now: Instant): ExamCode {
  return {
    ...code,
    holdings: code.holdings.map((each) => (each.until === undefined ? { ...each, until: now } : each)),
  };
}
