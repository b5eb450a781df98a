import {
  type Appointment,
  type Booking,
  type Fact,
  type Reported,
  rootOf,
  type Sitting,
  type Terms,
  type Unfolded,
} from "./facts.ts";

/** R12–R16: told again in the order in which things happened, whatever the order in which they were heard. */
export function unfold(facts: readonly Reported[], terms: Terms): Unfolded {
  const told = [...facts].sort(
    (one, other) => one.at - other.at || Number(one.isNext ?? false) - Number(other.isNext ?? false),
  );
  const history = new History(told, terms);
  const parked = new Map<string, string>();
  for (const fact of told) {
    const reason = history.tell(fact);
    if (reason !== undefined) parked.set(fact.report, reason);
  }
  for (const fact of told) {
    if (fact.type !== "corrected") continue;
    const root = told.find((each) => each.type === "result" && each.resultId === rootOf(fact.corrects, told));
    if (root === undefined || parked.has(root.report)) parked.set(fact.report, "corrected-result-does-not-count");
  }
  return { ...history.picture(), parked };
}

class History {
  readonly #told: readonly Reported[];
  readonly #terms: Terms;
  readonly #appointments: Appointment[] = [];
  readonly #bookings = new Map<string, Booking>();
  readonly #uncounted = new Set<string>();
  #sittings: Sitting[] = [];

  constructor(told: readonly Reported[], terms: Terms) {
    this.#told = told;
    this.#terms = terms;
  }

  tell(fact: Reported): string | undefined {
    switch (fact.type) {
      case "booked":
      case "rescheduled": {
        const reason = this.#book(fact);
        if (reason !== undefined) this.#uncounted.add(fact.number);
        return reason;
      }
      case "cancelled":
      case "no-show":
        return this.#withdraw(fact);
      case "closed":
        this.#close(fact.number);
        return undefined;
      case "result":
        return this.#sit(fact);
      case "corrected":
        return undefined;
    }
  }

  picture() {
    const next = new Map<string, string>();
    for (const { numbers, bookedAt } of this.#appointments) {
      for (const [at, number] of numbers.entries()) {
        const booking = this.#bookings.get(number);
        if (booking !== undefined) this.#bookings.set(number, { ...booking, bookedAt });
        const after = numbers.slice(at + 1).find((each) => this.#bookings.has(each));
        if (after === undefined) next.delete(number);
        else next.set(number, after);
      }
    }
    const used = this.#sittings.filter(({ outcome }) => outcome !== "incomplete");
    const weight = ({ outcome }: Sitting) => ({ pass: 2, held: 1 })[String(outcome)] ?? 0;
    const sittings = new Map(
      [...Map.groupBy(used, ({ exam }) => exam)].flatMap(([exam, all]) => {
        const decides = all.findLast((each) => all.every((other) => weight(other) <= weight(each)));
        return decides === undefined ? [] : [[exam, decides] as const];
      }),
    );
    const isUsedUp = (exam: string) => {
      const newest = this.#newest(exam);
      return this.#isUsedUp(exam) && !(newest?.isExtra === true && newest.state === "booked");
    };
    return { bookings: this.#bookings, next, sittings, isUsedUp, all: this.#sittings };
  }

  #of(number: string): Appointment | undefined {
    return this.#appointments.findLast(({ numbers }) => numbers.includes(number));
  }

  #newest(exam: string): Appointment | undefined {
    return this.#appointments.findLast((each) => each.exam === exam);
  }

