import { nextAnnouncement, withoutReminders } from "./ending.ts";
import type { CertificationSummary } from "./exam-series.ts";
import type { Instant } from "./instant.ts";
import { organizationIdOf } from "./partner.ts";

/** A time for which a member had a code; without an end it still has it. */
export type Holding = {
  readonly accountId: string;
  readonly fullName: string;
  readonly email?: string | undefined;
  readonly since: Instant;
  readonly until?: Instant | undefined;
};

/** Pays one exam at the second test centre for a member of a partner's organization (R24, R25). */
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
  /** Everyone who ever had it, in order: the last one has it still, unless that holding has ended. */
  readonly holdings: readonly Holding[];
  /** The result that named it. */
  readonly used?:
    | { readonly at: Instant; readonly resultId: string; readonly takenAt?: Instant | undefined }
    | undefined;
  /** How much of its ending was announced. */
  readonly announced?: number | undefined;
};

export type ExamCodeStatus = "available" | "assigned" | "used" | "expired";

/** The organization whose members may have it: its partner's. */
export function organizationOf({ partnerId }: ExamCode): string {
  return organizationIdOf(partnerId);
}

/** Who has the code now. */
export function holderOf({ holdings }: ExamCode): Holding | undefined {
  const last = holdings.at(-1);
  return last?.until === undefined ? last : undefined;
}

/** A code's status follows from its facts and the time, whether or not a job has run (R25). */
export function examCodeStatus(code: ExamCode, now: Instant): ExamCodeStatus {
  if (code.used !== undefined) return "used";
  if (now >= code.expiresAt) return "expired";
  return holderOf(code) === undefined ? "available" : "assigned";
}

/**
 * To whom a sitting of `takenAt` with this code belongs: who had the code then (R27). If it had been given to nobody by
 * then, who has it now; if somebody had it before, and nobody then, it is nobody's.
 */
export function payerOf(code: ExamCode, takenAt: Instant): Holding | undefined {
  const before = code.holdings.filter(({ since }) => since <= takenAt);
  if (before.length === 0) return holderOf(code);
  return before.findLast(({ until }) => until === undefined || takenAt < until);
}

/** Who has the code; of one that is used, who used it. */
export function bearerOf(code: ExamCode): Holding | undefined {
  return code.used === undefined ? holderOf(code) : payerOf(code, code.used.takenAt ?? code.used.at);
}

/** The code without its holder: returned, taken back, or left behind by a member who leaves (R25). */
export function returned(code: ExamCode, now: Instant): ExamCode {
  return {
    ...code,
    holdings: code.holdings.map((each) => (each.until === undefined ? { ...each, until: now } : each)),
  };
}

/** What the schedule announces next of a code's ending; nobody is reminded of one that nobody has (R30). */
export function examCodeEnding(code: ExamCode): ReturnType<typeof nextAnnouncement> {
  if (code.used !== undefined) return undefined;
  const isNobodys = holderOf(code) === undefined;
  return nextAnnouncement(code.expiresAt, Math.max(code.announced ?? 0, isNobodys ? withoutReminders : 0));
}
