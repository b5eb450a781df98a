import type { Happened, Reported, Unfolded } from "./facts.ts";
import { codeTerms, pairOf, selfPaidTerms } from "./partner-state.ts";
import { examOfSeries } from "./series.ts";
import { unfold } from "./sittings.ts";
import { type Content, examsOf, type Of, type State, termsOf } from "./state.ts";

/** A report's entitlement: by its code, the centre's ids, the number, or the named result. */
export function entitlementOf(state: State, content: Content): Of | undefined {
  const { provider, registration, examCode, isSelfPaid, fact } = content;
  if (fact.type === "corrected") return state.results.get(`${provider}#${fact.corrects}`);
  const isByNumber = fact.type === "result" && fact.number && examCode === undefined && isSelfPaid === undefined;
  if (fact.type === "cancelled" || fact.type === "no-show" || isByNumber) {
    const number = fact.type === "cancelled" ? (fact.previous ?? fact.number) : fact.number;
    return state.numbers.get(`${provider}#${number}`);
  }
  if (isSelfPaid) return sittingOf(state, content);
  if (examCode !== undefined) return state.examCodes[examCode] && { examCode };
  return registration === undefined ? undefined : { registration };
}

/** R28: a sitting by the centre's ids: its exam code's, where that is known. */
function sittingOf(state: State, content: Content): Of | undefined {
  const pair = namedPair(content);
  if (pair === undefined) return undefined;
  const known = state.sittings.get(pair);
  if (known?.code !== undefined) return { examCode: known.code };
  const isKnown = known !== undefined || examOfSeries(state, content.series?.code ?? "") !== undefined;
  return isKnown ? { pair } : undefined;
}

/** The centre's ids of a sitting, where a report names both. */
export function namedPair({ fact }: { readonly fact: Happened }): string | undefined {
  const { candidate, registration } = { candidate: undefined, registration: undefined, ...fact };
  return candidate === undefined || registration === undefined ? undefined : pairOf(candidate, registration);
}

/** The certification and exams of an entitlement. A new sitting's series code tells them. */
export function subjectOf(state: State, of: Of, content?: Content) {
  const { registrations, examCodes, sittings, certifications } = state;
  const known =
    "registration" in of
      ? registrations[of.registration]
      : "examCode" in of
        ? examCodes[of.examCode]
        : (sittings.get(of.pair) ?? examOfSeries(state, content?.series?.code ?? ""));
  const { certification = "" } = known ?? {};
  const level = certifications.get(certification) ?? "";
  const exam = known !== undefined && "exam" in known ? known.exam : undefined;
  return { certification, level, exam };
}

/** R10, R18, R25, R28: the exam and the centre that an entitlement is for. */
export function whyNotThatExam(state: State, of: Of, provider: string, named: string, content?: Content) {
  const { level, exam } = subjectOf(state, of, content);
  if (exam !== undefined && exam !== named) return "exam-differs";
  if (!examsOf[level]?.includes(named)) return "exam-not-in-registration";
  const ofSecond = level === "clouder" ? undefined : "pearson-vue";
  const ofFirst = level === "clouder" ? "academy" : "prometric";
  const holder = "registration" in of ? ofFirst : ofSecond;
  return provider === holder ? undefined : "provider-does-not-hold-exam";
}

/** The unknown number or result for which a report waits. */
export function waitedFor({ provider, examCode, isSelfPaid, fact }: Content): string | undefined {
  if (fact.type === "corrected") return `result ${provider}#${fact.corrects}`;
  if (fact.type === "cancelled") return `number ${provider}#${fact.previous ?? fact.number}`;
  if (fact.type === "booked" || fact.type === "rescheduled" || examCode !== undefined || isSelfPaid) return undefined;
  return fact.number && `number ${provider}#${fact.number}`;
}

export function factsOf({ registrations, examCodes, sittings }: State, of: Of): readonly Reported[] {
  if ("pair" in of) return sittings.get(of.pair)?.facts ?? [];
  return ("registration" in of ? registrations[of.registration] : examCodes[of.examCode])?.facts ?? [];
}

export function setFacts({ registrations, examCodes, sittings }: State, of: Of, facts: readonly Reported[]): void {
  if ("pair" in of) {
    const sitting = sittings.get(of.pair);
    if (sitting !== undefined) sittings.set(of.pair, { ...sitting, facts });
    return;
  }
  if ("registration" in of) {
    const registration = registrations[of.registration];
    if (registration !== undefined) registrations[of.registration] = { ...registration, facts };
    return;
  }
  const code = examCodes[of.examCode];
  if (code !== undefined) examCodes[of.examCode] = { ...code, facts };
}

export function pictureOf(state: State, of: Of): Unfolded {
  return unfold(factsOf(state, of), termsFor(state, of));
}

/** The entitlement with a booking of that number. Undefined if no such booking counts. */
export function holderOfNumber(state: State, provider: string, number: string): Of | undefined {
  const of = state.numbers.get(`${provider}#${number}`);
  return of !== undefined && pictureOf(state, of).bookings.has(number) ? of : undefined;
}

function termsFor({ registrations, examCodes }: State, of: Of) {
  if ("pair" in of) return selfPaidTerms;
  if ("examCode" in of) {
    const code = examCodes[of.examCode];
    return code === undefined ? noTerms : codeTerms(code);
  }
  const registration = registrations[of.registration];
  return registration === undefined ? noTerms : termsOf(registration);
}

const noTerms = { end: 0, needsBooking: false, isOnePersons: false };
