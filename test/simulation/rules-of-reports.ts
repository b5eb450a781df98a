import type { Operation } from "./model.ts";
import { codeTerms, outcomeOf, pairOf } from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { change, takesMessage } from "./rules-of-codes.ts";
import { followExamCode } from "./rules-of-paid-results.ts";
import { type Reported, type Unfolded, unfold } from "./sittings.ts";
import {
  type Answer,
  type Content,
  day,
  examsOf,
  type Of,
  type Report,
  reportStatus,
  type State,
  termsOf,
  verdict,
} from "./state.ts";

type Do<Name extends Operation["does"]> = Extract<Operation, { does: Name }>;

const clocks = 300_000;
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
 * Tries a report that waits; what it brings releases those that wait for that, at once. Answers whether something that
 * can be read has changed with it; nothing if it does not count.
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
function add(state: State, report: Report, of: Of, now: number, onApplied: () => void): boolean | undefined {
  const { content } = report;
  const { id, fact } = content;
  const copy = structuredClone(state);
  const [known, before] = [factsOf(state, of), pictureOf(state, of)];
  const facts = [...known.filter((each) => each.report !== id), { ...fact, report: id }];
  setFacts(state, of, facts);
  const after = pictureOf(state, of);
  const counts = !after.parked.has(id);
  const event = eventOf[fact.type];
  for (const each of facts) {
    const kept = state.reports.get(each.report);
    if (kept === undefined || kept.state === "closed") continue;
    const reason = after.parked.get(each.report);
    const isTurned = each.report !== id && reason !== before.parked.get(each.report);
    if (each.report !== id && !isTurned) continue;
    const events = isTurned && counts ? [...kept.events, event] : kept.events;
    state.reports.set(each.report, { ...kept, state: reason === undefined ? "applied" : "parked", reason, events });
  }
  if (counts) happened(state, of, id, event);
  if ("registration" in of) follow(state, copy, of.registration, event);
  const pairs = "registration" in of ? [] : followExamCode(state, copy, of.examCode, fact, now);
  const came = learn(state, content, of);
  if (pairs.length === 0) releaseReports(state, came, now, onApplied);
  else settleAround(state, pairs, came, now, onApplied);
  if (!counts) return undefined;
  return "resultId" in fact || readable(before) !== readable(after);
}

/** What can be read of appointments and sittings. */
export function readable({ bookings, next, all }: Unfolded): string {
  const sorted = (map: ReadonlyMap<string, unknown>) => [...map].sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([sorted(bookings), sorted(next), all.map(({ of: _, ...each }) => each)]);
}

function factsOf({ registrations, examCodes }: State, of: Of): readonly Reported[] {
  return ("registration" in of ? registrations[of.registration] : examCodes[of.examCode])?.facts ?? [];
}

function setFacts({ registrations, examCodes }: State, of: Of, facts: readonly Reported[]): void {
  if ("registration" in of) {
    const registration = registrations[of.registration];
    if (registration !== undefined) registrations[of.registration] = { ...registration, facts };
    return;
  }
  const code = examCodes[of.examCode];
  if (code !== undefined) examCodes[of.examCode] = { ...code, facts };
}

export function pictureOf({ registrations, examCodes }: State, of: Of): Unfolded {
  if ("examCode" in of) {
    const code = examCodes[of.examCode];
    return unfold(code?.facts ?? [], code === undefined ? noTerms : codeTerms(code));
  }
  const registration = registrations[of.registration];
  return unfold(registration?.facts ?? [], registration === undefined ? noTerms : termsOf(registration));
}

const noTerms = { end: 0, needsBooking: false, isOnePersons: false };

