import { type Happened, type Reported, rootOf, type Terms, type Unfolded } from "./facts.ts";
import { instant } from "./names.ts";
import { bearerOf, codeTerms, type ExamCode, unfoldedCode } from "./partner-state.ts";
import { passTimes, whyNothing } from "./rules-of-one-certification.ts";
import { readable } from "./rules-of-reports.ts";
import { unfold } from "./sittings.ts";
import { type Registration, type State, termsOf, titleOf, verdict } from "./state.ts";

/** The thing that the service drew, by the model's handle. */
export type Handle = { readonly code: number } | { readonly registration: number } | { readonly examCode: number };

/** An e-mail as the model has it: to which account, and what it tells. */
export type Told = {
  readonly to: string;
  readonly tells: string;
  readonly about: readonly (string | Handle)[];
  /** The e-mail may be missing. */
  readonly isOptional?: boolean;
};

/**
 * The e-mails that a change causes (R13, R19, R32); reminders are the schedule's. What a report is told as depends on
 * what was known when it was taken in: several that came at once may have been taken in in several orders, and each
 * answer is right for one of them.
 */
export function tellings(before: State, after: State): Told[][] {
  const told = after.told.slice(before.told.length);
  const always = [...registered(before, after), ...certified(before, after)];
  let ways = [[...always, ...told]];
  if (told.some(({ isOptional }) => isOptional)) ways.push([...always, ...told.filter((each) => !each.isOptional)]);
  for (const [at, registration] of after.registrations.entries()) {
    const old = before.registrations[at];
    const isNews = ({ report }: Reported) =>
      (registration.accepted?.includes(report) && !old?.accepted?.includes(report)) ||
      !old?.facts.some((each) => each.report === report);
    const news = registration.facts.filter(isNews);
    if (news.length === 0) continue;
    const known = registration.facts.filter((each) => !isNews(each));
    const isHeld = mayFall(before, after, old?.certificate);
    const orders = ordersOf(known, news, termsOf(registration));
    const beside = [before, after].map(({ certificates }) => ({
      certificates: certificates.filter((each) => each.registration !== at),
    }));
    const { earnsNothing } = before.registrations[at] ?? {};
    const own = orders.flatMap((order) =>
      beside.map((other) => tell({ ...registration, facts: known, earnsNothing }, order, isHeld, other)),
    );
    ways = ways.flatMap((way) => own.map((each) => [...way, ...each]));
  }
  for (const [at, code] of after.examCodes.entries()) {
    const known = before.examCodes[at]?.facts ?? [];
    if (known.length === code.facts.length) continue;
    const orders = ordersOf(known, code.facts.slice(known.length), codeTerms(code));
    const own = orders.map((order) => tellBearer({ ...code, facts: known }, order));
    ways = ways.flatMap((way) => own.map((each) => [...way, ...each]));
  }
  return ways;
}

/** True if a correction can revoke a certificate. False if staff revoked it earlier or at once with it. */
function mayFall(before: State, after: State, at = -1): boolean {
  const held = before.certificates[at];
  if (held === undefined || held.state === "revoked") return false;
  return !after.certificates[at]?.events.slice(held.events.length).includes("certificate.revoked");
}

function registered(before: State, after: State): Told[] {
  return after.registrations.slice(before.registrations.length).map((each, at) => {
    const registration = before.registrations.length + at;
    const about = [titleOf(each.certification), { registration }, instant(each.expiresAt)];
    return { to: each.account, tells: "registered", about };
  });
}

/** Changes by a holder or staff. Effects of a report are told with the report. */
function certified(before: State, after: State): Told[] {
  return after.certificates.flatMap(({ account, certification, validUntil = 0, events }, at) => {
    const title = titleOf(certification);
    // The first event is that of its pass, which may be the revocation of another.
    return events.slice(before.certificates[at]?.events.length ?? 1).flatMap((event) => {
      if (event === "certificate.claimed") {
        return [{ to: account, tells: "claimed", about: [title, instant(validUntil)] }];
      }
      if (event === "certificate.reinstated") return [{ to: account, tells: "reinstated", about: [title] }];
      return event === "certificate.revoked" ? [{ to: account, tells: "revoked", about: [title, "Found out."] }] : [];
    });
  });
}

