import type { Fact, Reported, Terms, Unfolded } from "./facts.ts";
import { moneyOf } from "./order-money.ts";
import { emptyPartnerState, type PartnerState } from "./partner-state.ts";
import type { MoneyFact } from "./sales-operations.ts";
import { unfold } from "./sittings.ts";

/** The levels of the default programme, as domain.md states them. */
export const examsOf: Readonly<Record<string, readonly string[]>> = {
  clouder: ["online"],
  acp: ["written"],
  ace: ["written", "lab"],
};

/** Everything that the model knows. Plain data, so that it can be copied to try an order of events. */
export type State = PartnerState & {
  readonly certifications: Map<string, string>;
  /** The certifications that are not sold any more: since when, and whether they are not redeemed any more either. */
  readonly withdrawals: Map<string, { readonly soldUntil: number; readonly isOver: boolean }>;
  readonly orders: Order[];
  readonly codes: Code[];
  readonly registrations: Registration[];
  readonly certificates: Certificate[];
  readonly reports: Map<string, Report>;
  /** The disputes that were reported, and the ends of those that were not yet. */
  readonly disputes: Map<string, { readonly isKnown: boolean; readonly closings: readonly MoneyFact[] }>;
  /** The order that each payment was told of first, or pays. */
  readonly payments: Map<string, number>;
  /** The batches that were cancelled whole, by their first code. */
  readonly cancelledBatches: Set<number>;
  /** The content of each message id, until it is forgotten. */
  readonly messages: Map<string, { readonly id: string; readonly until: number }>;
  readonly keys: Map<string, { readonly asked: string; readonly answer: Answer; readonly at: number }>;
  /** The registration of a confirmation number or result, by provider where known. */
  readonly numbers: Map<string, Of>;
  readonly results: Map<string, Of>;
};

/** The entitlement that something belongs to, by its place. */
export type Of =
  | { readonly registration: number }
  | { readonly examCode: number }
  /** A sitting that was paid at the centre. */
  | { readonly pair: string };

/** A line of an order: codes, or seats in a certification's offline training. */
export type Product = Coverage | { readonly training: string };

export type Line = { readonly product: Product; readonly quantity: number };

export type Coverage = { readonly subject: string } | { readonly levels: readonly string[] };

/** The service's answer: its status, and the status or problem in its body. */
export type Answer = { readonly status: number; readonly says?: string | undefined; readonly created?: number };

type Recorded = { readonly events: readonly string[] };

export type Order = Recorded & {
  readonly account: string;
  readonly lines: readonly Line[];
  readonly isCancelled?: true;
  /** All codes that it was given, and the unit that each stands for. */
  readonly codes: readonly number[];
  readonly units: readonly number[];
  readonly endsAt: number;
  /** The payment provider's reports, in the order of arrival. */
  readonly facts: readonly MoneyFact[];
  readonly returns: readonly Return[];
  /** Units that no code could be issued for any more. */
  readonly unissuable: readonly number[];
  /** Each training's last state, and the seats that the buyer had by then. */
  readonly trainings: Readonly<Record<string, Training>>;
};

export type Training = { readonly status: TrainingStatus; readonly seats: readonly number[] };

export type TrainingStatus = "to-arrange" | "arranged" | "done";

/** Staff take units back; `seen`: how many facts had been reported by then. */
export type Return = {
  readonly at: number;
  readonly units: readonly number[];
  readonly amount: number;
  readonly extra: number;
  readonly seen: number;
};

export type Code = Recorded & {
  readonly owner?: string | undefined;
  readonly gift?: string | undefined;
  /** The batch that granted it, by its first code. */
  readonly batch?: number;
  readonly coverage: Coverage;
  readonly boughtAt: number;
  readonly expiresAt: number;
  readonly state: "issued" | "redeemed" | "cancelled";
  readonly registration?: number;
};

export type Registration = Recorded & {
  readonly account: string;
  readonly certification: string;
  readonly level: string;
  readonly openedAt: number;
  readonly expiresAt: number;
  readonly facts: readonly Reported[];
  readonly certificate?: number;
  /** The reason why its pass earned nothing (R8). */
  readonly earnsNothing?: NothingEarned | undefined;
  /** A newer one was opened since: it is not open again, whatever is reported (R8). */
  readonly isSucceeded?: true;
  /** A newer registration was opened since: this pass earns nothing any more. */
  readonly isForgotten?: true | undefined;
  /** Staff closed it, granted one more sitting of these exams, and accepted these reports (R36). */
  readonly isClosed?: true;
  readonly granted?: readonly string[];
  readonly accepted?: readonly string[];
};

export type NothingEarned = "sat-while-certified" | "already-certified";

export type Certificate = Recorded & {
  readonly account: string;
  readonly certification: string;
  /** Earned by a registration, or by bound sittings at the second centre. */
  readonly registration?: number;
  readonly sittings?: readonly string[];
  /** The partner under which it counts, since it was claimed or bound by a member (R27, R28). */
  readonly organization?: number | undefined;
  readonly why?: "bound" | "claimed";
  readonly state: "claimable" | "claimed" | "revoked";
  readonly passedAt: number;
  readonly claimedAt?: number;
  readonly validUntil?: number;
  readonly revokedAt?: number | undefined;
  /** Reinstatements before its end. Each adds one count and one uncount (R36). */
  readonly recounts?: number;
  /** Its pass fell by a correction: it never counted (R8). */
  readonly hasFallen?: true | undefined;
};

