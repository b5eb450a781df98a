import type { Instant } from "../instant.ts";
import type { ParkedReason } from "./parked-reason.ts";

export type TestCenter = {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  /** IANA name of the place's time zone. */
  readonly timeZone: string;
};

/** A candidate's name as the centre checked it against the identity document. */
export type CheckedName = { readonly givenName?: string | undefined; readonly familyName?: string | undefined };

/** A second centre names a person and one sitting of that person by identifiers of its own. */
export type CenterIds = {
  readonly candidateId?: string | undefined;
  /** The centre's registration id, not ours. */
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
    /** Absent for an online exam. */
    readonly testCenter?: TestCenter | undefined;
    readonly candidate?: CheckedName | undefined;
    /** Older numbers of the same appointment whose own facts were folded up into this one. */
    readonly earlierNumbers?: readonly string[] | undefined;
    /** When that appointment was first booked, if those facts said so. */
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
    /** The word of staff about an appointment that nobody reports on (R36). */
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
  /** The result, or an earlier correction of it. */
  readonly corrects: string;
  readonly outcome: "pass" | "fail" | "incomplete" | "invalidated";
};

/** One fact that a test centre reported, or staff decided, of the exams of one entitlement. All states follow from the set of these. */
export type SittingReport = Placing | Absence | ResultFact | CorrectionFact;

/** Whether a report books or moves an appointment. */
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
  /** The number that took this one's place (R13). */
  readonly supersededBy?: string | undefined;
  /** It was booked, or begins, at or after the entitlement's end (R11). */
  readonly afterEnd?: true | undefined;
  /** When the appointment was first booked, under whichever number. */
  readonly bookedAt: Instant;
};

/** How one sitting of an exam ended. */
export type Sitting = CenterIds & {
  readonly confirmationNumber?: string | undefined;
  readonly outcome: Outcome;
  readonly at: Instant;
  readonly resultId?: string | undefined;
  /** When it was booked; absent for a sitting without an appointment. */
  readonly bookedAt?: Instant | undefined;
};

/** The conditions of an entitlement that decide which reports count. */
export type Terms = {
  readonly sittingsPerExam: number;
  /** Exclusive; a sitting that was paid at the centre itself has none. */
  readonly expiresAt?: Instant | undefined;
  /** While one candidate has it booked, a booking of another does not count (R12): true of an exam code. */
  readonly isOnePersons: boolean;
  /** Exams whose results need an appointment. */
  readonly booked: readonly string[];
  readonly incomplete: "used-up" | "given-back";
  /** The exams of which staff gave one more sitting, each as often as they did (R36). */
  readonly granted?: readonly string[] | undefined;
  /** The reports that staff accepted: they count, whatever rule is against them (R36). */
  readonly accepted?: readonly string[] | undefined;
};

/** The state that a set of reports amounts to. */
export type Sittings = {
  readonly appointments: ReadonlyMap<string, Appointment>;
  /** The sittings that are used up, by exam: passed, failed, held, invalidated or missed. */
  readonly ended: ReadonlyMap<string, readonly Sitting[]>;
  /** Sittings that gave their place back: incomplete ones. */
  readonly incomplete: readonly Sitting[];
  /** The exams of which no sitting is left, and none is booked beyond them. */
  readonly usedUp: ReadonlySet<string>;
  /** The reports that do not count, with the reason, by report id (R14). */
  readonly parked: ReadonlyMap<string, ParkedReason>;
};

/** The appointment that is booked now for an exam, if there is one. */
export function bookedFor(exam: string, { appointments }: Sittings): Appointment | undefined {
  return [...appointments.values()].find((each) => each.exam === exam && each.state === "booked");
}

/** Follows an old confirmation number to the latest, which is the valid one (R13). */
export function validNumber(confirmationNumber: string, appointments: ReadonlyMap<string, Appointment>): string {
  let number = confirmationNumber;
  for (let step = 0; step < appointments.size; step += 1) {
    const next = appointments.get(number)?.supersededBy;
    if (next === undefined) return number;
    number = next;
  }
  return number;
}

/**
 * All sittings of an entitlement that a result has ended, whether or not they used their place up. Those that did stand
 * last: an incomplete sitting is sat again, under the same ids perhaps.
 */
export function resultsIn({ ended, incomplete }: Sittings): Sitting[] {
  return [...incomplete, ...[...ended.values()].flat()].filter(({ resultId }) => resultId !== undefined);
}
