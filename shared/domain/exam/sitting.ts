import type { Instant } from "../instant.ts";
import type { ParkedReason } from "./parked-reason.ts";

export type TestCenter = {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly timeZone: string;
};

export type CheckedName = { readonly givenName?: string | undefined; readonly familyName?: string | undefined };

/** The second test centre's ids of a person and a sitting. */
export type CenterIds = {
  readonly candidateId?: string | undefined;
  readonly centerRegistrationId?: string | undefined;
};

type Reported = { readonly reportId: string; readonly occurredAt: Instant };

export type Placing = Reported &
  CenterIds & {
    readonly type: "booked" | "rescheduled";
    readonly confirmationNumber: string;
    readonly previousConfirmationNumber?: string | undefined;
    readonly exam: string;
    readonly startsAt: Instant;
    readonly testCenter?: TestCenter | undefined;
    readonly candidate?: CheckedName | undefined;
    /** Older numbers that were folded into this report. */
    readonly earlierNumbers?: readonly string[] | undefined;
    readonly firstBookedAt?: Instant | undefined;
  };

export type Absence = Reported &
  (
    | {
        readonly type: "cancelled";
        readonly confirmationNumber: string;
        readonly previousConfirmationNumber?: string | undefined;
      }
    | { readonly type: "no-show"; readonly confirmationNumber: string; readonly usesUp: boolean }
    /** Staff's word about an appointment that nobody reports on (R36). */
    | { readonly type: "closed"; readonly confirmationNumber: string; readonly usesUp: boolean }
  );

export type ResultFact = Reported &
  CenterIds & {
    readonly type: "result";
    readonly resultId: string;
    readonly exam: string;
    readonly outcome: "pass" | "fail" | "incomplete" | "held";
    readonly takenAt: Instant;
    readonly confirmationNumber?: string | undefined;
    readonly candidate?: CheckedName | undefined;
  };

export type CorrectionFact = Reported & {
  readonly type: "corrected";
  readonly resultId: string;
  readonly corrects: string;
  readonly outcome: "pass" | "fail" | "incomplete" | "invalidated";
};

/** One fact about an entitlement's exams, from a test centre or from staff. The set of these decides every state. */
export type SittingReport = Placing | Absence | ResultFact | CorrectionFact;

export function isPlacing(report: SittingReport): report is Placing {
  return report.type === "booked" || report.type === "rescheduled";
}

export type Outcome = ResultFact["outcome"] | CorrectionFact["outcome"] | "no-show";

export type Appointment = CenterIds & {
  readonly confirmationNumber: string;
  readonly exam: string;
  readonly startsAt: Instant;
  readonly testCenter?: TestCenter | undefined;
  readonly state: "booked" | "rescheduled" | "cancelled" | "no-show" | "completed" | "closed";
  readonly supersededBy?: string | undefined;
  /** Booked or beginning at or after the entitlement's end (R11). */
  readonly afterEnd?: true | undefined;
  readonly bookedAt: Instant;
};

export type Sitting = CenterIds & {
  readonly confirmationNumber?: string | undefined;
  readonly outcome: Outcome;
  readonly at: Instant;
  readonly resultId?: string | undefined;
  readonly bookedAt?: Instant | undefined;
};

/** The conditions of an entitlement that decide which reports count. */
export type Terms = {
  readonly sittingsPerExam: number;
  /** Exclusive. Self-paid sittings have none. */
  readonly expiresAt?: Instant | undefined;
  /** True of an exam code: while one candidate has a booking, another's does not count (R12). */
  readonly isOnePersons: boolean;
  readonly booked: readonly string[];
  readonly incomplete: "used-up" | "given-back";
  readonly granted?: readonly string[] | undefined;
  /** These count in spite of any rule (R36). */
  readonly accepted?: readonly string[] | undefined;
};

export type Sittings = {
  readonly appointments: ReadonlyMap<string, Appointment>;
  /** Sittings that are used up: passed, failed, held, invalidated or missed. */
  readonly ended: ReadonlyMap<string, readonly Sitting[]>;
  /** Incomplete sittings, which are given back. */
  readonly incomplete: readonly Sitting[];
  /** Exams without a sitting left and without an extra booking. */
  readonly usedUp: ReadonlySet<string>;
  /** Reports that do not count (R14). */
  readonly parked: ReadonlyMap<string, ParkedReason>;
};

export function bookedFor(exam: string, { appointments }: Sittings): Appointment | undefined {
  return [...appointments.values()].find((each) => each.exam === exam && each.state === "booked");
}

/** Follows an old number to the valid one (R13). */
export function validNumber(confirmationNumber: string, appointments: ReadonlyMap<string, Appointment>): string {
  let number = confirmationNumber;
  for (let step = 0; step < appointments.size; step += 1) {
    const next = appointments.get(number)?.supersededBy;
    if (next === undefined) return number;
    number = next;
  }
  return number;
}

/** All ended sittings. Used-up ones come last, because an incomplete one may be sat again under the same ids. */
export function resultsIn({ ended, incomplete }: Sittings): Sitting[] {
  return [...incomplete, ...[...ended.values()].flat()].filter(({ resultId }) => resultId !== undefined);
}