/** The orders in which facts may have been taken in: none before what it names. */
function ordersOf(known: readonly Reported[], left: readonly Reported[], terms: Terms): Reported[][] {
  if (left.length === 0) return [[]];
  return left.flatMap((next) => {
    if (!terms.accepted?.includes(next.report) && !isMatched(known, next, terms)) return [];
    const others = left.filter((each) => each !== next);
    return ordersOf([...known, next], others, terms).map((order) => [next, ...order]);
  });
}

function isMatched(known: readonly Reported[], fact: Happened, terms: Terms): boolean {
  if (/^(booked|rescheduled|closed)$/.test(fact.type)) return true;
  if (fact.type === "corrected") return examOf(known, fact.corrects) !== undefined;
  const number = fact.type === "cancelled" ? (fact.previous ?? fact.number) : fact.number;
  const isBooked = known.some(
    (each) => /booked|rescheduled/.test(each.type) && "number" in each && each.number === number,
  );
  return number === undefined || isBooked || unfold(known, terms).bookings.has(number);
}

/** The exam of a result, or of the result that a correction began with. */
function examOf(facts: readonly Happened[], resultId: string): string | undefined {
  const found = facts.find((each) => "resultId" in each && each.resultId === resultId);
  if (found?.type === "corrected") return examOf(facts, found.corrects);
  return found?.type === "result" ? found.exam : undefined;
}

/** `beside`: the other certificates that there are. */
function tell(
  of: Registration,
  order: readonly Reported[],
  wasHeld: boolean,
  beside: Pick<State, "certificates">,
): Told[] {
  const title = titleOf(of.certification);
  const terms = termsOf(of);
  const told: Omit<Told, "to">[] = [];
  let [facts, isHeld, nothing] = [of.facts, wasHeld, of.earnsNothing];
  for (const fact of order) {
    const [was, before] = [verdict({ ...of, facts }), unfold(facts, terms)];
    facts = [...facts, fact];
    const [is, after] = [verdict({ ...of, facts }), unfold(facts, terms)];
    const isNews = "resultId" in fact || readable(before, false) !== readable(after, false);
    const isJudged = is === "passed" && (was !== "passed" || nothing !== undefined);
    if (isJudged) nothing = whyNothing(beside, of, passTimes({ ...of, facts }));
    if (is !== "passed") nothing = undefined;
    const own = isNews && !after.parked.has(fact.report) ? tellFact(title, fact, facts, after) : [];
    told.push(...own, ...tellTurned(title, own, facts, before, after));
    told.push(...tellResults(title, fact, facts, before, after, nothing));
    if (isJudged && nothing === undefined) {
      told.push({ tells: "claimable", about: [title] });
      isHeld = true;
    }
    if (is !== "passed" && was === "passed" && isHeld) {
      told.push({ tells: "revoked", about: [title, reasonOfFall(fact)] });
      isHeld = false;
    }
  }
  return told.map((each) => ({ to: of.account, ...each }));
}

/** R13: who has booked with an exam code is told of it. */
function tellBearer(of: ExamCode, order: readonly Reported[]): Told[] {
  const told: Told[] = [];
  let code = of;
  for (const fact of order) {
    const before = unfoldedCode(code);
    code = { ...code, facts: [...code.facts, fact] };
    const after = unfoldedCode(code);
    const to = bearerOf(code);
    const isWritable = code.holdings.some(({ account, isWritable: has }) => account === to && has);
    const title = titleOf(code.certification);
    const isNews = !("resultId" in fact) && readable(before, true) !== readable(after, true);
    const own = isNews && !after.parked.has(fact.report) ? tellBooking(title, code.exam, code.facts, after) : [];
    const all = [...own, ...tellTurned(title, own, code.facts, before, after)];
    if (to !== undefined && isWritable) told.push(...all.map((each) => ({ to, ...each })));
  }
  return told;
}

/** R13: the booking that a fact is about. Staff tell a closing themselves, and results are told of their exam. */
function tellFact(title: string, fact: Happened, facts: readonly Happened[], after: Unfolded): Omit<Told, "to">[] {
  switch (fact.type) {
    case "booked":
    case "rescheduled":
      return tellBooking(title, fact.exam, facts, after);
    case "cancelled":
      return tellBooking(title, after.bookings.get(fact.previous ?? fact.number)?.exam, facts, after);
    case "no-show":
      return tellBooking(title, after.bookings.get(fact.number)?.exam, facts, after);
    default:
      return [];
  }
}