  #hasResult(of: Appointment): Sitting | undefined {
    return this.#sittings.find((each) => each.of === of && each.resultId !== undefined);
  }

  /** R10, R36: one sitting of each exam and those granted, without that of an appointment or another that is replaced. */
  #isUsedUp(exam: string, except?: Appointment, replaced?: Sitting): boolean {
    const others = this.#sittings.filter(
      (each) => each.exam === exam && each !== replaced && (except === undefined || each.of !== except),
    );
    const taken = others.filter(({ outcome, isExtra }) => outcome !== "incomplete" && isExtra !== true);
    const granted = this.#terms.granted?.filter((each) => each === exam) ?? [];
    return others.some(({ outcome }) => outcome === "pass") || taken.length > granted.length;
  }

  #isAccepted({ report }: Reported): boolean {
    return this.#terms.accepted?.includes(report) ?? false;
  }

  /** The number is another booking's from now on (R36). */
  #release(number: string | undefined): void {
    const of = number === undefined ? undefined : this.#of(number);
    if (number === undefined || of === undefined) return;
    const wasValid = of.numbers.at(-1) === number;
    of.numbers.splice(0, of.numbers.length, ...of.numbers.filter((each) => each !== number));
    this.#bookings.delete(number);
    if (wasValid && of.state === "booked") of.state = "cancelled";
  }

  /** R36: staff close a booking under the number that they know. */
  #close(number: string): void {
    const of = this.#of(number);
    if (of === undefined || this.#hasResult(of) !== undefined || this.#newest(of.exam) !== of) return;
    if (of.state === "cancelled" || of.numbers.at(-1) !== number) return;
    this.#forget(of);
    of.state = "closed";
    this.#mark(number, "closed");
  }

  #forget(of: Appointment): void {
    this.#sittings = this.#sittings.filter((each) => each.of !== of);
  }

  #book(fact: Extract<Reported, { type: "booked" | "rescheduled" }>): string | undefined {
    const { number, previous, exam } = fact;
    const isAccepted = this.#isAccepted(fact);
    const others = [number, previous].filter((each) => each !== undefined && (this.#of(each)?.exam ?? exam) !== exam);
    if (others.length > 0 && !isAccepted) return "exam-differs";
    for (const each of others) this.#release(each);
    const named = [number, previous].flatMap((each) => (each === undefined ? [] : (this.#of(each) ?? [])));
    const newest = this.#newest(exam);
    if (newest?.state === "booked") {
      if (this.#isAnothers(newest, fact.candidate) && !isAccepted) return "booked-by-another-candidate";
      if (this.#isAnothers(newest, fact.candidate)) newest.candidate = fact.candidate;
      this.#show(newest, fact);
      return undefined;
    }
    const ended = newest !== undefined && named.includes(newest) && !this.#hasResult(newest) ? newest : undefined;
    const isExtra = this.#isUsedUp(exam, ended);
    if (isExtra && !isAccepted) return "no-sitting-left";
    if (ended !== undefined) {
      this.#forget(ended);
      this.#appointments.splice(this.#appointments.indexOf(ended), 1);
    }
    const numbers = ended?.numbers ?? [];
    const made: Appointment = { exam, bookedAt: fact.at, numbers, candidate: fact.candidate, state: "booked", isExtra };
    this.#appointments.push(made);
    this.#show(made, fact);
    return undefined;
  }

  /** R13: the reported number is the valid one from now on. */
  #show(of: Appointment, fact: Extract<Reported, { type: "booked" | "rescheduled" }>): void {
    const { number, previous, exam, startsAt, at } = fact;
    const before = of.numbers.at(-1);
    if (previous !== undefined && this.#of(previous) === undefined) of.numbers.push(previous);
    if (before !== undefined && before !== number && this.#bookings.get(before)?.state === "booked") {
      this.#mark(before, "rescheduled");
    }
    if (of.numbers.at(-1) !== number) of.numbers.push(number);
    of.candidate ??= fact.candidate;
    of.registration = fact.registration ?? of.registration;
    const isAfterEnd = startsAt >= this.#terms.end || at >= this.#terms.end;
    this.#bookings.set(number, { number, exam, startsAt, isAfterEnd, bookedAt: of.bookedAt, state: "booked" });
  }

  #mark(number: string | undefined, state: Booking["state"]): void {
    const booking = this.#bookings.get(number ?? "");
    if (booking !== undefined) this.#bookings.set(booking.number, { ...booking, state });
  }

  #isAnothers({ candidate }: Appointment, wanted: string | undefined): boolean {
    return this.#terms.isOnePersons && candidate !== undefined && wanted !== undefined && candidate !== wanted;
  }

  #withdraw(fact: Extract<Reported, { type: "cancelled" | "no-show" }>): string | undefined {
    const number = numberOf(fact);
    const of = this.#of(number);
    if (of === undefined) return this.#uncounted.has(number) ? "appointment-does-not-count" : undefined;
    const isValid = of.numbers.at(-1) === number;
    if (this.#hasResult(of) !== undefined) return isValid ? "sitting-has-its-result" : undefined;
    if (fact.type === "no-show") {
      if (this.#newest(of.exam) === of) this.#miss(of, fact);
      return undefined;
    }
    if (isValid) {
      this.#forget(of);
      of.state = "cancelled";
      this.#mark(number, "cancelled");
    }
    const ended = this.#bookings.get(number);
    if (this.#of(fact.number) === undefined && ended !== undefined) {
      of.numbers.splice(of.numbers.lastIndexOf(number) + 1, 0, fact.number);
      this.#bookings.set(fact.number, { ...ended, number: fact.number, state: "cancelled" });
    }
    return undefined;
  }

  /** R15: a no-show uses the sitting up, unless a later word about the same appointment takes it back. */
  #miss(of: Appointment, fact: Extract<Reported, { type: "no-show" }>): void {
    const later = this.#told.slice(this.#told.indexOf(fact) + 1);
    const isTakenBack = later.some((each) => {
      const isOther = each.type === "cancelled" || (each.type === "no-show" && each.excused);
      return isOther && numberOf(each) === fact.number;
    });
    this.#forget(of);
    of.state = "no-show";
    this.#mark(of.numbers.at(-1), "no-show");
    if (fact.excused || isTakenBack) return;
    this.#sittings.push({ exam: of.exam, outcome: "no-show", at: fact.at, bookedAt: of.bookedAt, of });
  }

  #sit(fact: Extract<Reported, { type: "result" }>): string | undefined {
    const { exam, resultId, takenAt, candidate, registration } = fact;
    const isAccepted = this.#isAccepted(fact);
    const found = this.#sat(fact);
    // One that is accepted for another exam has no booking.
    const of = isAccepted && found?.exam !== exam ? undefined : found;
    const against = isAccepted ? undefined : this.#whyNotOf(fact, of);
    if (against !== undefined) return against;
    const pair = candidate && registration && `${candidate.toUpperCase()} ${registration.toUpperCase()}`;
    const isOpen = ({ outcome }: Sitting) => outcome === "held" || outcome === "incomplete";
    const earlier =
      of === undefined
        ? this.#sittings.findLast(
            (each) =>
              each.of === undefined && each.exam === exam && each.pair === pair && (pair !== undefined || isOpen(each)),
          )
        : this.#hasResult(of);
    if (!isAccepted && earlier !== undefined && !isOpen(earlier)) return "sitting-has-its-result";
    const isLate = of !== undefined && this.#bookings.get(of.numbers.at(-1) ?? "")?.isAfterEnd;
    if (!isAccepted && isLate) return "after-end";
    const corrections = this.#told.filter(
      (each) => each.type === "corrected" && rootOf(each.corrects, this.#told) === resultId,
    );
    const last = corrections.at(-1);
    const outcome = last?.type === "corrected" ? last.outcome : fact.outcome;
    const hasOwn = of?.isExtra === true || earlier?.isExtra === true;
    const isOver = outcome !== "incomplete" && this.#isUsedUp(exam, of, earlier);
    if (isOver && !isAccepted && !hasOwn) return "no-sitting-left";
    const isExtra = hasOwn || isOver;
    this.#sittings = this.#sittings.filter((each) => each !== earlier && (of === undefined || each.of !== of));
    this.#sittings.push({ exam, outcome, at: takenAt, bookedAt: of?.bookedAt, resultId, pair, of, isExtra });
    if (of !== undefined) of.state = "completed";
    this.#mark(of?.numbers.at(-1), "completed");
    return undefined;
  }

  #whyNotOf({ exam, number, candidate }: Extract<Reported, { type: "result" }>, of: Appointment | undefined) {
    if (of === undefined && number !== undefined && this.#uncounted.has(number)) return "appointment-does-not-count";
    if (of === undefined) return this.#terms.needsBooking ? "result-without-booking" : undefined;
    if (of.exam !== exam) return "exam-differs";
    return this.#isAnothers(of, candidate) ? "booked-by-another-candidate" : undefined;
  }

  /** The appointment that a result is of: by its number or the centre's id of the sitting; without these, the booked one. */
  #sat({ exam, number, registration }: Extract<Reported, { type: "result" }>): Appointment | undefined {
    const numbered = number === undefined ? undefined : this.#of(number);
    if (numbered !== undefined || (number !== undefined && this.#terms.needsBooking)) return numbered;
    const newest = this.#newest(exam);
    const booked = newest?.state === "booked" ? newest : undefined;
    if (registration === undefined) return booked;
    const named = this.#appointments.findLast((each) => each.exam === exam && each.registration === registration);
    return this.#of(registration) ?? named ?? (booked?.registration === undefined ? booked : undefined);
  }
}

function numberOf(fact: Extract<Fact, { type: "cancelled" | "no-show" }>): string {
  return fact.type === "cancelled" ? (fact.previous ?? fact.number) : fact.number;
}
