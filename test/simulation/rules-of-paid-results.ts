import { namedPair } from "./entitlements.ts";
import type { Fact } from "./facts.ts";
import {
  bearerOf,
  bindingOf,
  bindingStatus,
  holdingOf,
  outcomeOf,
  pairOf,
  payerOf,
  sittingTakenAt,
  unfoldedCode,
} from "./partner-state.ts";
import { earn, fall } from "./rules-of-bindings.ts";
import { rise } from "./rules-of-one-certification.ts";
import { type Content, type State, titleOf } from "./state.ts";
import { reasonOfFall, standing } from "./tellings.ts";

/**
 * Applies a report about an exam code (R16, R25–R27) to sittings, bindings and e-mails. Returns the sittings that now
 * have a result, so that their bindings are settled.
 */
export function followExamCode(state: State, before: State, at: number, fact: Fact, now: number): string[] {
  const code = state.examCodes[at];
  if (code === undefined) return [];
  const pairs = new Set(code.facts.flatMap((each) => namedPair({ fact: each }) ?? []));
  const { all } = unfoldedCode(code);
  const settle: string[] = [];
  for (const pair of pairs) {
    const sat = all.findLast((each) => each.pair === pair);
    const { certification, level, exam, partner } = code;
    const reservedFor = sat === undefined ? undefined : payerOf(code, sat.bookedAt ?? sat.at)?.account;
    const known = state.sittings.get(pair);
    const isAnothers = known?.code !== undefined && known.code !== at;
    // A report under a wrong code takes nothing from the code that paid.
    if (isAnothers && (sat === undefined || outcomeOf(before, pair) !== undefined)) continue;
    state.sittings.set(pair, { ...known, certification, level, exam, partner, code: at, reservedFor });
    settle.push(...followSitting(state, before, pair, fact));
  }
  tellPayers(state, before, at, now);
  tellTakenBack(state, before, at);
  return settle;
}

/** Applies a report to one sitting, also a self-paid one (R16, R26, R28). */
export function followSitting(state: State, before: State, pair: string, fact: Fact): string[] {
  const [was, is] = [outcomeOf(before, pair), outcomeOf(state, pair)];
  if (state.sittings.get(pair)?.account !== undefined) {
    if (was !== is) boundMoved(state, pair, was, is, fact);
    return [];
  }
  return is === undefined || is === "held" ? [] : [pair];
}

/** A sitting that seemed self-paid gets the exam code that a report names with it. */
export function adopt(state: State, content: Content, at: number): void {
  const pair = namedPair(content);
  const [code, sitting] = [state.examCodes[at], state.sittings.get(pair ?? "")];
  if (pair === undefined || code === undefined || sitting === undefined || sitting.code !== undefined) return;
  if (sitting.certification !== code.certification || sitting.exam !== code.exam) return;
  const { facts = [], ...rest } = sitting;
  const known = new Set(code.facts.map(({ report }) => report));
  state.examCodes[at] = { ...code, facts: [...code.facts, ...facts.filter(({ report }) => !known.has(report))] };
  state.sittings.set(pair, { ...rest, code: at });
  for (const all of [state.numbers, state.results]) {
    for (const [name, of] of all) if ("pair" in of && of.pair === pair) all.set(name, { examCode: at });
  }
}

/** R25: the holder learns that another person's sitting or booking took the code. */
function tellTakenBack(state: State, before: State, at: number): void {
  const [code, old] = [state.examCodes[at], before.examCodes[at]];
  const holder = old && holdingOf(old);
  if (code === undefined || old === undefined || holder?.isWritable !== true) return;
  if (bearerOf(old) !== holder.account || bearerOf(code) === holder.account) return;
  const about = [titleOf(code.certification), code.exam, { examCode: at }];
  state.told.push({ to: holder.account, tells: "exam-code-taken-back", about });
}

/**
 * R16, R26: each account that may bind sittings of a code learns what holds of them, if that changed or a new outcome says it;
 * but not of a pass for which its own binding waits. A binding that ended without a result still waits if the schedule has
 * not recorded that. If another binding waits too, both are right, because it may have asked later.
 */
