import { type BindableSitting, outcomeOf, pairOf, resultIdsOf, sittingWith } from "../exam/bindable-sitting.ts";
import { type ExamCode, sittingsWith } from "../exam/exam-code.ts";
import { standingOutcome } from "../exam/result-notice.ts";
import { type Outcome, resultsIn, type Sitting } from "../exam/sitting.ts";
import { type ExamCodeNotice, named } from "./exam-code-notice.ts";

/** A sitting that an exam code paid for, before and after a report. `isAwaited`: its payer's binding waits for it. */
export type SeenSitting = {
  readonly before: BindableSitting | undefined;
  readonly after: BindableSitting;
  readonly isAwaited: boolean;
};

/**
 * Adds the results that name neither the centre's ids nor a booking that has them. They use the code up, and nobody can bind
 * them, but their payer is told (R16). A late booking may bring the ids: then it is the sitting that was told before.
 */
export function withUnnamed(seen: readonly SeenSitting[], before: ExamCode, after: ExamCode): SeenSitting[] {
  const [was, is] = [unnamedOf(before), unnamedOf(after)];
  const named = seen.map((each) => {
    const told = resultIdsOf(each.after).flatMap((id) => was.get(id) ?? []);
    return each.before === undefined ? { ...each, before: told[0] } : each;
  });
  const ids = new Set(named.flatMap((each) => resultIdsOf(each.after)));
  const unnamed = [...new Map([...was, ...is])].filter(([id]) => !ids.has(id));
  return [
    ...named,
    ...unnamed.map(([id]) => ({ before: was.get(id), after: is.get(id) ?? unnamedWith(after), isAwaited: false })),
  ];
}

function unnamedOf(code: ExamCode): ReadonlyMap<string, BindableSitting> {
  const unnamed = resultsIn(sittingsWith(code)).filter((sat) => pairOf(sat) === undefined);
  return new Map(unnamed.map((sat) => [sat.resultId ?? "", unnamedWith(code, sat)]));
}

function unnamedWith(code: ExamCode, sat?: Sitting): BindableSitting {
  return sittingWith(code, { sittingId: "", provider: "", candidateId: "", registrationId: "" }, undefined, sat);
}

/**
 * Tells each payer of sittings of one exam code what stands for the exam, if that changed or a new result says it (R14, R16),
 * and after a pass how to bind it (R26, R27), without the centre's identifiers. A pass that a binding awaits is told with the
 * binding, and so is what becomes of a bound sitting. A payer whose sitting turns out to be another's is told that.
 */
export function payersToTell(seen: readonly SeenSitting[]): ExamCodeNotice[] {
  const owners = new Set(seen.flatMap(({ before, after }) => [before, after].flatMap((each) => ownerOf(each) ?? [])));
  return [...owners].flatMap((owner) => payerToTell(seen, owner));
}

function payerToTell(seen: readonly SeenSitting[], owner: string): ExamCodeNotice[] {
  const own = seen.map((each) => ({ ...each, was: outcomeFor(owner, each.before), is: outcomeFor(owner, each.after) }));
  const was = standingOutcome(own.flatMap((each) => satAs(each.before, each.was)));
  const is = standingOutcome(own.flatMap((each) => satAs(each.after, each.is)));
  const changed = own.filter((each) => each.after.bound === undefined && each.was !== each.is);
  if (!changed.some((each) => was !== is || each.is === is)) return [];
  const lost = changed.find((each) => each.was !== undefined)?.before;
  if (is === undefined) {
    const isAnothers = changed.some(({ after }) => ownerOf(after) !== owner && outcomeOf(after) !== undefined);
    return notice(lost, { outcome: "invalidated", isCorrection: true, ...(isAnothers && { isAnothers }) });
  }
  const [first] = [...changed, ...own].filter((each) => each.is === is);
  const isBound = first?.after.bound !== undefined;
  if ((isBound && first.was !== is) || (is === "pass" && first?.isAwaited === true)) return [];
  // The payer of a bound sitting may be somebody else.
  return notice(isBound ? lost : first?.after, { outcome: is, isCorrection: first?.was !== undefined });
}

function notice(
  sitting: BindableSitting | undefined,
  told: Pick<Extract<ExamCodeNotice, { tells: "sitting-reported" }>, "outcome" | "isCorrection" | "isAnothers">,
): ExamCodeNotice[] {
  const { payer, examCode: code } = sitting ?? {};
  if (sitting === undefined || payer?.email === undefined || code === undefined) return [];
  const about = { to: payer.email, name: payer.fullName, ...named(sitting.certification, sitting.exam) };
  return [{ ...about, tells: "sitting-reported", code, ...told }];
}

/** The account that has bound it, or may. */
function ownerOf(sitting: BindableSitting | undefined): string | undefined {
  return sitting?.bound?.accountId ?? sitting?.reservedFor;
}

function outcomeFor(owner: string, sitting: BindableSitting | undefined): Outcome | undefined {
  return sitting === undefined || ownerOf(sitting) !== owner ? undefined : outcomeOf(sitting);
}

function satAs(sitting: BindableSitting | undefined, outcome: Outcome | undefined) {
  return outcome === undefined ? [] : [{ outcome, at: sitting?.takenAt ?? "" }];
}