function happened(state: State, of: Of, id: string, event: string): void {
  const report = state.reports.get(id);
  if (report !== undefined) state.reports.set(id, { ...report, events: [...report.events, event] });
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

/** What one result releases is settled in one of several right orders. */
function settleAround(
  state: State,
  settle: readonly (() => void)[],
  came: readonly string[],
  now: number,
  onApplied: () => void,
): void {
  onApplied();
  let left = state.way.bindingsAfter;
  const settleNow = () => {
    if (left === 0) for (const each of settle) each();
    left -= 1;
  };
  settleNow();
  releaseReports(state, came, now, settleNow);
  if (left >= 0) for (const each of settle) each();
}

/** R16, R18: a pass earns a certificate; when it falls, the certificate is revoked. */
function follow(state: State, earlier: State, at: number, event: string): void {
  const [registration, old] = [state.registrations[at], earlier.registrations[at]];
  if (registration === undefined || old === undefined) return;
  const [before, after] = [verdict(old), verdict(registration)];
  if (after === "passed" && before !== "passed") {
    const { account, certification } = registration;
    const earned = { account, certification, registration: at, state: "claimable", events: [event] } as const;
    const certificate = state.certificates.push(earned) - 1;
    state.registrations[at] = { ...registration, certificate };
  }
  const held = registration.certificate;
  const fallen = held === undefined ? undefined : state.certificates[held];
  if (after === "passed" || before !== "passed" || held === undefined || fallen === undefined) return;
  if (fallen.state !== "revoked") change(state, held, fallen, event, { state: "revoked" });
}

/** Takes in the numbers and results that are known from now on; answers what has come. */
function learn(state: State, { provider, fact }: Content, of: Of): string[] {
  const booked = fact.type === "booked" || fact.type === "rescheduled" ? [fact.number] : [];
  const came: string[] = [];
  for (const number of [...pictureOf(state, of).bookings.keys(), ...booked]) {
    const name = `${provider}#${number}`;
    if (state.numbers.has(name)) continue;
    state.numbers.set(name, of);
    came.push(`number ${name}`);
  }
  if ("resultId" in fact) {
    state.results.set(`${provider}#${fact.resultId}`, of);
    came.push(`result ${provider}#${fact.resultId}`);
  }
  return came;
}

function waitedFor({ provider, examCode, fact }: Content): string | undefined {
  if (fact.type === "corrected") return `result ${provider}#${fact.corrects}`;
  if (fact.type === "cancelled") return `number ${provider}#${fact.previous ?? fact.number}`;
  if (fact.type === "booked" || fact.type === "rescheduled" || examCode !== undefined) return undefined;
  return fact.number && `number ${provider}#${fact.number}`;
}

/** The entitlement that a report is about: by its code, or by the number or the result that it names. */
export function entitlementOf(state: State, { provider, registration, examCode, fact }: Content): Of | undefined {
  if (fact.type === "corrected") return state.results.get(`${provider}#${fact.corrects}`);
  if (
    fact.type === "cancelled" ||
    fact.type === "no-show" ||
    (fact.type === "result" && fact.number && examCode === undefined)
  ) {
    const number = fact.type === "cancelled" ? (fact.previous ?? fact.number) : fact.number;
    return state.numbers.get(`${provider}#${number}`);
  }
  if (examCode !== undefined) return state.examCodes[examCode] && { examCode };
  return registration === undefined ? undefined : { registration };
}

/** Why a report that is matched can never count, whatever else is reported. */
function whyNever(state: State, { content, receivedAt = 0 }: Report, of: Of): string | undefined {
  const { provider, fact, id } = content;
  if ("resultId" in fact && state.results.has(`${provider}#${fact.resultId}`)) {
    const isOwn = factsOf(state, of).some((each) => each.report === id);
    if (!isOwn) return "result-id-of-another-result";
  }
  const taken =
    "number" in fact && fact.number !== undefined ? state.numbers.get(`${provider}#${fact.number}`) : undefined;
  if (taken !== undefined && JSON.stringify(taken) !== JSON.stringify(of)) {
    return "confirmation-number-of-another-entitlement";
  }
  if (fact.type === "result" && "examCode" in of && fact.candidate !== undefined && fact.registration !== undefined) {
    const pair = pairOf(fact.candidate, fact.registration);
    const known = state.sittings.get(pair);
    const isAnothers = known !== undefined && known.code !== of.examCode && outcomeOf(state, pair) !== undefined;
    if (isAnothers) return "sitting-has-its-result";
  }
  if (fact.at > receivedAt + clocks) return "instant-in-the-future";
  if (!("exam" in fact)) return undefined;
  const against = whyNotThatExam(state, of, provider, fact.exam);
  if (against !== undefined || fact.type !== "result") return against;
  if (fact.takenAt > receivedAt + clocks) return "instant-in-the-future";
  const [issuedAt, end] =
    "registration" in of
      ? [state.registrations[of.registration]?.openedAt, state.registrations[of.registration]?.expiresAt]
      : [state.examCodes[of.examCode]?.issuedAt, state.examCodes[of.examCode]?.expiresAt];
  if (issuedAt === undefined || end === undefined) return undefined;
  if (fact.takenAt < issuedAt - clocks) return "before-entitlement";
  return fact.takenAt >= end ? "after-end" : undefined;
}

/** R10, R18, R25: the exam and the centre that an entitlement is for. */
export function whyNotThatExam({ registrations, examCodes }: State, of: Of, provider: string, exam: string) {
  const code = "examCode" in of ? examCodes[of.examCode] : undefined;
  const level = code?.level ?? ("registration" in of ? registrations[of.registration]?.level : undefined) ?? "";
  if (code !== undefined && code.exam !== exam) return "exam-differs";
  if (!examsOf[level]?.includes(exam)) return "exam-not-in-registration";
  const holder = code !== undefined ? "pearson-vue" : level === "clouder" ? "academy" : "prometric";
  return provider === holder ? undefined : "provider-does-not-hold-exam";
}
