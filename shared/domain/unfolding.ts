import type { ParkedReason } from "./parked-reason.ts";
import { correctedResult, finalOutcomes, inOrder, takenBack, withdrawnNumber } from "./report-order.ts";
import { isProvisional, SatExams } from "./sat-exams.ts";
import {
  type Absence,
  type Appointment,
  isPlacing,
  type Outcome,
  type Placing,
  type ResultFact,
  type SittingReport,
  type Sittings,
  type Terms,
} from "./sitting.ts";

/**
 * The state that an entitlement's reports amount to. They are a set: the answer is the same for any order and any
 * number of times in which they arrived, because they are put in the order in which things happened first (R13–R16).
 * Whether a report counts follows from the set, too (R14).
 */
export function sittingsOf(reports: readonly SittingReport[], terms: Terms): Sittings {
  const ordered = inOrder([...new Map(reports.map((report) => [report.reportId, report])).values()]);
  const state = new Unfolding(ordered, terms);
  return state.unfold();
}

/** One booking through all its numbers: the last one is valid. */
type Thread = {
  readonly exam: string;
  readonly numbers: string[];
  readonly bookedAt: string;
  candidateId: string | undefined;
  centerRegistrationId: string | undefined;
  state: "booked" | "cancelled" | "no-show" | "completed";
};

type Details = Omit<Appointment, "supersededBy" | "bookedAt">;

/** Takes the reports in the order in which things happened. */
class Unfolding {
  readonly #reports: readonly SittingReport[];
  readonly #terms: Terms;
  readonly #outcomes: ReadonlyMap<string, Outcome>;
  readonly #takenBack: ReadonlySet<string>;
  readonly #details = new Map<string, Details>();
  readonly #threads = new Map<string, Thread>();
  /** The newest booking of each exam: only this one can still be moved or missed. */
  readonly #latest = new Map<string, Thread>();
  readonly #sittings: SatExams<Thread>;
  readonly #parked = new Map<string, ParkedReason>();

  constructor(reports: readonly SittingReport[], terms: Terms) {
    this.#reports = reports;
    this.#terms = terms;
    this.#outcomes = finalOutcomes(reports);
    this.#takenBack = takenBack(reports);
    this.#sittings = new SatExams(terms);
  }

  unfold(): Sittings {
    for (const report of this.#reports) {
      const reason = this.#add(report);
      if (reason !== undefined) this.#parked.set(report.reportId, reason);
    }
    this.#parkCorrections();
    const { ended, incomplete } = this.#sittings.split();
    return { appointments: this.#appointments(), ended, incomplete, parked: this.#parked };
  }

  #add(report: SittingReport): ParkedReason | undefined {
    if (isPlacing(report)) return this.#place(report);
    if (report.type === "result") return this.#end(report);
    return report.type === "corrected" ? undefined : this.#withdraw(report);
  }

