import { entitlementOf, factsOf, holderOfNumber, pictureOf, setFacts, subjectOf, waitedFor } from "./entitlements.ts";
import type { Unfolded } from "./facts.ts";
import type { Operation } from "./model.ts";
import { refused } from "./refusal.ts";
import { earn, settleBindings } from "./rules-of-bindings.ts";
import { change, takesMessage } from "./rules-of-codes.ts";
import { judge, rise } from "./rules-of-one-certification.ts";
import { adopt, followExamCode, followSitting } from "./rules-of-paid-results.ts";
import {
  type Answer,
  type Content,
  day,
  type Of,
  type Registration,
  type Report,
  reportStatus,
  type State,
  verdict,
} from "./state.ts";
import { whyNever } from "./why-parked.ts";

type Do<Name extends Operation["does"]> = Extract<Operation, { does: Name }>;

const eventOf = {
  booked: "appointment.booked",
  rescheduled: "appointment.rescheduled",
  cancelled: "appointment.cancelled",
  "no-show": "appointment.no-show",
  result: "result.accepted",
  corrected: "result.corrected",
} as const;

/** R12–R17: a test centre's message comes. */
export function receive(state: State, { content, message }: Do<"report">, now: number): Answer {
  const at = `${content.provider}#${message}`;
  if (!takesMessage(state, at, content.id, now)) return { status: 422, says: "message-id-reused" };
  if (state.reports.has(content.id)) return { status: 200, says: "duplicate" };
  const until = now + 3 * day;
  const waitsFor = waitedFor(content);
  state.reports.set(content.id, { content, state: "waiting", until, waitsFor, receivedAt: now, events: [] });
  const isNews = attempt(state, content.id, now);
  const report = state.reports.get(content.id);
  if (report?.state === "waiting") return { status: 202, says: "waiting" };
  return { status: 200, says: isNews === false ? "duplicate" : report?.state };
}

/** Staff send a parked report round again (R17). */
export function release(state: State, { report: id }: Do<"release">, now: number): Answer {
  const report = state.reports.get(id);
  if (report === undefined || reportStatus(report, now) !== "parked") return refused("report-not-parked");
  const events = [...report.events, "report.released"];
  state.reports.set(id, { ...report, state: "waiting", until: now + 3 * day, reason: undefined, events });
  attempt(state, id, now);
  return { status: 200, says: "waiting" };
}

export function close(state: State, { report: id }: Do<"close">): Answer {
  const report = state.reports.get(id);
  if (report === undefined || report.state === "applied" || report.state === "closed") {
    return refused("report-not-parked");
  }
  state.reports.set(id, {
    ...report,
    state: "closed",
    reason: "Not ours.",
    events: [...report.events, "report.closed"],
  });
  return { status: 200, says: "closed" };
}

/**
 * Tries a waiting report, and releases the reports that wait for it. True if something visible changed. Undefined if it
 * does not count.
 */
function attempt(state: State, id: string, now: number, onApplied: () => void = () => undefined): boolean | undefined {
  const report = state.reports.get(id);
  if (report?.state !== "waiting") return undefined;
  const of = entitlementOf(state, report.content);
  const tooLate = now >= report.until ? "not-matched-in-time" : undefined;
  const reason = tooLate ?? (of === undefined ? undefined : whyNever(state, report, of));
  if (reason !== undefined) state.reports.set(id, { ...report, state: "parked", reason });
  if (reason !== undefined || of === undefined) return undefined;
  return add(state, report, of, now, onApplied);
}

/** R14: whether a report counts follows from all reports of its entitlement. */
export function add(
  state: State,
  report: Report,
  of: Of,
  now: number,
  onApplied: () => void = () => undefined,
  event: string = eventOf[report.content.fact.type],
): boolean | undefined {
  const { content } = report;
  const { id, fact } = content;
  const copy = structuredClone(state);
  const stored = pictureOf(state, of);
  if ("examCode" in of) adopt(state, content, of.examCode);
  if ("pair" in of && !state.sittings.has(of.pair)) {
    const { exam = "", ...rest } = subjectOf(state, of, content);
    state.sittings.set(of.pair, { ...rest, exam });
  }
  const [known, before] = [factsOf(state, of), pictureOf(state, of)];
  const facts = [...known.filter((each) => each.report !== id), { ...fact, report: id }];
  setFacts(state, of, facts);
  if (event === accepted && "registration" in of) acceptIn(state, of.registration, id);
  const after = pictureOf(state, of);
  const counts = !after.parked.has(id);
  turn(state, before, after, counts ? event : undefined, id);
  if (counts) happened(state, of, id, event);
  if ("registration" in of) follow(state, copy, of.registration, event);
  const settle = "examCode" in of ? followExamCode(state, copy, of.examCode, fact, now) : [];
  if ("pair" in of) settle.push(...followSitting(state, copy, of.pair, fact));
  const isTold = state.told.length > copy.told.length;
  const came = learn(state, content, of);
  if (settle.length === 0) releaseReports(state, came, now, onApplied);
  else settleAround(state, settle, came, now, onApplied);
  if (!counts) return undefined;
  return isTold || "resultId" in fact || readable(stored, "examCode" in of) !== readable(after, "examCode" in of);
}

/** The event of a report that staff let count (R36). */
export const accepted = "report.accepted";

function acceptIn(state: State, at: number, report: string): void {
  const registration = state.registrations[at];
  if (registration === undefined) return;
  state.registrations[at] = { ...registration, accepted: [...(registration.accepted ?? []), report] };
}

