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

/** A fact with the handle of its report. */
export type Reported = Fact & { readonly report: string };

export type Booking = {
  readonly number: string;
  readonly exam: string;
  readonly startsAt: number;
  readonly isAfterEnd: boolean;
  readonly bookedAt: number;
  readonly state: "booked" | "rescheduled" | "cancelled" | "no-show" | "completed";
};

export type Sitting = {
  readonly exam: string;
  readonly outcome: "pass" | "fail" | "held" | "incomplete" | "no-show" | "invalidated";
  readonly at: number;
  readonly bookedAt?: number | undefined;
  readonly resultId?: string;
  readonly pair?: string | undefined;
  readonly of?: Appointment | undefined;
};

/** The conditions of an entitlement. */
export type Terms = { readonly end: number; readonly needsBooking: boolean; readonly isOnePersons: boolean };

/** One appointment under all its numbers, the valid one last. */
export type Appointment = {
  readonly exam: string;
  readonly bookedAt: number;
  readonly numbers: string[];
  candidate?: string | undefined;
  registration?: string | undefined;
  state: Booking["state"];
};

/** Bookings by number, each number's successor, the sitting that used each exam, and the reports that do not count. */
export type Unfolded = {
  readonly bookings: Map<string, Booking>;
  readonly next: Map<string, string>;
  readonly sittings: Map<string, Sitting>;
  readonly all: readonly Sitting[];
  readonly parked: Map<string, string>;
};

/** The current number after an old one (R13). */
export function latest({ next }: Unfolded, number: string): string {
  let last = number;
  for (let steps = 0; steps < next.size; steps += 1) last = next.get(last) ?? last;
  return last;
}

/** The first result of a chain of corrections. */
export function rootOf(resultId: string, facts: readonly Fact[]): string {
  const correction = facts.find((fact) => fact.type === "corrected" && fact.resultId === resultId);
  return correction?.type === "corrected" ? rootOf(correction.corrects, facts) : resultId;
}
