import type { Outcome, ResultFact, Sitting, Sittings, Terms } from "./sitting.ts";

type Sat<B> = { readonly exam: string; readonly booking: B | undefined; readonly sitting: Sitting };

/** The sittings of an entitlement so far, each with its booking if it has one: how many are left of each exam (R10, R15). */
export class SatExams<B> {
  readonly #terms: Pick<Terms, "sittingsPerExam" | "incomplete">;
  #all: Sat<B>[] = [];

  constructor(terms: Pick<Terms, "sittingsPerExam" | "incomplete">) {
    this.#terms = terms;
  }

  /** A booking has one sitting: a later one takes the place of the earlier. */
  record(exam: string, booking: B | undefined, replaced: Sat<B> | undefined, sitting: Sitting): void {
    if (booking !== undefined) this.forget(booking);
    this.#all = this.#all.filter((each) => each !== replaced);
    this.#all.push({ exam, booking, sitting });
  }

  forget(booking: B): void {
    this.#all = this.#all.filter((each) => each.booking !== booking);
  }

  resultOf(booking: B): Sat<B> | undefined {
    return this.#all.find((each) => each.booking === booking && each.sitting.resultId !== undefined);
  }

  /** The sitting without a booking that a result is about: of the same centre ids, or one whose outcome was left open. */
  unbooked({ exam, candidateId, centerRegistrationId }: ResultFact): Sat<B> | undefined {
    return this.#all.findLast(({ exam: other, booking, sitting }) => {
      const isSame = sitting.candidateId === candidateId && sitting.centerRegistrationId === centerRegistrationId;
      const isNamed = centerRegistrationId !== undefined || isProvisional(sitting);
      return booking === undefined && other === exam && isSame && isNamed;
    });
  }

  /** The number of sittings left of an exam, without those of one booking and one sitting. None once it is passed. */
  left(exam: string, except: B | undefined, replaced?: Sat<B>): number {
    const others = this.#all.filter(
      (each) => each.exam === exam && each !== replaced && (except === undefined || each.booking !== except),
    );
    if (others.some(({ sitting }) => sitting.outcome === "pass")) return 0;
    return Math.max(
      0,
      this.#terms.sittingsPerExam - others.filter(({ sitting }) => this.usesUp(sitting.outcome)).length,
    );
  }

  usesUp(outcome: Outcome): boolean {
    return outcome !== "incomplete" || this.#terms.incomplete === "used-up";
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

/** A result that is held or incomplete may be followed by another of the same sitting; any other outcome is corrected. */
export function isProvisional({ outcome }: Pick<Sitting, "outcome">): boolean {
  return outcome === "held" || outcome === "incomplete";
}