  #place(report: Placing): ParkedReason | undefined {
    const { exam, confirmationNumber: number, previousConfirmationNumber: previous } = report;
    const named = [number, previous].flatMap((each) => (each && this.#threads.get(each)) || []);
    if (named.some((thread) => thread.exam !== exam)) return "exam-differs";
    const latest = this.#latest.get(exam);
    if (latest?.state === "booked") {
      if (this.#isAnothers(latest, report)) return "booked-by-another-candidate";
      this.#show(latest, report);
      return undefined;
    }
    const again = latest !== undefined && named.includes(latest) && this.#sittings.resultOf(latest) === undefined;
    const before = again ? latest : undefined;
    if (this.#sittings.left(exam, before) === 0) return "no-sitting-left";
    if (before !== undefined) this.#sittings.forget(before);
    this.#show(this.#thread(report, before), report);
    return undefined;
  }

  /** A booking that takes the place of one that was cancelled or missed keeps its numbers. */
  #thread(report: Placing, before: Thread | undefined): Thread {
    const { exam, occurredAt, firstBookedAt: bookedAt = occurredAt, candidateId, centerRegistrationId } = report;
    const numbers = [...(before?.numbers ?? [])];
    const thread: Thread = { exam, numbers, bookedAt, candidateId, centerRegistrationId, state: "booked" };
    for (const number of numbers) this.#threads.set(number, thread);
    this.#latest.set(exam, thread);
    return thread;
  }

  /** Makes the reported number the valid one of its booking. */
  #show(thread: Thread, report: Placing): void {
    const { confirmationNumber: number, previousConfirmationNumber: previous, earlierNumbers = [] } = report;
    const current = thread.numbers.at(-1);
    const unknown = [...earlierNumbers, ...(previous === undefined ? [] : [previous])];
    for (const each of unknown) if (!this.#threads.has(each)) this.#name(thread, each);
    if (current !== undefined && current !== number) this.#mark(current, "rescheduled", ["booked"]);
    if (thread.numbers.at(-1) !== number) this.#name(thread, number);
    thread.candidateId ??= report.candidateId;
    thread.centerRegistrationId = report.centerRegistrationId ?? thread.centerRegistrationId;
    const { exam, startsAt, testCenter, candidateId, centerRegistrationId, occurredAt } = report;
    const { expiresAt } = this.#terms;
    const isLate = expiresAt !== undefined && (startsAt >= expiresAt || occurredAt >= expiresAt);
    // The number that was shown last stands last, also one that comes back.
    this.#details.delete(number);
    this.#details.set(number, {
      ...{ confirmationNumber: number, exam, startsAt, testCenter, candidateId, centerRegistrationId, state: "booked" },
      afterEnd: isLate ? true : undefined,
    });
  }

