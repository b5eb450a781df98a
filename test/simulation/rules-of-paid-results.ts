import {
  bearerOf,
  bindingOf,
  bindingStatus,
  holdingOf,
  outcomeOf,
  pairOf,
  payerOf,
  unfoldedCode,
} from "./partner-state.ts";
import { earn, fall, settleBindings } from "./rules-of-bindings.ts";
import type { Fact } from "./sittings.ts";
import { type State, titleOf } from "./state.ts";

/**
 * Follows a report about an exam code through (R16, R25–R27): its sittings, what was bound, and who is told. Answers what
 * is left to settle for the sittings that have a result now.
 */
export function followExamCode(state: State, before: State, at: number, fact: Fact, now: number): (() => void)[] {
  const code = state.examCodes[at];
  if (code === undefined) return [];
  const pairs = new Set(
    code.facts.flatMap((each) =>
      each.type === "result" && each.candidate !== undefined && each.registration !== undefined
        ? [pairOf(each.candidate, each.registration)]
        : [],
    ),
  );
  const { all } = unfoldedCode(code);
  const settle: (() => void)[] = [];
  for (const pair of pairs) {
    const sat = all.findLast((each) => each.pair === pair);
    const { certification, level, exam, partner } = code;
    const reservedFor = sat === undefined ? undefined : payerOf(code, sat.bookedAt ?? sat.at)?.account;
    const known = state.sittings.get(pair);
    state.sittings.set(pair, { ...known, certification, level, exam, partner, code: at, reservedFor });
    const [was, is] = [outcomeOf(before, pair), outcomeOf(state, pair)];
    if (known?.account !== undefined) {
      if (was !== is) boundMoved(state, pair, was, is, fact);
      continue;
    }
    if (was !== is) tellPayer(state, at, pair, is, now);
    if (is !== undefined && is !== "held") settle.push(() => settleBindings(state, pair, now));
  }
  tellTakenBack(state, before, at);
  return settle;
}

/** R25: who had the code until now learns that a sitting or booking of another's took it. */
function tellTakenBack(state: State, before: State, at: number): void {
  const [code, old] = [state.examCodes[at], before.examCodes[at]];
  const holder = old && holdingOf(old);
  if (code === undefined || old === undefined || holder?.isWritable !== true) return;
  if (bearerOf(old) !== holder.account || bearerOf(code) === holder.account) return;
  const about = [titleOf(code.certification), code.exam, { examCode: at }];
  state.told.push({ to: holder.account, tells: "exam-code-taken-back", about });
}

/**
 * R16, R26: whose alone it is to bind hears of the outcome, but not of a pass for which its own binding waits. Of one
 * that has failed for want of a result it depends on the schedule whether that was recorded: if not, it waits still.
 * Where another waits too, it may have asked after the result came, and behind the other: then both are right.
 */
function tellPayer(state: State, at: number, pair: string, outcome: string | undefined, now: number): void {
  const code = state.examCodes[at];
  const sitting = state.sittings.get(pair);
  const to = sitting?.reservedFor;
  if (code === undefined || to === undefined || outcome === undefined) return;
  if (!code.holdings.some((each) => each.account === to && each.isWritable)) return;
  const [candidate = "", registration = ""] = pair.split(" ");
  const own = state.bindings.get(bindingOf(to, candidate, registration));
  const waiting = [...state.bindings.values()].filter((each) => {
    return pairOf(each.candidate, each.registration) === pair && each.state === "pending";
  });
  const isAwaited = own !== undefined && bindingStatus(own, now) === "pending" && outcome === "pass";
  if (isAwaited && waiting.length === 1) return;
  const about = [titleOf(code.certification), code.exam, { examCode: at }, outcome];
  state.told.push({ to, tells: "sitting-reported", about, isOptional: own?.state === "pending" && outcome === "pass" });
}

const eventOf = { result: "result.accepted", corrected: "result.corrected" } as const;

/** R16: a pass that falls takes its certificate with it; a fail that rises makes one claimable, once it was bound. */
function boundMoved(state: State, pair: string, was: string | undefined, is: string | undefined, { type }: Fact): void {
  const sitting = state.sittings.get(pair);
  if (sitting?.account === undefined) return;
  const { account, certification, exam } = sitting;
  const event = type === "result" ? eventOf.result : eventOf.corrected;
  const isLost = was === "pass" && fall(state, pair, event) === "lost";
  const earned = is === "pass" ? earn(state, pair, event) : undefined;
  const at = `${account} ${pair}`;
  const binding = state.bindings.get(at);
  if (binding !== undefined) {
    const certificate = earned ?? binding.certificate;
    state.bindings.set(at, { ...binding, certificate, events: [...binding.events, event] });
  }
  const title = titleOf(certification);
  state.told.push({ to: account, tells: "result", about: [title, exam, is ?? "invalidated", "corrected"] });
  if (earned !== undefined) state.told.push({ to: account, tells: "claimable", about: [title] });
  if (isLost) state.told.push({ to: account, tells: "revoked", about: [title, "The result was corrected."] });
}