/** A report's subject: the handle of a registration, or an unknown thing. */
export type Content = {
  readonly id: string;
  readonly provider: string;
  readonly registration?: number | undefined;
  /** Or an exam code; -1 for one that nobody was given. */
  readonly examCode?: number | undefined;
  /** Or nothing but the centre's own ids, for a sitting that was paid there (R28). */
  readonly isSelfPaid?: true;
  /** The exam's series code, beside its role or in place of it (R18). */
  readonly series?: { readonly code: string; readonly isAlone: boolean };
  readonly fact: Fact;
};

export type Report = Recorded & {
  readonly content: Content;
  readonly state: "applied" | "waiting" | "parked" | "closed";
  readonly waitsFor?: string | undefined;
  readonly until: number;
  readonly receivedAt?: number;
  readonly reason?: string | undefined;
};

/**
 * Of the certifications of two exams, this one is for exam codes alone, and the other for registrations: the model does
 * not add passes of several centres up (R10).
 */
export const forExamCodes = "ace-ops";
export const forRegistrations = "ace-cloud";

export const day = 86_400_000;

export function titleOf(certification: string): string {
  return `Title of ${certification}`;
}

export function emptyState(certifications: ReadonlyMap<string, string>): State {
  return {
    ...emptyPartnerState(),
    certifications: new Map(certifications),
    withdrawals: new Map(),
    orders: [],
    codes: [],
    registrations: [],
    certificates: [],
    disputes: new Map(),
    payments: new Map(),
    cancelledBatches: new Set(),
    reports: new Map(),
    messages: new Map(),
    keys: new Map(),
    numbers: new Map(),
    results: new Map(),
  };
}

/** A calendar year in UTC; 29 February becomes 28 February. */
export function yearsLater(at: number, years: number): number {
  const date = new Date(at);
  const month = date.getUTCMonth();
  date.setUTCFullYear(date.getUTCFullYear() + years);
  if (date.getUTCMonth() !== month) date.setUTCDate(0);
  return date.getTime();
}

/** R6: an unpaid order ends after 7 days; of a paid one, what became of its payment. */
export function orderStatus(order: Order, now: number): string {
  const { payer, own } = moneyOf(order, []);
  const open = now >= order.endsAt ? "expired" : "awaiting-payment";
  if (payer === undefined) return order.isCancelled ? "cancelled" : open;
  if (own.disputed > 0) return "disputed";
  if (own.refunded === 0) return "paid";
  return own.refunded === payer.amount ? "refunded" : "partly-refunded";
}

export function codeStatus(code: Code, now: number): string {
  return code.state === "issued" && now >= code.expiresAt ? "expired" : code.state;
}

export function certificateStatus({ state, validUntil = 0 }: Certificate, now: number): string {
  if (state !== "claimed") return state;
  return now < validUntil ? "valid" : "expired";
}

export function reportStatus({ state, until }: Report, now: number): string {
  return state === "waiting" && now >= until ? "parked" : state;
}

type Conditions = Pick<Registration, "level" | "expiresAt" | "granted" | "accepted">;

export function termsOf({ level, expiresAt: end, granted, accepted }: Conditions): Terms {
  return { end, needsBooking: level !== "clouder", isOnePersons: false, granted, accepted };
}

export function unfolded(registration: Pick<Registration, "facts"> & Conditions): Unfolded {
  return unfold(registration.facts, termsOf(registration));
}

/** R18: passed with all exams; failed when one cannot be passed any more. */
export function verdict(registration: Registration): "passed" | "failed" | "open" {
  const { level } = registration;
  const { sittings, isUsedUp } = unfolded(registration);
  const exams = examsOf[level] ?? [];
  const outcomeOf = (exam: string) => sittings.get(exam)?.outcome ?? "none";
  if (exams.every((exam) => outcomeOf(exam) === "pass")) return "passed";
  return exams.some((exam) => isUsedUp(exam) && !/^(pass|held)$/.test(outcomeOf(exam))) ? "failed" : "open";
}

/** R11: a booked sitting keeps the registration open until its result. */
export function registrationStatus(registration: Registration, now: number): string {
  const lasting = verdict(registration);
  if (lasting !== "passed" && registration.isClosed) return "closed";
  if (lasting !== "open" || now < registration.expiresAt) return lasting;
  return !registration.isSucceeded && isAwaited(unfolded(registration)) ? "open" : "expired";
}

/** R11, R16: the end waits for what is booked before it, and for a result that is held. */
function isAwaited({ bookings, sittings }: Unfolded): boolean {
  const isBooked = [...bookings.values()].some(({ state, isAfterEnd }) => state === "booked" && !isAfterEnd);
  return isBooked || [...sittings.values()].some(({ outcome }) => outcome === "held");
}

/** Each exam with its status (R10, R15, R16). */
export function examStatuses(registration: Registration, now: number): { exam: string; status: string }[] {
  const { sittings, bookings, isUsedUp } = unfolded(registration);
  return (examsOf[registration.level] ?? []).map((exam) => {
    const outcome = sittings.get(exam)?.outcome;
    const booked = [...bookings.values()].find((each) => each.exam === exam && each.state === "booked");
    const locked = exam === "lab" && sittings.get("written")?.outcome !== "pass";
    if (outcome === "pass") return { exam, status: "passed" };
    if (booked !== undefined) return { exam, status: now < booked.startsAt ? "booked" : "awaiting-result" };
    if (outcome === "held") return { exam, status: "result-held" };
    if (isUsedUp(exam)) return { exam, status: outcome === "no-show" ? "no-show" : "failed" };
    return { exam, status: locked ? "locked" : "to-book" };
  });
}
