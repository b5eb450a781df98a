import { entitlementOf, factsOf, holderOfNumber } from "./entitlements.ts";
import type { Fact } from "./facts.ts";
import { refused } from "./refusal.ts";
import { whyNotAgain } from "./rules-of-codes.ts";
import { whyNoExam } from "./rules-of-exam-codes.ts";
import { accepted, add, decide } from "./rules-of-reports.ts";
import { isRightSeries } from "./series.ts";
import type { StaffOperation } from "./staff-operations.ts";
import {
  type Answer,
  examsOf,
  type Registration,
  type Report,
  registrationStatus,
  reportStatus,
  type State,
  titleOf,
  unfolded,
} from "./state.ts";
import { tellResults, tellTurned } from "./tellings.ts";

type Do<Name extends StaffOperation["does"]> = Extract<StaffOperation, { does: Name }>;

/** R36: staff end an open registration, with what is booked; R8 does not count it any more. */
export function closeRegistration(state: State, { registration: at }: Do<"close-registration">, now: number): Answer {
  const registration = state.registrations[at];
  if (registration === undefined) return refused("registration-not-found");
  if (registrationStatus(registration, now) !== "open") return refused("registration-not-open");
  const { account, certification, facts } = registration;
  const booked = [...unfolded(registration).bookings.values()].filter((each) => each.state === "booked");
  const closings = booked.map(({ exam, number }) => {
    const placed = facts.flatMap((each) => ("startsAt" in each && each.exam === exam ? [each.at] : []));
    const report = `closing of ${number} at ${now}`;
    return { type: "closed", at: Math.max(now, ...placed), isNext: true, number, report } as const;
  });
  decide(state, at, "registration.closed", { isClosed: true, facts: [...facts, ...closings] }, now);
  state.told.push({ to: account, tells: "registration-closed", about: [titleOf(certification)] });
  return { status: 200, says: "closed" };
}

/** R36: staff give one more sitting, where R8 lets the registration be open. */
export function grantSitting(state: State, { registration: at, exam }: Do<"grant-sitting">, now: number): Answer {
  const registration = state.registrations[at];
  if (registration === undefined) return refused("registration-not-found");
  const { account, certification, level, expiresAt, granted = [], certificate: had } = registration;
  const against = whyNotAgain(beside(state, at), account, certification, now);
  if (against !== undefined) return refused(against);
  const status = registrationStatus(registration, now);
  if (status === "passed" || status === "closed" || now >= expiresAt) return refused("registration-not-open");
  if (!examsOf[level]?.includes(exam)) return refused("exam-not-of-registration");
  const before = unfolded(registration);
  if (before.sittings.get(exam)?.outcome === "pass") return refused("exam-already-passed");
  decide(state, at, "registration.sitting-granted", { granted: [...granted, exam] }, now);
  const title = titleOf(certification);
  const about = [title];
  state.told.push({ to: account, tells: "sitting-granted", about });
  const { certificate, facts } = state.registrations[at] ?? registration;
  // With the new sitting, a booking that was parked may count.
  const after = unfolded(state.registrations[at] ?? registration);
  const { earnsNothing } = state.registrations[at] ?? registration;
  const turned = [
    ...tellTurned(title, [], facts, before, after),
    ...tellResults(title, undefined, facts, before, after, earnsNothing),
  ];
  state.told.push(...turned.map((each) => ({ to: account, ...each })));
  if (certificate !== had) state.told.push({ to: account, tells: "claimable", about });
  return { status: 200, says: statusOf(state, at, now) };
}

/** R36: a parked report of a registration counts in spite of its rule, where R8 lets it, and something comes of it. */
export function acceptReport(state: State, { report: id, about }: Do<"accept-report">, now: number): Answer {
  const report = state.reports.get(id);
  if (report === undefined) return refused("report-not-found");
  if (reportStatus(report, now) !== "parked") return refused("report-not-parked");
  const own = entitlementOf(state, report.content);
  if (about !== undefined && own !== undefined) return refused("report-names-its-entitlement");
  const of = own ?? (about === undefined ? undefined : { registration: about });
  if (of === undefined) return refused("entitlement-not-named");
  const registration = "registration" in of ? state.registrations[of.registration] : undefined;
  if (!("registration" in of) || registration === undefined) throw new Error("drawn for registrations alone");
  const fact = acceptedFact(state, registration, of.registration, report);
  if (fact === undefined) return refused("report-not-acceptable");
  const others = fact.type === "result" ? beside(state, of.registration) : state;
  const against = whyNoExam(others, registration.account, registration.certification, now);
  if (against !== undefined) return refused(against);
  const told = { ...report, content: { ...report.content, fact } };
  const accept = (to: State) => add(to, told, of, now, undefined, accepted);
  if (accept(structuredClone(state)) !== true) return refused("report-not-acceptable");
  accept(state);
  return { status: 200, says: "applied" };
}

/** Without what the registration itself has earned or is. */
function beside(state: State, at: number): State {
  return {
    ...state,
    registrations: state.registrations.filter((_, place) => place !== at),
    certificates: state.certificates.filter(({ registration }) => registration !== at),
  };
}

/** What staff cannot overrule has no fact: a result that is another's, a number that is another's, an unknown exam. */
function acceptedFact(
  state: State,
  of: Registration,
  at: number,
  { content, receivedAt = 0 }: Report,
): Fact | undefined {
  const { provider, fact } = content;
  const exams = examsOf[of.level] ?? [];
  const known = "resultId" in fact && state.results.has(`${provider}#${fact.resultId}`);
  if (known && !factsOf(state, { registration: at }).some(({ report }) => report === content.id)) return undefined;
  const taken = "number" in fact && fact.number !== undefined && holderOfNumber(state, provider, fact.number);
  if (taken && !("registration" in taken && taken.registration === at) && fact.type !== "result") return undefined;
  const heard = { ...fact, at: Math.min(fact.at, receivedAt) };
  const happened = heard.type === "result" ? { ...heard, takenAt: Math.min(heard.takenAt, receivedAt) } : heard;
  if (!("exam" in happened)) return happened;
  const named = isRightSeries(state, content, of.certification) && exams.includes(happened.exam);
  const [only, ...more] = exams;
  if (named) return happened;
  return only === undefined || more.length > 0 ? undefined : { ...happened, exam: only };
}

function statusOf(state: State, at: number, now: number): string {
  const registration = state.registrations[at];
  return registration === undefined ? "none" : registrationStatus(registration, now);
}