/** The outcome that holds of several sittings of an exam: a pass, else a held result, else what was sat last. */
export function standing<O extends string>(
  sat: readonly { readonly outcome: O; readonly at: number }[],
): O | undefined {
  const newest = Math.max(...sat.map(({ at }) => at));
  const first = (wanted: string) => sat.find(({ outcome }) => outcome === wanted);
  return (first("pass") ?? first("held") ?? sat.findLast(({ at }) => at === newest))?.outcome;
}

/**
 * R14, R16: each exam of which something else holds now, and the exam of a new result or correction that says what holds: a
 * pass, else what was sat last.
 */
export function tellResults(
  title: string,
  cause: Reported | undefined,
  facts: readonly Happened[],
  before: Unfolded,
  after: Unfolded,
  nothing: string | undefined,
): Omit<Told, "to">[] {
  const holds = ({ all }: Unfolded, exam: string) => {
    return standing(all.filter((each) => each.exam === exam && each.resultId !== undefined));
  };
  const counts = cause !== undefined && !after.parked.has(cause.report);
  const told = counts && cause.type === "corrected" ? rootOf(cause.corrects, facts) : undefined;
  const own = counts && cause.type === "result" ? cause.resultId : told;
  const said = after.all.find(({ resultId }) => own !== undefined && resultId === own);
  const exams = new Set([...before.all, ...after.all].map(({ exam }) => exam));
  return [...exams].flatMap((exam) => {
    const [was, is] = [holds(before, exam), holds(after, exam)];
    const isSaid = said?.exam === exam && said.outcome === is;
    if (was === is && !isSaid) return [];
    const isCorrection = isSaid ? cause?.type === "corrected" : was !== undefined;
    const why = is === "pass" ? (nothing ?? "") : "";
    return [
      { tells: "result", about: [title, exam, is ?? "invalidated", isCorrection ? "corrected" : "reported", why] },
    ];
  });
}

export function reasonOfFall({ type }: Pick<Happened, "type">): string {
  return type === "corrected" ? "The result was corrected." : "The result does not count any more.";
}

/** R13: what stands now, under the valid number; nothing about an exam that is over. */
export function tellBooking(
  title: string,
  exam: string | undefined,
  facts: readonly Happened[],
  after: Unfolded,
): Omit<Told, "to">[] {
  return exam === undefined || after.isUsedUp(exam) ? [] : tellStanding(title, exam, facts, after);
}

/** A booking that begins or stops to count is told, whatever caused it, once. */
export function tellTurned(
  title: string,
  own: readonly Omit<Told, "to">[],
  facts: readonly Happened[],
  before: Unfolded,
  after: Unfolded,
): Omit<Told, "to">[] {
  const booked = ({ bookings }: Unfolded, exam: string) =>
    [...bookings.values()].find((each) => each.exam === exam && each.state === "booked");
  const isTurned = (exam: string) => {
    const [was, is] = [booked(before, exam), booked(after, exam)];
    const isGone = was !== undefined && after.bookings.get(was.number)?.exam !== exam;
    const isNew = is !== undefined && (was?.number !== is.number || was.startsAt !== is.startsAt);
    return isGone || (isNew && !after.isUsedUp(exam));
  };
  const all = [...before.bookings.values(), ...after.bookings.values()];
  const exams = new Set(all.map(({ exam }) => exam).filter(isTurned));
  const isTold = (exam: string) =>
    own.some(({ tells, about }) => /^(booked|rescheduled|cancelled)$/.test(tells) && about[1] === exam);
  return [...exams].filter((exam) => !isTold(exam)).flatMap((exam) => tellStanding(title, exam, facts, after, before));
}

function tellStanding(
  title: string,
  exam: string,
  facts: readonly Happened[],
  { bookings, next }: Unfolded,
  before?: Unfolded,
): Omit<Told, "to">[] {
  const booking = [...bookings.values()].find((each) => each.exam === exam && each.state === "booked");
  const was = [...(before?.bookings.values() ?? [])].find((each) => each.exam === exam && each.state === "booked");
  const isGone = was !== undefined && bookings.get(was.number)?.exam !== exam;
  const last = [...bookings.values()].findLast((each) => each.exam === exam && !next.has(each.number));
  // It was sat, and nothing else is booked.
  if (booking === undefined && !isGone && last?.state === "completed") return [];
  if (booking === undefined) return [{ tells: "cancelled", about: [title, exam] }];
  const { number, startsAt } = booking;
  const wasMoved = facts.some((each) => each.type === "rescheduled" && each.number === number);
  return [{ tells: wasMoved ? "rescheduled" : "booked", about: [title, exam, number, instant(startsAt)] }];
}
