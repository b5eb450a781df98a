import { announcedAfter, nextAnnouncement } from "../ending.ts";
import type { Instant } from "../instant.ts";
import { organizationIdOf } from "../organization-id.ts";
import type { CertificationSummary } from "../programme/exam-series.ts";
import { levelRule } from "../programme/programme.ts";
import { programmeOf, remindersOf } from "../programme/programme-versions.ts";
import { overdueIn } from "./registration-due.ts";
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
  if (booking !== undefined && (booking.afterEnd !== true || now < code.expiresAt)) return "booked";
  if (code.cancelled !== undefined) return "cancelled";
  if (now >= code.expiresAt || code.endedAt !== undefined) return "expired";
  return holderOf(code) === undefined ? "available" : "assigned";
}

/** Ends the code with its partnership. A booking made before, or made by a centre nevertheless, stays (R11, R25). */
export function endedWith(
  code: ExamCode,
  partner: { readonly ended?: { readonly at: Instant } | undefined } | undefined,
): ExamCode {
  const ended = partner?.ended;
  const isOver = ended === undefined || code.endedAt !== undefined || code.expiresAt <= ended.at;
  return isOver ? code : { ...code, endedAt: ended.at };
}

/**
 * The code with its partnership's end, to be stored and told once. Undefined where that was done, or where a late
 * schedule has told the code's own end before (R30).
 */
export function endToEnter(
  code: ExamCode,
  partner: { readonly ended?: { readonly at: Instant } | undefined },
): ExamCode | undefined {
  const ended = endedWith(code, partner);
  const announced = announcedAfter("end", remindersOf(code));
  return ended === code || (code.announced ?? 0) >= announced ? undefined : { ...ended, announced };
}

/**
 * The holder at `at`: the time of booking or, without one, of the exam (R27). If nobody ever had the code before, the
 * present holder. If somebody had it before but not then, nobody.
 */
export function payerOf(code: ExamCode, at: Instant): Holding | undefined {
  const before = code.holdings.filter(({ since }) => since <= at);
  if (before.length === 0) return holderOf(code);
  return before.findLast(({ until }) => until === undefined || at < until);
}

/** The code's use as the ledger keeps it (R11). */
export function holdOn(code: ExamCode): Readonly<Record<"isBooked" | "isBookedAfterEnd" | "isUsed", boolean>> {
  const use = useOf(code);
  const booking = bookingOf(code);
  const isBookedAfterEnd = booking?.afterEnd === true;
  const isBooked = (booking !== undefined && !isBookedAfterEnd) || use?.bookedAt !== undefined;
  return { isBooked, isBookedAfterEnd, isUsed: use !== undefined };
}

/** The present holder, or the account that booked or used the code. */
export function bearerOf(code: ExamCode): Holding | undefined {
  const use = useOf(code) ?? bookingOf(code);
  if (use === undefined) return holderOf(code);
  const at = use.bookedAt ?? ("at" in use ? use.at : undefined);
  return at === undefined ? holderOf(code) : payerOf(code, at);
}

/** Takes the code back from its holder (R25). */
export function returned(code: ExamCode, now: Instant): ExamCode {
  return {
    ...code,
    holdings: code.holdings.map((each) => (each.until === undefined ? { ...each, until: now } : each)),
  };
}

/** The next step of the schedule: announce the end, or an overdue result (R11, R30). */
export function examCodeDue(code: ExamCode) {
  if (useOf(code) !== undefined || code.cancelled !== undefined) return undefined;
  const { appointments } = sittingsWith(code);
  const overdue = overdueIn([...appointments.values()], code);
  const isNobodys = holderOf(code) === undefined;
  const reminderDays = remindersOf(code);
  const announced = Math.max(code.announced ?? 0, isNobodys ? reminderDays.length : 0);
  const next = nextAnnouncement(code.expiresAt, announced, reminderDays);
  const booking = bookingOf(code);
  const waits = next?.announcement === "end" && booking !== undefined && booking.afterEnd !== true;
  const ending = next === undefined || waits ? [] : [next];
  return [...overdue, ...ending].sort((one, other) => (one.at < other.at ? -1 : 1))[0];
}
