import type { Instant } from "./instant.ts";

export type TestCenter = {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  /** IANA name of the place's time zone. */
  readonly timeZone: string;
};

type Reported = { readonly reportId: string; readonly occurredAt: Instant };

/** What a test centre reported of one registration's exams: the facts from which every state below follows. */
export type SittingReport = Reported &
  (
    | {
        readonly type: "booked" | "rescheduled";
        readonly confirmationNumber: string;
        readonly previousConfirmationNumber?: string | undefined;
        readonly exam: string;
        readonly startsAt: Instant;
        readonly testCenter: TestCenter;
      }
    | {
        readonly type: "cancelled";
        readonly confirmationNumber: string;
        readonly previousConfirmationNumber?: string | undefined;
      }
    | { readonly type: "no-show"; readonly confirmationNumber: string; readonly usesUp: boolean }
    | {
        readonly type: "result";
        readonly resultId: string;
        readonly exam: string;
        readonly outcome: "pass" | "fail";
        readonly takenAt: Instant;
        readonly confirmationNumber?: string | undefined;
      }
    | {
        readonly type: "corrected";
        readonly resultId: string;
        /** The result, or the earlier correction, whose outcome it changes. */
        readonly corrects: string;
        readonly outcome: "pass" | "fail" | "invalidated";
      }
  );

type Placing = Extract<SittingReport, { testCenter: TestCenter }>;
type Result = Extract<SittingReport, { type: "result" }>;
type Correction = Extract<SittingReport, { type: "corrected" }>;

export type Appointment = {
  readonly confirmationNumber: string;
  readonly exam: string;
  readonly startsAt: Instant;
  readonly testCenter: TestCenter;
  readonly state: "booked" | "rescheduled" | "cancelled" | "no-show" | "completed";
  /** The number that took this one's place (R13). */
  readonly supersededBy?: string | undefined;
};

/** How one sitting of an exam ended. */
export type Sitting = {
  readonly confirmationNumber?: string | undefined;
  readonly outcome: "pass" | "fail" | "no-show" | "invalidated";
  readonly at: Instant;
  readonly resultId?: string | undefined;
};

export type Sittings = {
  readonly appointments: ReadonlyMap<string, Appointment>;
  /** The sittings that have ended, by exam. */
  readonly ended: ReadonlyMap<string, readonly Sitting[]>;
};

/**
 * What a registration's reports amount to. They are a set: the answer is the same for any order and any number of
 * times in which they arrived, because they are put in the order in which things happened first (R13–R16).
 */
export function sittingsOf(reports: readonly SittingReport[]): Sittings {
  const distinct = new Map(reports.map((report) => [report.reportId, report]));
  const state = new Unfolding();
  for (const report of inOrder([...distinct.values()])) state.add(report);
  for (const [result, outcome] of correctedOutcomes([...distinct.values()])) state.correct(result, outcome);
  return { appointments: state.appointments, ended: state.ended };
}

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
 * The order in which things happened. Of what is said to have happened at one moment, first come the bookings that end
 * at that moment, then their ends, then the bookings that stand after it.
 */
function inOrder(reports: readonly SittingReport[]): SittingReport[] {
  const ends = new Set(reports.flatMap((each) => endedBy(each).map((number) => `${each.occurredAt} ${number}`)));
  const rank = (report: SittingReport) => {
    if (report.type === "booked") return ends.has(`${report.occurredAt} ${report.confirmationNumber}`) ? 0 : 5;
    return { rescheduled: 1, cancelled: 2, "no-show": 3, result: 4, corrected: 6 }[report.type];
  };
  return [...reports].sort((one, other) => {
    if (one.occurredAt !== other.occurredAt) return one.occurredAt < other.occurredAt ? -1 : 1;
    return rank(one) - rank(other) || (one.reportId < other.reportId ? -1 : 1);
  });
}

/**
 * What each corrected result is now: a correction counts over what it corrects, itself perhaps a correction; of several
 * of one thing, the one that was made last (R16).
 */
function correctedOutcomes(reports: readonly SittingReport[]): Map<string, Correction["outcome"]> {
  const corrections = inOrder(reports).filter((report) => report.type === "corrected");
  const byId = new Map(corrections.map((each) => [each.resultId, each]));
  const chain = (each: Correction, seen: number): { root: string; depth: number } => {
    const corrected = seen > corrections.length ? undefined : byId.get(each.corrects);
    return corrected === undefined ? { root: each.corrects, depth: seen } : chain(corrected, seen + 1);
  };
  const placed = corrections.map((each) => ({ ...chain(each, 0), outcome: each.outcome }));
  placed.sort((one, other) => one.depth - other.depth);
  return new Map(placed.map(({ root, outcome }) => [root, outcome]));
}

