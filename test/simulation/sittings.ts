/**
 * What a test centre says, as the model keeps it. `at`: when it happened, as the centre's clock tells it; `isNext`: by that
 * clock at the very moment of what had happened to the registration before.
 */
export type Fact = { readonly at: number; readonly isNext?: boolean } & (
  | {
      readonly type: "booked" | "rescheduled";
      readonly number: string;
      readonly previous?: string;
      readonly exam: string;
      readonly startsAt: number;
    }
  | { readonly type: "cancelled"; readonly number: string; readonly previous?: string }
  | { readonly type: "no-show"; readonly number: string; readonly excused: boolean }
  | {
      readonly type: "result";
      readonly resultId: string;
      readonly exam: string;
      readonly outcome: "pass" | "fail";
      readonly takenAt: number;
      readonly number?: string;
    }
  | {
      readonly type: "corrected";
      readonly resultId: string;
      readonly corrects: string;
      readonly outcome: "pass" | "fail" | "invalidated";
    }
);

export type Booking = {
  readonly number: string;
  readonly exam: string;
  readonly startsAt: number;
  readonly state: "booked" | "rescheduled" | "cancelled" | "no-show" | "completed";
};

export type Sitting = {
  readonly outcome: "pass" | "fail" | "no-show" | "invalidated";
  readonly at: number;
  readonly number?: string | undefined;
  readonly resultId?: string;
};

/** What a set of facts amounts to: the bookings by number, who follows whom, and the one sitting of each exam. */
export type Unfolded = {
  readonly bookings: Map<string, Booking>;
  readonly next: Map<string, string>;
  readonly sittings: Map<string, Sitting>;
};

/** R13–R16: told again in the order in which things happened, whatever the order in which they were heard. */
export function unfold(facts: readonly Fact[]): Unfolded {
  const state: Unfolded = { bookings: new Map(), next: new Map(), sittings: new Map() };
  const told = [...facts].sort(
    (one, other) => one.at - other.at || Number(one.isNext ?? false) - Number(other.isNext ?? false),
  );
  for (const fact of told) tell(state, fact);
  for (const [exam, sitting] of state.sittings) {
    const last = told.filter((fact) => fact.type === "corrected" && rootOf(fact.corrects, told) === sitting.resultId);
    const final = last.at(-1);
    if (final?.type === "corrected") state.sittings.set(exam, { ...sitting, outcome: final.outcome });
  }
  return state;
}

/** The number that is valid today for an old one (R13). */
export function latest({ next }: Unfolded, number: string): string {
  const following = next.get(number);
  return following === undefined ? number : latest({ bookings: new Map(), next, sittings: new Map() }, following);
}

/** The result that a chain of corrections began with. */
function rootOf(resultId: string, facts: readonly Fact[]): string {
  const correction = facts.find((fact) => fact.type === "corrected" && fact.resultId === resultId);
  return correction?.type === "corrected" ? rootOf(correction.corrects, facts) : resultId;
}

function tell(state: Unfolded, fact: Fact): void {
  const { bookings, next, sittings } = state;
  const set = (booking: Booking, change: Partial<Booking>) =>
    bookings.set(change.number ?? booking.number, { ...booking, ...change });
  switch (fact.type) {
    case "booked":
    case "rescheduled": {
      const { number, previous, exam, startsAt } = fact;
      const follows = (old: string) => {
        if (next.has(old) || old === number) return;
        next.set(old, number);
        const replaced = bookings.get(old);
        if (replaced?.state === "booked") set(replaced, { state: "rescheduled" });
      };
      if (previous !== undefined) follows(previous);
      const replacedAlready = next.has(number);
      // One booking of an exam stands at a time: a newer one takes its place.
      const standing = [...bookings.values()].find((each) => each.exam === exam && each.state === "booked");
      if (!replacedAlready && standing !== undefined) follows(standing.number);
      bookings.set(number, { number, exam, startsAt, state: replacedAlready ? "rescheduled" : "booked" });
      return;
    }
    case "cancelled": {
      const ended = bookings.get(fact.previous ?? fact.number);
      if (ended === undefined) return;
      if (ended.state === "booked") set(ended, { state: "cancelled" });
      if (bookings.has(fact.number)) return;
      set(ended, { number: fact.number, state: "cancelled" });
      if (!next.has(ended.number)) next.set(ended.number, fact.number);
      return;
    }
    case "no-show": {
      const missed = bookings.get(latest(state, fact.number));
      if (missed?.state !== "booked") return;
      set(missed, { state: "no-show" });
      if (fact.excused || sittings.has(missed.exam)) return;
      sittings.set(missed.exam, { outcome: "no-show", at: fact.at, number: missed.number });
      return;
    }
    case "result": {
      const number = fact.number === undefined ? undefined : latest(state, fact.number);
      const sat = number === undefined ? undefined : bookings.get(number);
      if (sat !== undefined) set(sat, { state: "completed" });
      const earlier = sittings.get(fact.exam);
      if (earlier !== undefined && (earlier.number !== number || earlier.resultId !== undefined)) return;
      sittings.set(fact.exam, { outcome: fact.outcome, at: fact.takenAt, number, resultId: fact.resultId });
      return;
    }
    case "corrected":
  }
}
