import { type Booking, Bookings } from "./bookings.ts";
import type { ParkedReason } from "./parked-reason.ts";
import { correctedResult, finalOutcomes, inOrder, resultsById, takenBack, withdrawnNumber } from "./report-order.ts";
import { isProvisional, SatExams } from "./sat-exams.ts";
import {
  type Absence,
  isPlacing,
  type Outcome,
  type Placing,
  type ResultFact,
  type SittingReport,
  type Sittings,
  type Terms,
} from "./sitting.ts";

/**
 * The state that a set of reports amounts to. Reports are sorted by when they happened, so the order of arrival and
 * repetitions do not matter (R13–R16). A report that staff accepted always counts (R36).
 */
export function sittingsOf(reports: readonly SittingReport[], terms: Terms): Sittings {
  const ordered = inOrder([...new Map(reports.map((report) => [report.reportId, report])).values()]);
  const state = new Unfolding(ordered, terms);
  return state.unfold();
}

class Unfolding {
  readonly #reports: readonly SittingReport[];
  readonly #terms: Terms;
  readonly #outcomes: ReadonlyMap<string, Outcome>;
  readonly #takenBack: ReadonlySet<string>;
  readonly #bookings: Bookings;
  readonly #sittings: SatExams<Booking>;
  readonly #parked = new Map<string, ParkedReason>();
  /** The numbers of parked bookings. */
  readonly #parkedNumbers = new Set<string>();

  constructor(reports: readonly SittingReport[], terms: Terms) {
    this.#reports = reports;
    this.#terms = terms;
    this.#outcomes = finalOutcomes(reports);
    this.#takenBack = takenBack(reports);
    this.#bookings = new Bookings(terms.expiresAt);
    this.#sittings = new SatExams(terms);
  }

  unfold(): Sittings {
    for (const report of this.#reports) {
      const reason = this.#add(report);
      if (reason === undefined) continue;
      this.#parked.set(report.reportId, reason);
      if (isPlacing(report)) this.#parkedNumbers.add(report.confirmationNumber);
    }
    this.#parkCorrections();
    const { ended, incomplete } = this.#sittings.split();
    const usedUp = [...ended.keys()].filter((exam) => this.#sittings.isUsedUp(exam) && !this.#bookings.hasExtra(exam));
    const appointments = this.#bookings.appointments();
    return { appointments, ended, incomplete, usedUp: new Set(usedUp), parked: this.#parked };
  }

  #add(report: SittingReport): ParkedReason | undefined {
    if (isPlacing(report)) return this.#place(report);
    if (report.type === "result") return this.#end(report);
    return report.type === "corrected" ? undefined : this.#withdraw(report);
  }

  #isAccepted({ reportId }: SittingReport): boolean {
    return this.#terms.accepted?.includes(reportId) ?? false;
  }

