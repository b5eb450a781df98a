import type { Outcome, ResultFact, Sitting, Sittings, Terms } from "./sitting.ts";

type Sat<B> = {
  readonly exam: string;
  readonly booking: B | undefined;
  /** Staff accepted it beyond the sittings: it takes none of the others (R36). */
  readonly isExtra: boolean;
  readonly sitting: Sitting;
};

/** The sittings so far, and how many are left (R10, R15). */
export class SatExams<B> {
  readonly #terms: Pick<Terms, "sittingsPerExam" | "granted" | "incomplete">;
  #all: Sat<B>[] = [];

  constructor(terms: Pick<Terms, "sittingsPerExam" | "granted" | "incomplete">) {
    this.#terms = terms;
  }

  /** A booking has one sitting, so a later one replaces the earlier. */
  record(sat: Sat<B>, replaced: Sat<B> | undefined): void {
    if (sat.booking !== undefined) this.forget(sat.booking);
    this.#all = this.#all.filter((each) => each !== replaced);
    this.#all.push(sat);
  }

  forget(booking: B): void {
    this.#all = this.#all.filter((each) => each.booking !== booking);
  }

  resultOf(booking: B): Sat<B> | undefined {
    return this.#all.find((each) => each.booking === booking && each.sitting.resultId !== undefined);
  }

  /** The sitting without a booking that the result belongs to: same centre ids, or an open outcome. */
  unbooked({ exam, candidateId, centerRegistrationId }: ResultFact): Sat<B> | undefined {
    return this.#all.findLast(({ exam: other, booking, sitting }) => {
      const isSame = sitting.candidateId === candidateId && sitting.centerRegistrationId === centerRegistrationId;
      const isNamed = centerRegistrationId !== undefined || isProvisional(sitting);
      return booking === undefined && other === exam && isSame && isNamed;
    });
  }

  /** The sittings left, without those of one booking and one sitting. None after a pass. */
  left(exam: string, except: B | undefined, replaced?: Sat<B>): number {
    const others = this.#all.filter(
      (each) => each.exam === exam && each !== replaced && (except === undefined || each.booking !== except),
    );
    if (others.some(({ sitting }) => sitting.outcome === "pass")) return 0;
    const taken = others.filter(({ sitting, isExtra }) => !isExtra && this.usesUp(sitting.outcome));
    return Math.max(0, this.#allowed(exam) - taken.length);
  }

  isUsedUp(exam: string): boolean {
    return this.left(exam, undefined) === 0;
  }

  usesUp(outcome: Outcome): boolean {
    return outcome !== "incomplete" || this.#terms.incomplete === "used-up";
  }

  #allowed(exam: string): number {
    return this.#terms.sittingsPerExam + (this.#terms.granted ?? []).filter((each) => each === exam).length;
  }

  split(): Pick<Sittings, "ended" | "incomplete"> {
    const used = this.#all.filter(({ sitting }) => this.usesUp(sitting.outcome));
    const byExam = [...Map.groupBy(used, ({ exam }) => exam)];
    return {
      ended: new Map(byExam.map(([exam, all]) => [exam, all.map(({ sitting }) => sitting)])),
      incomplete: this.#all.filter(({ sitting }) => !this.usesUp(sitting.outcome)).map(({ sitting }) => sitting),
    };
  }
}

/** Another result may follow a held or incomplete one. Other outcomes are only corrected. */
export function isProvisional({ outcome }: Pick<Sitting, "outcome">): boolean {
  return outcome === "held" || outcome === "incomplete";
}
