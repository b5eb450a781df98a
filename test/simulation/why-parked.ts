import { factsOf, holderOfNumber, namedPair, subjectOf, whyNotThatExam } from "./entitlements.ts";
import { outcomeOf } from "./partner-state.ts";
import { isRightSeries } from "./series.ts";
import type { Of, Report, State } from "./state.ts";

const clocks = 300_000;

/** The reason why a report that is matched can never count, whatever else is reported. */
export function whyNever(state: State, { content, receivedAt = 0 }: Report, of: Of): string | undefined {
  const { provider, fact, id } = content;
  const { certification, exam } = subjectOf(state, of, content);
  if (!isRightSeries(state, content, certification)) return "exam-differs";
  if ("resultId" in fact && state.results.has(`${provider}#${fact.resultId}`)) {
    const isOwn = factsOf(state, of).some((each) => each.report === id);
    if (!isOwn) return "result-id-of-another-result";
  }
  const pair = namedPair(content);
  const known = pair === undefined ? undefined : state.sittings.get(pair);
  if (pair !== undefined && known !== undefined && "examCode" in of && known.code !== of.examCode) {
    const isSame = known.code === undefined && known.certification === certification && known.exam === exam;
    if (!isSame && (outcomeOf(state, pair) !== undefined || known.account !== undefined))
      return "sitting-has-its-result";
    if (!isSame && known.code === undefined) return "exam-differs";
  }
  const taken =
    "number" in fact && fact.number !== undefined ? holderOfNumber(state, provider, fact.number) : undefined;
  const isAdopted = taken !== undefined && "pair" in taken && "examCode" in of && taken.pair === pair;
  if (taken !== undefined && !isAdopted && JSON.stringify(taken) !== JSON.stringify(of)) {
    return "confirmation-number-of-another-entitlement";
  }
  if ("registration" in of && state.registrations[of.registration]?.isClosed) return "ended-by-staff";
  if ("examCode" in of && state.examCodes[of.examCode]?.isCancelled) return "ended-by-staff";
  if (fact.at > receivedAt + clocks) return "instant-in-the-future";
  if (!("exam" in fact)) return undefined;
  const against = whyNotThatExam(state, of, provider, fact.exam, content);
  if (against !== undefined || fact.type !== "result") return against;
  if (fact.takenAt > receivedAt + clocks) return "instant-in-the-future";
  if ("pair" in of) return undefined;
  const [issuedAt, end] =
    "registration" in of
      ? [state.registrations[of.registration]?.openedAt, state.registrations[of.registration]?.expiresAt]
      : [state.examCodes[of.examCode]?.issuedAt, state.examCodes[of.examCode]?.expiresAt];
  if (issuedAt === undefined || end === undefined) return undefined;
  if (fact.takenAt < issuedAt - clocks) return "before-entitlement";
  return fact.takenAt >= end ? "after-end" : undefined;
}