  #place(report: Placing): ParkedReason | undefined {
    const { exam, confirmationNumber: number, previousConfirmationNumber: previous } = report;
    const isAccepted = this.#isAccepted(report);
    const others = [number, previous].filter((each) => each && (this.#bookings.at(each)?.exam ?? exam) !== exam);
    if (others.length > 0 && !isAccepted) return "exam-differs";
    for (const each of others) if (each !== undefined) this.#bookings.release(each);
    const named = [number, previous].flatMap((each) => (each && this.#bookings.at(each)) || []);
    const latest = this.#bookings.latest(exam);
    if (latest?.state === "booked") {
      if (this.#isAnothers(latest, report)) {
        if (!isAccepted) return "booked-by-another-candidate";
        latest.candidateId = report.candidateId;
      }
      this.#bookings.show(latest, report);
      return undefined;
    }
    const again = latest !== undefined && named.includes(latest) && this.#sittings.resultOf(latest) === undefined;
    const before = again ? latest : undefined;
    const isExtra = this.#sittings.left(exam, before) === 0;
    if (isExtra && !isAccepted) return "no-sitting-left";
    if (before !== undefined) this.#sittings.forget(before);
    this.#bookings.show(this.#bookings.open(report, before, isExtra), report);
    return undefined;
  }

  #withdraw(report: Absence): ParkedReason | undefined {
    const number = withdrawnNumber(report);
    const booking = this.#bookings.at(number);
    if (booking === undefined) return this.#parkedNumbers.has(number) ? "appointment-does-not-count" : undefined;
    const isCurrent = booking.numbers.at(-1) === number;
    if (this.#sittings.resultOf(booking) !== undefined) {
      return isCurrent && report.type !== "closed" ? "sitting-has-its-result" : undefined;
    }
    if (report.type !== "cancelled") {
      this.#abandon(booking, report);
      return undefined;
    }
    if (isCurrent) {
      this.#sittings.forget(booking);
      this.#bookings.end(booking, "cancelled");
    }
    this.#bookings.renameCancelled(booking, number, report);
    return undefined;
  }

  /** Ends the newest booking, as missed or closed. Staff only close a booking that they knew. */
  #abandon(booking: Booking, report: Exclude<Absence, { type: "cancelled" }>): void {
    if (this.#bookings.latest(booking.exam) !== booking) return;
    const isStale = booking.state === "cancelled" || booking.numbers.at(-1) !== report.confirmationNumber;
    if (report.type === "closed" && isStale) return;
    const { candidateId, centerRegistrationId, bookedAt, isExtra } = booking;
    const usesUp = report.usesUp && !this.#takenBack.has(report.reportId);
    this.#sittings.forget(booking);
    this.#bookings.end(booking, report.type);
    if (!usesUp) return;
    const about = { candidateId, centerRegistrationId, bookedAt, confirmationNumber: booking.numbers.at(-1) };
    const sitting = { ...about, outcome: "no-show", at: report.occurredAt } as const;
    this.#sittings.record({ exam: booking.exam, booking, isExtra, sitting }, undefined);
  }

  #end(report: ResultFact): ParkedReason | undefined {
    const isAccepted = this.#isAccepted(report);
    const { exam, resultId, takenAt } = report;
    const named = this.#bookings.ofResult(report, this.#terms.booked.includes(exam));
    const against = isAccepted ? undefined : this.#reasonAgainstBooking(report, named);
    if (against !== undefined) return against;
    // It was accepted for another exam than the booked one, so it has no booking.
    const booking = named?.exam === exam ? named : undefined;
    const earlier = booking === undefined ? this.#sittings.unbooked(report) : this.#sittings.resultOf(booking);
    if (!isAccepted && earlier !== undefined && !isProvisional(earlier.sitting)) return "sitting-has-its-result";
    if (!isAccepted && booking !== undefined && this.#bookings.isAfterEnd(booking)) return "after-end";
    const outcome = this.#outcomes.get(resultId) ?? report.outcome;
    const isOver = this.#sittings.usesUp(outcome) && this.#sittings.left(exam, booking, earlier) === 0;
    const hasOwn = booking?.isExtra === true || earlier?.isExtra === true;
    if (isOver && !isAccepted && !hasOwn) return "no-sitting-left";

    const { candidateId = booking?.candidateId, centerRegistrationId = booking?.centerRegistrationId } = report;
    const ids = { candidateId, centerRegistrationId, bookedAt: booking?.bookedAt };
    const sitting = { ...ids, confirmationNumber: booking?.numbers.at(-1), outcome, at: takenAt, resultId };
    this.#sittings.record({ exam, booking, isExtra: hasOwn || isOver, sitting }, earlier);
    if (booking !== undefined) this.#bookings.end(booking, "completed");
    return undefined;
  }

  #reasonAgainstBooking(report: ResultFact, booking: Booking | undefined): ParkedReason | undefined {
    const { exam, confirmationNumber: number } = report;
    if (booking === undefined && number !== undefined && this.#parkedNumbers.has(number))
      return "appointment-does-not-count";
    if (booking === undefined) return this.#terms.booked.includes(exam) ? "result-without-booking" : undefined;
    if (booking.exam !== exam) return "exam-differs";
    return this.#isAnothers(booking, report) ? "booked-by-another-candidate" : undefined;
  }

  #isAnothers({ candidateId: has }: Booking, { candidateId: wants }: { candidateId?: string | undefined }): boolean {
    return this.#terms.isOnePersons && has !== undefined && wants !== undefined && has !== wants;
  }

  #parkCorrections(): void {
    const results = new Map(
      this.#reports.flatMap((each) => (each.type === "result" ? [[each.resultId, each.reportId]] : [])),
    );
    const named = resultsById(this.#reports);
    for (const report of this.#reports) {
      if (report.type !== "corrected") continue;
      const root = results.get(correctedResult(report, named) ?? "");
      if (root === undefined || this.#parked.has(root))
        this.#parked.set(report.reportId, "corrected-result-does-not-count");
    }
  }
}