  #name(thread: Thread, number: string): void {
    thread.numbers.push(number);
    this.#threads.set(number, thread);
  }

  #withdraw(report: Absence): ParkedReason | undefined {
    const number = withdrawnNumber(report);
    const thread = this.#threads.get(number);
    if (thread === undefined) return this.#isParked(number) ? "appointment-does-not-count" : undefined;
    const isCurrent = thread.numbers.at(-1) === number;
    if (this.#sittings.resultOf(thread) !== undefined) return isCurrent ? "sitting-has-its-result" : undefined;
    if (report.type === "no-show") {
      const isLatest = this.#latest.get(thread.exam) === thread;
      if (isLatest) this.#miss(thread, report.usesUp && !this.#takenBack.has(report.reportId), report.occurredAt);
      return undefined;
    }
    if (isCurrent) {
      this.#sittings.forget(thread);
      thread.state = "cancelled";
      this.#mark(number, "cancelled");
    }
    if (report.confirmationNumber !== number) this.#renameCancelled(thread, number, report.confirmationNumber);
    return undefined;
  }

  /** The cancellation's own number is known from then on. It is only the valid one if the number that it cancels was. */
  #renameCancelled(thread: Thread, cancelled: string, number: string): void {
    const details = this.#details.get(cancelled);
    if (details === undefined || this.#threads.has(number)) return;
    this.#details.set(number, { ...details, confirmationNumber: number, state: "cancelled" });
    thread.numbers.splice(thread.numbers.lastIndexOf(cancelled) + 1, 0, number);
    this.#threads.set(number, thread);
  }

  #miss(thread: Thread, usesUp: boolean, at: string): void {
    const confirmationNumber = thread.numbers.at(-1);
    this.#sittings.forget(thread);
    thread.state = "no-show";
    if (confirmationNumber !== undefined) this.#mark(confirmationNumber, "no-show");
    if (usesUp)
      this.#sittings.record(thread.exam, thread, undefined, {
        ...this.#idsOf(thread),
        confirmationNumber,
        outcome: "no-show",
        at,
      });
  }

  #end(report: ResultFact): ParkedReason | undefined {
    const { exam, resultId, takenAt, confirmationNumber: named } = report;
    const thread = this.#threadOf(report);
    if (thread === undefined && named !== undefined && this.#isParked(named)) return "appointment-does-not-count";
    if (thread === undefined && this.#terms.booked.includes(exam)) return "result-without-booking";
    if (thread !== undefined && thread.exam !== exam) return "exam-differs";
    if (thread !== undefined && this.#isAnothers(thread, report)) return "booked-by-another-candidate";
    const earlier = thread === undefined ? this.#sittings.unbooked(report) : this.#sittings.resultOf(thread);
    if (earlier !== undefined && !isProvisional(earlier.sitting)) return "sitting-has-its-result";
    const confirmationNumber = thread?.numbers.at(-1);
    if (confirmationNumber !== undefined && this.#details.get(confirmationNumber)?.afterEnd) return "after-end";
    const outcome = this.#outcomes.get(resultId) ?? report.outcome;
    if (this.#sittings.usesUp(outcome) && this.#sittings.left(exam, thread, earlier) === 0) return "no-sitting-left";

    const { candidateId = thread?.candidateId, centerRegistrationId = thread?.centerRegistrationId } = report;
    const ids = { candidateId, centerRegistrationId, bookedAt: thread?.bookedAt };
    this.#sittings.record(exam, thread, earlier, { ...ids, confirmationNumber, outcome, at: takenAt, resultId });
    if (thread !== undefined) thread.state = "completed";
    if (confirmationNumber !== undefined) this.#mark(confirmationNumber, "completed");
    return undefined;
  }

  /** A result names its appointment by number or by the centre's own ids; without these it is of the one that is booked. */
  #threadOf({ exam, confirmationNumber, candidateId, centerRegistrationId }: ResultFact): Thread | undefined {
    const numbered = confirmationNumber === undefined ? undefined : this.#threads.get(confirmationNumber);
    if (numbered !== undefined || (confirmationNumber !== undefined && this.#terms.booked.includes(exam)))
      return numbered;
    if (centerRegistrationId === undefined) {
      const latest = this.#latest.get(exam);
      return latest?.state === "booked" ? latest : undefined;
    }
    const named = this.#threads.get(centerRegistrationId);
    const fits = (each: Thread) => each.exam === exam && each.centerRegistrationId === centerRegistrationId;
    const latest = this.#latest.get(exam);
    const booked = latest?.state === "booked" && latest.centerRegistrationId === undefined ? latest : undefined;
    return named ?? [...this.#threads.values()].findLast(fits) ?? (candidateId === undefined ? undefined : booked);
  }

  #isAnothers({ candidateId: has }: Thread, { candidateId: wants }: { candidateId?: string | undefined }): boolean {
    return this.#terms.isOnePersons && has !== undefined && wants !== undefined && has !== wants;
  }

  #idsOf({ candidateId, centerRegistrationId, bookedAt }: Thread) {
    return { candidateId, centerRegistrationId, bookedAt };
  }

  #mark(number: string, state: Appointment["state"], only?: readonly Appointment["state"][]): void {
    const details = this.#details.get(number);
    if (details !== undefined && only?.includes(details.state) !== false)
      this.#details.set(number, { ...details, state });
  }

  /** Whether a number is known from a booking that does not count. */
  #isParked(number: string): boolean {
    return this.#reports.some(
      (each) => isPlacing(each) && each.confirmationNumber === number && this.#parked.has(each.reportId),
    );
  }

  #parkCorrections(): void {
    const results = new Map(
      this.#reports.flatMap((each) => (each.type === "result" ? [[each.resultId, each.reportId]] : [])),
    );
    for (const report of this.#reports) {
      if (report.type !== "corrected") continue;
      const root = results.get(correctedResult(report, this.#reports) ?? "");
      if (root === undefined || this.#parked.has(root))
        this.#parked.set(report.reportId, "corrected-result-does-not-count");
    }
  }

  #appointments(): Map<string, Appointment> {
    const all = [...this.#details].flatMap(([number, details]) => {
      const thread = this.#threads.get(number);
      if (thread === undefined) return [];
      // A number that is known from a move alone cannot be read: the next one that can is named (R13).
      const later = thread.numbers.slice(thread.numbers.lastIndexOf(number) + 1);
      const supersededBy = later.find((each) => this.#details.has(each));
      return [[number, { ...details, supersededBy, bookedAt: thread.bookedAt }] as const];
    });
    return new Map(all);
  }
}
