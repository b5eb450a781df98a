import { nextAnnouncement, withoutReminders } from "../ending.ts";
import type { Instant } from "../instant.ts";
import { organizationIdOf, type Partner } from "../partner/partner.ts";
import type { CertificationSummary } from "../programme/exam-series.ts";
import { levelRule } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { overdueIn } from "./registration-due.ts";
import { type Appointment, bookedFor, type Outcome, type SittingReport, type Sittings, type Terms } from "./sitting.ts";
import { sittingsOf } from "./unfolding.ts";

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
  /** The reports about its exam. Codes that were used before these were kept have `used` alone. */
  readonly reports?: readonly SittingReport[] | undefined;
  readonly used?:
    | { readonly at: Instant; readonly resultId: string; readonly takenAt?: Instant | undefined }
    | undefined;
  /** How much of its ending was announced. */
  readonly announced?: number | undefined;
  /** The appointments whose results were announced to be overdue. */
  readonly overdue?: readonly string[] | undefined;
  /** The reports that staff accepted in spite of a rule (R36). */
  readonly accepted?: readonly string[] | undefined;
  /** Staff took it out of use, perhaps for another one (R36). */
  readonly cancelled?: { readonly at: Instant; readonly replacedBy?: string | undefined } | undefined;
  /** When its partnership ended, and with that the code, unless it is booked or used. */
  readonly endedAt?: Instant | undefined;
};

export const examCodeStatuses = ["available", "assigned", "booked", "used", "expired", "cancelled"] as const;
export type ExamCodeStatus = (typeof examCodeStatuses)[number];

/** The organization whose members may have it: its partner's. */
export function organizationOf({ partnerId }: ExamCode): string {
  return organizationIdOf(partnerId);
}

/** Who has the code now. */
export function holderOf({ holdings }: Pick<ExamCode, "holdings">): Holding | undefined {
  const last = holdings.at(-1);
  return last?.until === undefined ? last : undefined;
}

/** The conditions under which reports of a code's exam count (R10–R12). */
export function examCodeTerms({ certification, programmeVersion, expiresAt, accepted }: ExamCode): Terms {
  const under = programmeOf(programmeVersion);
  const { sittingsPerExam } = levelRule(under, certification.level);
  const { incompleteSitting: incomplete } = under;
  return { sittingsPerExam, expiresAt, isOnePersons: true, booked: [], incomplete, accepted };
}

/** The state of a code's appointments and sittings: it follows from the set of its reports (R14). */
export function sittingsWith(code: ExamCode): Sittings {
  return sittingsOf(code.reports ?? [], examCodeTerms(code));
}

/** The use of a code: its sitting, with how and when that ended, and when it was booked. */
export type Use = {
  readonly at: Instant;
  readonly outcome?: Outcome | undefined;
  readonly bookedAt?: Instant | undefined;
};

/** The sitting that used the code up; nothing while one is left. A held result leaves none (R16). */
export function useOf(code: ExamCode): Use | undefined {
  const { ended, usedUp } = sittingsWith(code);
  const all = ended.get(code.exam) ?? [];
  if (usedUp.has(code.exam)) return all.find(({ outcome }) => outcome === "pass") ?? all.at(-1);
  return code.used && (code.reports ?? []).length === 0 ? { at: code.used.takenAt ?? code.used.at } : undefined;
}

/** The appointment that is booked with the code. */
export function bookingOf(code: ExamCode): Appointment | undefined {
  return bookedFor(code.exam, sittingsWith(code));
}

/**
 * A code's status follows from its facts and the time, whether or not a job has run (R25). While it is booked for a
 * time before its end it does not end (R11).
 */
export function examCodeStatus(code: ExamCode, now: Instant): ExamCodeStatus {
  if (useOf(code) !== undefined) return "used";
  const booking = bookingOf(code);
  if (booking !== undefined && (booking.afterEnd !== true || now < code.expiresAt)) return "booked";
  if (code.cancelled !== undefined) return "cancelled";
  if (now >= code.expiresAt || code.endedAt !== undefined) return "expired";
  return holderOf(code) === undefined ? "available" : "assigned";
}

/**
 * The code as it is once its partnership has ended: it can be neither given nor booked any more. What was booked by then
 * goes on, and so does what a centre has booked nevertheless (R11, R25). A code that ended before stays as it is.
 */
export function endedWith(code: ExamCode, { ended }: Pick<Partner, "ended">): ExamCode {
  const isOver = ended === undefined || code.endedAt !== undefined || code.expiresAt <= ended.at;
  return isOver ? code : { ...code, endedAt: ended.at };
}

/**
 * A sitting with this code belongs to the holder at `at`: when it was booked or, never booked, when it was sat (R27). If
 * the code had been given to nobody by then, it belongs to its holder now; if somebody had it before, and nobody then,
 * it belongs to nobody.
 */
export function payerOf(code: ExamCode, at: Instant): Holding | undefined {
  const before = code.holdings.filter(({ since }) => since <= at);
  if (before.length === 0) return holderOf(code);
  return before.findLast(({ until }) => until === undefined || at < until);
}

/**
 * The things that a partner's ledger keeps of a code's use: an appointment or sitting that holds it, also beyond its end or
 * not (R11), and its use.
 */
export function holdOn(code: ExamCode): Readonly<Record<"isBooked" | "isBookedAfterEnd" | "isUsed", boolean>> {
  const use = useOf(code);
  const booking = bookingOf(code);
  const isBookedAfterEnd = booking?.afterEnd === true;
  const isBooked = (booking !== undefined && !isBookedAfterEnd) || use?.bookedAt !== undefined;
  return { isBooked, isBookedAfterEnd, isUsed: use !== undefined };
}

/** The holder of the code; of one that is used or booked, the account that used or booked it. */
export function bearerOf(code: ExamCode): Holding | undefined {
  const use = useOf(code) ?? bookingOf(code);
  if (use === undefined) return holderOf(code);
  const at = use.bookedAt ?? ("at" in use ? use.at : undefined);
  return at === undefined ? holderOf(code) : payerOf(code, at);
}

/** The code without its holder: returned, taken back, or left behind by a member who leaves (R25). */
export function returned(code: ExamCode, now: Instant): ExamCode {
  return {
    ...code,
    holdings: code.holdings.map((each) => (each.until === undefined ? { ...each, until: now } : each)),
  };
}

/** The next thing for the schedule to do (R30): announce the ending to its holder, or that a result is overdue (R11). */
export function examCodeDue(code: ExamCode) {
  if (useOf(code) !== undefined || code.cancelled !== undefined) return undefined;
  const { appointments } = sittingsWith(code);
  const overdue = overdueIn([...appointments.values()], code);
  const isNobodys = holderOf(code) === undefined;
  const next = nextAnnouncement(code.expiresAt, Math.max(code.announced ?? 0, isNobodys ? withoutReminders : 0));
  const booking = bookingOf(code);
  const waits = next?.announcement === "end" && booking !== undefined && booking.afterEnd !== true;
  const ending = next === undefined || waits ? [] : [next];
  return [...overdue, ...ending].sort((one, other) => (one.at < other.at ? -1 : 1))[0];
}
