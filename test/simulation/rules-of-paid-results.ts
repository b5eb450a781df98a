import {
  bindingOf,
  bindingStatus,
  type ExamCode,
  type Holding,
  holdingOf,
  outcomeOf,
  pairOf,
} from "./partner-state.ts";
import { earn, fall } from "./rules-of-bindings.ts";
import type { Fact } from "./sittings.ts";
import { type Content, type PaidFact, type State, titleOf } from "./state.ts";

type Corrected = Extract<Fact, { type: "corrected" }>;

/** What became of a report about a sitting at the second centre: why it never can be applied, or what came with it. */
export type Taken = { readonly reason: string } | { readonly came: string; readonly pair?: string } | undefined;

/** R25: a result that names an exam code uses it, and makes the sitting there to be bound. */
export function takePaidResult(state: State, provider: string, fact: PaidFact, now: number): Taken {
  const code = state.examCodes[fact.code];
  if (code === undefined) return undefined;
  const pair = pairOf(fact.candidate, fact.registration);
  const name = `${provider}#${fact.resultId}`;
  if (isKnown(state, name)) return { reason: "result-id-of-another-result" };
  if (provider !== "pearson-vue") return { reason: "provider-does-not-hold-exam" };
  if (fact.exam !== code.exam) return { reason: "exam-differs-from-code" };
  if (state.sittings.has(pair)) return { reason: "sitting-has-its-result" };
  if (code.isUsed) return { reason: "exam-code-already-used" };
  if (fact.takenAt >= code.expiresAt) return { reason: "sitting-after-end-of-exam-code" };
  const { certification, level, exam, partner } = code;
  const { at, resultId, outcome, takenAt } = fact;
  const payer = payerOf(code, takenAt);
  state.sittings.set(pair, {
    ...{ certification, level, exam, partner, reservedFor: payer?.account },
    facts: [{ type: "result", at, resultId, exam, outcome, takenAt }],
  });
  state.examCodes[fact.code] = {
    ...code,
    isUsed: true,
    usedBy: payer?.account,
    usedFor: pair,
    events: [...code.events, "result.accepted"],
  };
  state.paidResults.set(name, pair);
  if (payer?.isWritable && outcome === "pass") tellPayer(state, payer.account, fact, now);
  const holder = holdingOf(code);
  if (holder?.isWritable && holder.account !== payer?.account) {
    const about = [titleOf(certification), exam, { examCode: fact.code }];
    state.told.push({ to: holder.account, tells: "exam-code-taken-back", about });
  }
  return { came: `result ${name}`, pair };
}

/**
 * R26: whose alone it is to bind hears of a pass, unless its own binding waits for it. Of one that has failed for want of
 * a result it depends on the schedule whether that was recorded: if not, it waits still. Where another waits too, it may
 * have asked after the result came, and behind the other: then both e-mails are right.
 */
function tellPayer(state: State, to: string, { code, candidate, registration, exam }: PaidFact, now: number): void {
  const own = state.bindings.get(bindingOf(to, candidate, registration));
  const waiting = [...state.bindings.values()].filter((each) => {
    return pairOf(each.candidate, each.registration) === pairOf(candidate, registration) && each.state === "pending";
  });
  if (own !== undefined && bindingStatus(own, now) === "pending" && waiting.length === 1) return;
  const about = [titleOf(state.examCodes[code]?.certification ?? ""), exam, { examCode: code }];
  state.told.push({ to, tells: "sitting-reported", about, isOptional: own?.state === "pending" });
}

/** R27: who had the code at the sitting; who has it now, if nobody had had it by then. */
function payerOf(code: ExamCode, takenAt: number): Holding | undefined {
  if (code.holdings.every(({ since }) => takenAt < since)) return holdingOf(code);
  return code.holdings.findLast(({ since, until = Infinity }) => since <= takenAt && takenAt < until);
}

function isKnown({ results, paidResults }: State, name: string): boolean {
  return results.has(name) || paidResults.has(name);
}

/** The sitting that a correction is about, if it is one at the second centre. */
export function sittingCorrected({ paidResults }: State, { provider, fact }: Content): string | undefined {
  return fact.type === "corrected" ? paidResults.get(`${provider}#${fact.corrects}`) : undefined;
}

/** R16: a pass that falls takes its certificate with it; a fail that rises makes one claimable, once it was bound. */
export function correctSitting(state: State, provider: string, fact: Corrected, pair: string): Taken {
  const name = `${provider}#${fact.resultId}`;
  if (isKnown(state, name)) return { reason: "result-id-of-another-result" };
  const before = state.sittings.get(pair);
  if (before === undefined) return undefined;
  const sitting = { ...before, facts: [...before.facts, fact] };
  state.sittings.set(pair, sitting);
  state.paidResults.set(name, pair);
  const { account, certification, exam } = sitting;
  const [hadPassed, hasPassed] = [before, sitting].map((each) => outcomeOf(each) === "pass");
  if (account === undefined) {
    const code = state.examCodes.findIndex(({ usedFor }) => usedFor === pair);
    const { reservedFor: to } = sitting;
    const isWritable = state.examCodes[code]?.holdings.some((each) => each.account === to && each.isWritable);
    const about = [titleOf(certification), exam, { examCode: code }];
    if (to !== undefined && isWritable && hasPassed && !hadPassed) {
      state.told.push({ to, tells: "sitting-reported", about });
    }
    return { came: `result ${name}` };
  }
  const event = "result.corrected";
  const isLost = hadPassed && !hasPassed && fall(state, pair, event) === "lost";
  const earned = hasPassed && !hadPassed ? earn(state, pair, event) : undefined;
  const at = `${account} ${pair}`;
  const binding = state.bindings.get(at);
  if (binding !== undefined) {
    const certificate = earned ?? binding.certificate;
    state.bindings.set(at, { ...binding, certificate, events: [...binding.events, event] });
  }
  const title = titleOf(certification);
  state.told.push({ to: account, tells: "result", about: [title, exam, outcomeOf(sitting) ?? "", "corrected"] });
  if (earned !== undefined) state.told.push({ to: account, tells: "claimable", about: [title] });
  if (isLost) state.told.push({ to: account, tells: "revoked", about: [title, "The result was corrected."] });
  return { came: `result ${name}` };
}