function tellPayers(state: State, before: State, at: number, now: number): void {
  const code = state.examCodes[at];
  if (code === undefined) return;
  const pairs = [...state.sittings].flatMap(([pair, each]) => (each.code === at ? [pair] : []));
  const owner = (in_: State, pair: string) => in_.sittings.get(pair)?.account ?? in_.sittings.get(pair)?.reservedFor;
  const outcome = (in_: State, pair: string, who: string) =>
    owner(in_, pair) === who ? outcomeOf(in_, pair) : undefined;
  const who = new Set(
    pairs.flatMap((pair) => [owner(before, pair), owner(state, pair)]).filter((each) => each !== undefined),
  );
  for (const to of who) {
    const isChanged = (pair: string) => outcome(before, pair, to) !== outcome(state, pair, to);
    const changed = pairs.filter((pair) => state.sittings.get(pair)?.account === undefined && isChanged(pair));
    const [was, is] = [before, state].map((each) =>
      standing(
        pairs.flatMap((pair) => {
          const found = outcome(each, pair, to);
          return found === undefined ? [] : [{ outcome: found, at: sittingTakenAt(each, pair) }];
        }),
      ),
    );
    if (!changed.some((pair) => was !== is || outcome(state, pair, to) === is)) continue;
    const source = [...changed, ...pairs].find((pair) => outcome(state, pair, to) === is);
    // What becomes of a bound sitting is told with the binding.
    const isBound = source !== undefined && is !== undefined && state.sittings.get(source)?.account !== undefined;
    if (isBound && outcome(before, source, to) !== is) continue;
    if (!code.holdings.some((each) => each.account === to && each.isWritable)) continue;
    const told = {
      to,
      tells: "sitting-reported",
      about: [titleOf(code.certification), code.exam, { examCode: at }, is ?? "invalidated"],
    };
    if (is !== "pass" || source === undefined) {
      state.told.push(told);
      continue;
    }
    const [candidate = "", registration = ""] = source.split(" ");
    const own = state.bindings.get(bindingOf(to, candidate, registration));
    const waiting = [...state.bindings.values()].filter((each) => {
      return pairOf(each.candidate, each.registration) === source && each.state === "pending";
    });
    const isAwaited = own !== undefined && bindingStatus(own, now) === "pending";
    if (isAwaited && waiting.length === 1) continue;
    state.told.push({ ...told, isOptional: own?.state === "pending" });
  }
}

const eventOf = { result: "result.accepted", corrected: "result.corrected" } as const;
const nothing = { certificate: undefined, earnsNothing: undefined };

/** R16: a lost pass revokes its certificate. A corrected fail makes one claimable, if it was bound. */
function boundMoved(state: State, pair: string, was: string | undefined, is: string | undefined, { type }: Fact): void {
  const sitting = state.sittings.get(pair);
  if (sitting?.account === undefined) return;
  const { account, certification, exam } = sitting;
  const event = type === "result" ? eventOf.result : eventOf.corrected;
  const isLost = was === "pass" && fall(state, pair, event) === "lost";
  const { certificate: earned, earnsNothing } = is === "pass" ? earn(state, pair, event) : nothing;
  const at = `${account} ${pair}`;
  const binding = state.bindings.get(at);
  if (binding !== undefined) {
    const certificate = earned ?? binding.certificate;
    state.bindings.set(at, { ...binding, certificate, earnsNothing, events: [...binding.events, event] });
  }
  const title = titleOf(certification);
  state.told.push({
    to: account,
    tells: "result",
    about: [title, exam, is ?? "invalidated", "corrected", earnsNothing ?? ""],
  });
  if (earned !== undefined) state.told.push({ to: account, tells: "claimable", about: [title] });
  if (isLost) state.told.push({ to: account, tells: "revoked", about: [title, reasonOfFall({ type })] });
  rise(state, { account, certification }, event, (each) => earn(state, each, event));
}