/** The number whose booking a report ends. */
function endedBy(report: SittingReport): string[] {
  if (report.type === "cancelled") return [report.previousConfirmationNumber ?? report.confirmationNumber];
  const number = report.type === "rescheduled" ? report.previousConfirmationNumber : numberEndedBy(report);
  return number === undefined ? [] : [number];
}

function numberEndedBy(report: SittingReport): string | undefined {
  return report.type === "no-show" || report.type === "result" ? report.confirmationNumber : undefined;
}

/** Takes the reports in the order in which things happened. */
class Unfolding {
  readonly appointments = new Map<string, Appointment>();
  readonly ended = new Map<string, Sitting[]>();
  /** Which number follows which: also known for a number whose own report is not here yet. */
  readonly #successors = new Map<string, string>();

  add(report: SittingReport): void {
    if ("testCenter" in report) this.#place(report);
    else if (report.type === "cancelled") this.#cancel(report.confirmationNumber, report.previousConfirmationNumber);
    else if (report.type === "no-show") this.#miss(report.confirmationNumber, report.usesUp, report.occurredAt);
    else if (report.type === "result") this.#end(report);
  }

  correct(resultId: string, outcome: Correction["outcome"]): void {
    for (const [exam, sittings] of this.ended) {
      this.ended.set(
        exam,
        sittings.map((each) => (each.resultId === resultId ? { ...each, outcome } : each)),
      );
    }
  }

  #place({ confirmationNumber, previousConfirmationNumber: previous, exam, startsAt, testCenter }: Placing): void {
    if (previous !== undefined && previous !== confirmationNumber) this.#supersede(previous, confirmationNumber);
    const supersededBy = this.#successors.get(confirmationNumber);
    if (supersededBy === undefined) {
      const standing = bookedFor(exam, this);
      if (standing !== undefined && standing.confirmationNumber !== confirmationNumber) {
        this.#supersede(standing.confirmationNumber, confirmationNumber);
      }
    }
    const state = supersededBy === undefined ? "booked" : "rescheduled";
    this.appointments.set(confirmationNumber, { confirmationNumber, exam, startsAt, testCenter, state, supersededBy });
  }

  #supersede(previous: string, by: string): void {
    if (this.#successors.has(previous)) return;
    this.#successors.set(previous, by);
    const standing = this.appointments.get(previous);
    if (standing === undefined) return;
    const state = standing.state === "booked" ? "rescheduled" : standing.state;
    this.appointments.set(previous, { ...standing, state, supersededBy: by });
  }

  /** A cancelled number that another has replaced changes nothing: centres also cancel the old number when they move it. */
  #cancel(confirmationNumber: string, previous: string | undefined): void {
    const standing = this.appointments.get(previous ?? confirmationNumber);
    if (standing === undefined) return;
    const cancelled = { ...standing, state: "cancelled" } as const;
    if (standing.state === "booked") this.appointments.set(standing.confirmationNumber, cancelled);
    if (this.appointments.has(confirmationNumber)) return;

    this.appointments.set(confirmationNumber, { ...cancelled, confirmationNumber });
    this.#supersede(standing.confirmationNumber, confirmationNumber);
  }

  #miss(confirmationNumber: string, usesUp: boolean, at: Instant): void {
    const standing = this.appointments.get(validNumber(confirmationNumber, this.appointments));
    if (standing?.state !== "booked") return;
    this.appointments.set(standing.confirmationNumber, { ...standing, state: "no-show" });
    if (!usesUp) return;
    this.#record(standing.exam, { confirmationNumber: standing.confirmationNumber, outcome: "no-show", at });
  }

  /** The first result of a sitting stands; it also outweighs a no-show that was reported for it. */
  #end({ confirmationNumber: named, exam, outcome, takenAt, resultId }: Result): void {
    const confirmationNumber = named === undefined ? undefined : validNumber(named, this.appointments);
    if (confirmationNumber !== undefined) {
      const sittings = this.ended.get(exam) ?? [];
      const earlier = sittings.find((each) => each.confirmationNumber === confirmationNumber);
      if (earlier?.resultId !== undefined) return;
      this.ended.set(
        exam,
        sittings.filter((each) => each !== earlier),
      );
      const standing = this.appointments.get(confirmationNumber);
      if (standing !== undefined) this.appointments.set(confirmationNumber, { ...standing, state: "completed" });
    }
    this.#record(exam, { confirmationNumber, outcome, at: takenAt, resultId });
  }

  #record(exam: string, sitting: Sitting): void {
    this.ended.set(exam, [...(this.ended.get(exam) ?? []), sitting]);
  }
}