/** R14: what counts now and did not, or the other way round; and the report itself that came. */
function turn(state: State, before: Unfolded, after: Unfolded, event: string | undefined, came?: string): void {
  const turned = new Set([...before.parked.keys(), ...after.parked.keys(), ...(came === undefined ? [] : [came])]);
  for (const id of turned) {
    const kept = state.reports.get(id);
    if (kept === undefined || kept.state === "closed") continue;
    const reason = after.parked.get(id);
    const isTurned = id !== came && reason !== before.parked.get(id);
    if (id !== came && !isTurned) continue;
    const events = isTurned && event !== undefined ? [...kept.events, event] : kept.events;
    state.reports.set(id, { ...kept, state: reason === undefined ? "applied" : "parked", reason, events });
  }
}

/** R36: staff change a registration's conditions; all that follows from its reports is settled again. */
export function decide(state: State, at: number, event: string, to: Partial<Registration>, now: number): void {
  const registration = state.registrations[at];
  if (registration === undefined) return;
  const [copy, of] = [structuredClone(state), { registration: at }];
  const before = pictureOf(state, of);
  state.registrations[at] = { ...registration, ...to, events: [...registration.events, event] };
  turn(state, before, pictureOf(state, of), event);
  follow(state, copy, at, event);
  const provider = registration.level === "clouder" ? "academy" : "prometric";
  releaseReports(state, learnNumbers(state, provider, of), now);
}

/** All that can be read of appointments and sittings; of an exam code alone, when it was booked. */
export function readable({ bookings, next, all }: Unfolded, isOfCode: boolean): string {
  const sorted = (map: ReadonlyMap<string, unknown>) => [...map].sort(([one], [other]) => (one < other ? -1 : 1));
  // A number that only a move mentions cannot be looked up.
  const shown = sorted(next).filter(([number]) => bookings.has(number));
  const picture = [sorted(bookings), shown, all.map(({ of: _, ...each }) => each)];
  return JSON.stringify(picture, (name, value) => (name === "bookedAt" && !isOfCode ? undefined : value));
}

function happened(state: State, of: Of, id: string, event: string): void {
  const report = state.reports.get(id);
  if (report !== undefined) state.reports.set(id, { ...report, events: [...report.events, event] });
  if ("pair" in of) return;
  const all = "registration" in of ? state.registrations : state.examCodes;
  const at = "registration" in of ? of.registration : of.examCode;
  const one = all[at];
  if (one !== undefined) Object.assign(all, { [at]: { ...one, events: [...one.events, event] } });
}

function releaseReports(state: State, came: readonly string[], now: number, onApplied?: () => void): void {
  for (const [waiting, each] of state.reports) {
    if (each.state === "waiting" && each.waitsFor !== undefined && came.includes(each.waitsFor)) {
      attempt(state, waiting, now, onApplied);
    }
  }
}

/** Settles the work that one result releases, in one of several right orders. */
function settleAround(
  state: State,
  settle: readonly string[],
  came: readonly string[],
  now: number,
  onApplied: () => void,
): void {
  onApplied();
  let left = state.way.isLast ? Number.POSITIVE_INFINITY : state.way.bindingsAfter;
  const settleNow = () => {
    if (left === 0) for (const each of settle) settleBindings(state, each, now);
    left -= 1;
  };
  settleNow();
  releaseReports(state, came, now, settleNow);
  if (state.way.isLast) state.unsettled.push(...settle);
  else if (left >= 0) for (const each of settle) settleBindings(state, each, now);
}

/** R16, R18: a pass earns a certificate; when it falls, the certificate is revoked. */
function follow(state: State, earlier: State, at: number, event: string): void {
  const [registration, old] = [state.registrations[at], earlier.registrations[at]];
  if (registration === undefined || old === undefined) return;
  const [before, after] = [verdict(old), verdict(registration)];
  if (after === "passed") {
    if (before !== "passed" || old.earnsNothing !== undefined) judge(state, at, event);
    return;
  }
  state.registrations[at] = { ...registration, earnsNothing: undefined, isForgotten: undefined };
  const held = registration.certificate;
  const fallen = held === undefined ? undefined : state.certificates[held];
  if (before !== "passed" || held === undefined || fallen === undefined) return;
  if (fallen.state !== "revoked") change(state, held, fallen, event, { state: "revoked", hasFallen: true });
  else state.certificates[held] = { ...fallen, hasFallen: true };
  rise(state, registration, event, (pair) => earn(state, pair, event));
}

/** Learns new numbers and results, and returns them. */
function learn(state: State, { provider, fact }: Content, of: Of): string[] {
  const booked = fact.type === "booked" || fact.type === "rescheduled" ? [fact.number] : [];
  const came = learnNumbers(state, provider, of, booked);
  if ("resultId" in fact) {
    state.results.set(`${provider}#${fact.resultId}`, of);
    came.push(`result ${provider}#${fact.resultId}`);
  }
  return came;
}

function learnNumbers(state: State, provider: string, of: Of, booked: readonly string[] = []): string[] {
  const { bookings } = pictureOf(state, of);
  const came: string[] = [];
  for (const number of [...bookings.keys(), ...booked]) {
    const name = `${provider}#${number}`;
    const isKnown = state.numbers.has(name);
    const isFreed = bookings.has(number) && holderOfNumber(state, provider, number) === undefined;
    if (isKnown && !isFreed) continue;
    state.numbers.set(name, of);
    if (!isKnown) came.push(`number ${name}`);
  }
  return came;
}
