import type { Operation } from "./model.ts";
import { refused } from "./refusal.ts";
import { settleBindings } from "./rules-of-bindings.ts";
import { change, takesMessage } from "./rules-of-codes.ts";
import { correctSitting, sittingCorrected, type Taken, takePaidResult } from "./rules-of-paid-results.ts";
import { latest, unfold } from "./sittings.ts";
import { type Answer, type Content, day, examsOf, type Report, reportStatus, type State, verdict } from "./state.ts";

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
  state.reports.set(content.id, { content, state: "waiting", until, waitsFor, events: [] });
  attempt(state, content.id, now);
  const report = state.reports.get(content.id);
  return report?.state === "waiting" ? { status: 202, says: "waiting" } : { status: 200, says: report?.state };
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

/** Tries a report that waits; what it brings releases those that wait for that, at once. */
function attempt(state: State, id: string, now: number, onApplied: () => void = () => undefined): void {
  const report = state.reports.get(id);
  if (report?.state !== "waiting") return;
  const { content } = report;
  const { fact } = content;
  if (fact.type === "paid-result" || sittingCorrected(state, content) !== undefined) {
    attemptPaid(state, id, report, now, onApplied);
    return;
  }
  const at = registrationOf(state, content);
  const registration = at === undefined ? undefined : state.registrations[at];
  const tooLate = now >= report.until ? "not-matched-in-time" : undefined;
  const reason = tooLate ?? (at === undefined ? undefined : whyNever(state, content, at));
  if (reason !== undefined) state.reports.set(id, { ...report, state: "parked", reason });
  if (reason !== undefined || at === undefined || registration === undefined) return;

  const before = verdict(registration);
  const event = eventOf[fact.type];
  state.reports.set(id, { ...report, state: "applied", events: [...report.events, event] });
  const facts = [...registration.facts, fact];
  state.registrations[at] = { ...registration, facts, events: [...registration.events, event] };
  follow(state, at, before, event);

  releaseReports(state, learn(state, content, at), now);
}

function releaseReports(state: State, came: readonly string[], now: number, onApplied?: () => void): void {
  for (const [waiting, each] of state.reports) {
    if (each.state === "waiting" && each.waitsFor !== undefined && came.includes(each.waitsFor)) {
      attempt(state, waiting, now, onApplied);
    }
  }
}

/** R25, R26: a report about a sitting at the second centre. What it releases is settled in one of several right orders. */
function attemptPaid(state: State, id: string, report: Report, now: number, onApplied: () => void): void {
  const { content } = report;
  const { provider, fact } = content;
  const corrected = sittingCorrected(state, content);
  const isLate = now >= report.until;
  const taken: Taken = isLate
    ? { reason: "not-matched-in-time" }
    : fact.type === "paid-result"
      ? takePaidResult(state, provider, fact, now)
      : fact.type === "corrected" && corrected !== undefined
        ? correctSitting(state, provider, fact, corrected)
        : undefined;
  if (taken === undefined) return;
  if ("reason" in taken) {
    state.reports.set(id, { ...report, state: "parked", reason: taken.reason });
    return;
  }
  const event = fact.type === "corrected" ? "result.corrected" : "result.accepted";
  state.reports.set(id, { ...report, state: "applied", events: [...report.events, event] });
  onApplied();
  const { pair } = taken;
  if (pair === undefined) {
    releaseReports(state, [taken.came], now, onApplied);
    return;
  }
  let left = state.way.bindingsAfter;
  const settleNow = () => {
    if (left === 0) settleBindings(state, pair, now);
    left -= 1;
  };
  settleNow();
  releaseReports(state, [taken.came], now, settleNow);
  if (left >= 0) settleBindings(state, pair, now);
}

/** R16, R18: a pass earns a certificate; when it falls, the certificate is revoked. */
function follow(state: State, at: number, before: string, event: string): void {
  const registration = state.registrations[at];
  if (registration === undefined) return;
  const after = verdict(registration);
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
function learn(state: State, { provider, fact }: Content, at: number): string[] {
  const registration = state.registrations[at];
  const numbers = registration === undefined ? [] : [...unfold(registration.facts).bookings.keys()];
  const came: string[] = [];
  for (const number of numbers) {
    if (state.numbers.has(number)) continue;
    state.numbers.set(number, { registration: at, provider });
    came.push(`number ${number}`);
  }
  if ("resultId" in fact) {
    state.results.set(`${provider}#${fact.resultId}`, at);
    came.push(`result ${provider}#${fact.resultId}`);
  }
  return came;
}

function waitedFor({ provider, fact }: Content): string | undefined {
  if (fact.type === "corrected") return `result ${provider}#${fact.corrects}`;
  if (fact.type === "cancelled") return `number ${fact.previous ?? fact.number}`;
  if (fact.type === "no-show" || fact.type === "result") return fact.number && `number ${fact.number}`;
  return undefined;
}

function registrationOf(state: State, { provider, registration, fact }: Content): number | undefined {
  if (fact.type === "corrected") return state.results.get(`${provider}#${fact.corrects}`);
  if (fact.type === "paid-result") return undefined;
  if (fact.type === "booked" || fact.type === "rescheduled") return registration;
  const number = fact.type === "cancelled" ? (fact.previous ?? fact.number) : fact.number;
  if (number === undefined) return registration;
  const found = state.numbers.get(number);
  return found?.provider === provider ? found.registration : undefined;
}

/** Why a report that is matched can never be applied. */
function whyNever(state: State, { provider, fact }: Content, at: number): string | undefined {
  const registration = state.registrations[at];
  if (registration === undefined || fact.type === "paid-result") return undefined;
  const taken = "number" in fact && fact.number !== undefined ? state.numbers.get(fact.number) : undefined;
  const isForeign = taken !== undefined && (taken.registration !== at || taken.provider !== provider);
  const foreign = isForeign ? "confirmation-number-of-another-registration" : undefined;
  if ("resultId" in fact && state.results.has(`${provider}#${fact.resultId}`)) return "result-id-of-another-result";
  if (fact.type === "cancelled" || fact.type === "no-show" || fact.type === "corrected") return foreign;
  const holder = registration.level === "clouder" ? "academy" : "prometric";
  if (!examsOf[registration.level]?.includes(fact.exam)) return "exam-not-in-registration";
  if (provider !== holder) return "provider-does-not-hold-exam";
  const { expiresAt } = registration;
  const late = "sitting-after-end-of-eligibility";
  if (fact.type !== "result") return fact.startsAt >= expiresAt || fact.at >= expiresAt ? late : foreign;

  const unfolded = unfold(registration.facts);
  const sitting = unfolded.sittings.get(fact.exam);
  if (fact.number === undefined) {
    if (holder === "prometric") return "result-without-booking";
    if (fact.takenAt >= expiresAt) return late;
    return sitting === undefined ? undefined : "no-sitting-left";
  }
  const number = latest(unfolded, fact.number);
  if (unfolded.bookings.get(number)?.exam !== fact.exam) return "exam-differs-from-booking";
  if (sitting === undefined) return undefined;
  if (sitting.number !== number) return "no-sitting-left";
  return sitting.resultId === undefined ? undefined : "sitting-has-its-result";
}
