/**
 * A test centre's report in the model. `at`: its time by the centre's clock. `isNext`: the same time as the
 * entitlement's previous fact. `candidate`: the second centre's id of the person.
 */
export type Fact = { readonly at: number; readonly isNext?: boolean } & (
  | {
      readonly type: "booked" | "rescheduled";
      readonly number: string;
      readonly previous?: string;
      readonly exam: string;
      readonly startsAt: number;
      readonly candidate?: string;
      readonly registration?: string;
    }
  | { readonly type: "cancelled"; readonly number: string; readonly previous?: string }
  | { readonly type: "no-show"; readonly number: string; readonly excused: boolean }
  | {
      readonly type: "result";
      readonly resultId: string;
      readonly exam: string;
      readonly outcome: "pass" | "fail" | "held" | "incomplete";
      readonly takenAt: number;
      readonly number?: string;
      readonly candidate?: string;
      /** The second centre's id of the sitting. */
      readonly registration?: string;
    }
  | {
      readonly type: "corrected";
      readonly resultId: string;
      readonly corrects: string;
      readonly outcome: "pass" | "fail" | "incomplete" | "invalidated";
    }
);

/** What a centre reports, or staff decide: they end a booking, and give its sitting back (R36). */
export type Happened =
  | Fact
  | { readonly at: number; readonly isNext?: boolean; readonly type: "closed"; readonly number: string };

/** A fact with the handle of its report. */
export type Reported = Happened & { readonly report: string };

export type Booking = {
  readonly number: string;
  readonly exam: string;
  readonly startsAt: number;
  readonly isAfterEnd: boolean;
  readonly bookedAt: number;
  readonly state: "booked" | "rescheduled" | "cancelled" | "no-show" | "completed" | "closed";
};

export type Sitting = {
  readonly exam: string;
  readonly outcome: "pass" | "fail" | "held" | "incomplete" | "no-show" | "invalidated";
  readonly at: number;
  readonly bookedAt?: number | undefined;
  readonly resultId?: string;
  readonly pair?: string | undefined;
  readonly of?: Appointment | undefined;
  /** Staff accepted it beyond the sittings that there are: it takes none of them. */
  readonly isExtra?: boolean;
};

/** The conditions of an entitlement. */
export type Terms = {
  readonly end: number;
  readonly needsBooking: boolean;
  readonly isOnePersons: boolean;
  /** The exams of which staff granted one more sitting, and the reports that they accepted (R36). */
  readonly granted?: readonly string[] | undefined;
  readonly accepted?: readonly string[] | undefined;
};

/** One appointment under all its numbers, the valid one last. */
export type Appointment = {
  readonly exam: string;
  readonly bookedAt: number;
  readonly numbers: string[];
  candidate?: string | undefined;
  registration?: string | undefined;
  state: Booking["state"];
  isExtra?: boolean;
};

/** The bookings by number, the number after each, the sitting that decides each exam, and why which reports do not count. */
export type Unfolded = {
  readonly bookings: Map<string, Booking>;
  readonly next: Map<string, string>;
  readonly sittings: Map<string, Sitting>;
  readonly isUsedUp: (exam: string) => boolean;
  readonly all: readonly Sitting[];
  readonly parked: Map<string, string>;
};

/** The current number after an old one (R13). */
export function latest({ next }: Unfolded, number: string): string {
  let last = number;
  for (let steps = 0; steps < next.size; steps += 1) last = next.get(last) ?? last;
  return last;
}

/** The result that a chain of corrections began with. */
export function rootOf(resultId: string, facts: readonly Happened[]): string {
  const correction = facts.find((fact) => fact.type === "corrected" && fact.resultId === resultId);
  return correction?.type === "corrected" ? rootOf(correction.corrects, facts) : resultId;
}
