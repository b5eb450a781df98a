import type { Reported, Terms, Unfolded } from "./facts.ts";
import { unfold } from "./sittings.ts";
import type { BenefitRule } from "./staff-operations.ts";
import type { NothingEarned } from "./state.ts";
import type { Told } from "./tellings.ts";

type Recorded = { readonly events: readonly string[] };

/** Staff act for any partner. */
export const staffAccount = "staff";

/** The model's partners: people, coupons and paid sittings. */
export type PartnerState = {
  readonly partners: Partner[];
  readonly invitations: Invitation[];
  /** By partner and account: see `applicationOf`. */
  readonly applications: Map<string, Application>;
  /** Each account's organization. It has at most one (R21). */
  readonly members: Map<string, Member>;
  readonly memberEvents: Map<string, readonly string[]>;
  readonly examCodes: ExamCode[];
  /** By the pair of identifiers: see `pairOf`. */
  readonly sittings: Map<string, PaidSitting>;
  /** By account and pair. */
  readonly bindings: Map<string, Binding>;
  /** Each candidate id's account, and the binding that linked it (R27). */
  readonly links: Map<string, { readonly account: string; readonly binding: string }>;
  /** The e-mails of all this, in the order of what they tell. */
  readonly told: Told[];
  /** The order of settling after a result. Several are right. */
  way: Way;
  /** Sittings whose bindings are settled after all concurrent operations: see `Way`. */
  unsettled: string[];
  /** A counter of drawn and freed things, for rules by age. */
  sequence: number;
};

/**
 * The number of waiting corrections before the bindings are settled. Exchanged ids may go first. `isLast`: after all
 * concurrent operations, like a slow function.
 */
export type Way = { readonly bindingsAfter: number; readonly exchangedFirst: boolean; readonly isLast: boolean };

export const ways: readonly Way[] = [
  ...[0, 1, 2].flatMap((bindingsAfter) =>
    [false, true].map((exchangedFirst) => ({ bindingsAfter, exchangedFirst, isLast: false })),
  ),
  ...[false, true].map((exchangedFirst) => ({ bindingsAfter: 0, exchangedFirst, isLast: true })),
];

export type Partner = Recorded & {
  readonly name: string;
  readonly main: string;
  /** True if staff noted the main account's address. */
  readonly isWritable: boolean;
  /** Granted coupons by level. */
  readonly extra?: Readonly<Record<string, number>>;
  /** Its own benefit rules, by level. */
  readonly rules?: Readonly<Record<string, BenefitRule | undefined>>;
  readonly isSuspended?: boolean;
  /** The end of the partnership, for good (R36). */
  readonly endedAt?: number;
};

export type Invitation = Recorded & {
  readonly partner: number;
  readonly by: string;
  readonly expiresAt: number;
  readonly isRevoked: boolean;
  readonly uses: number;
};

export type Application = Recorded & {
  readonly partner: number;
  readonly account: string;
  readonly state: "pending" | "approved" | "rejected" | "withdrawn";
};

export type Role = "main" | "manager" | "member";

export type Member = { readonly partner: number; readonly role: Role; readonly isWritable: boolean };

export type Holding = {
  readonly account: string;
  readonly isWritable: boolean;
  readonly since: number;
  readonly until?: number;
};

export type ExamCode = Recorded & {
  readonly partner: number;
  readonly certification: string;
  readonly level: string;
  readonly exam: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly holdings: readonly Holding[];
  /** The reports about its exam. */
  readonly facts: readonly Reported[];
  /** Staff cancelled it (R36). */
  readonly isCancelled?: true;
  /** Its partnership ended before it did. */
  readonly hasEnded?: true | undefined;
  /** In place of a cancelled one: no further coupon. */
  readonly replaces?: number;
};

/** One sitting of one person at the second centre, with its result. */
export type PaidSitting = {
  readonly certification: string;
  readonly level: string;
  readonly exam: string;
  /** The exam code that paid for it, and its partner; none, if it was paid at the centre (R28). */
  readonly partner?: number | undefined;
  readonly code?: number | undefined;
  /** The only account that may bind it, if its code was assigned (R27). */
  readonly reservedFor?: string | undefined;
  /** The reports of one that was paid at the centre. */
  readonly facts?: readonly Reported[] | undefined;
  readonly account?: string;
  /** Its place among the passes that have not earned a certificate yet. */
  readonly freeSince?: number | undefined;
  readonly certificate?: number | undefined;
  /** The reason why its pass earned nothing, and the times of the judged exams (R8). */
  readonly earnsNothing?: NothingEarned | undefined;
  readonly idleSince?: readonly number[] | undefined;
  readonly isForgotten?: true | undefined;
};

export type Binding = Recorded & {
  readonly account: string;
  readonly certification: string;
  readonly candidate: string;
  readonly registration: string;
  readonly askedAt: number;
  readonly until: number;
  readonly place: number;
  readonly state: "pending" | "bound" | "failed";
  readonly reason?: string | undefined;
  readonly exam?: string | undefined;
  readonly organization?: number | undefined;
  readonly certificate?: number | undefined;
  readonly earnsNothing?: NothingEarned | undefined;
};

export function emptyPartnerState(): PartnerState {
  return {
    partners: [],
    invitations: [],
    applications: new Map(),
    members: new Map(),
    memberEvents: new Map(),
    examCodes: [],
    sittings: new Map(),
    bindings: new Map(),
    links: new Map(),
    told: [],
    way: { bindingsAfter: 0, exchangedFirst: false, isLast: false },
    unsettled: [],
    sequence: 0,
  };
}

export function applicationOf(partner: number, account: string): string {
  return `${partner}#${account}`;
}

/** Typed ids may be in any case. */
export function pairOf(candidate: string, registration: string): string {
  return `${candidate.toUpperCase()} ${registration.toUpperCase()}`;
}

export function bindingOf(account: string, candidate: string, registration: string): string {
  return `${account} ${pairOf(candidate, registration)}`;
}

/** The reason for which a partner can neither give nor take, if there is one. */
export function whyNotInForce({ isSuspended, endedAt }: Partial<Partner> = {}): string | undefined {
  if (endedAt !== undefined) return "partnership-ended";
  return isSuspended ? "partnership-suspended" : undefined;
}

export function invitationStatus({ isRevoked, expiresAt }: Invitation, now: number): string {
  if (isRevoked) return "revoked";
  return now >= expiresAt ? "expired" : "active";
}

/** The code's holder, now or at its use or end. */
export function holdingOf({ holdings }: ExamCode): Holding | undefined {
  const last = holdings.at(-1);
  return last?.until === undefined ? last : undefined;
}

export function codeTerms({ expiresAt: end }: Pick<ExamCode, "expiresAt">): Terms {
  return { end, needsBooking: false, isOnePersons: true };
}

export function unfoldedCode(code: ExamCode): Unfolded {
  return unfold(code.facts, codeTerms(code));
}

/** The booking that stands, or the sitting that used the code up. */
function heldBy(code: ExamCode) {
  const { sittings, bookings } = unfoldedCode(code);
  const booking = [...bookings.values()].find(({ state }) => state === "booked");
  return { sitting: sittings.get(code.exam), booking };
}

/** The code's holder. For a used or booked code, the person who used or booked it. */
export function bearerOf(code: ExamCode): string | undefined {
  const { sitting, booking } = heldBy(code);
  const at = sitting === undefined ? booking?.bookedAt : (sitting.bookedAt ?? sitting.at);
  return (at === undefined ? holdingOf(code) : payerOf(code, at))?.account;
}

/** R27: the holder at that time, or the current holder if there was none yet. */
export function payerOf({ holdings }: ExamCode, at: number): Holding | undefined {
  const last = holdings.at(-1);
  if (holdings.every(({ since }) => at < since)) return last?.until === undefined ? last : undefined;
  return holdings.findLast(({ since, until = Infinity }) => since <= at && at < until);
}

export type ExamCodeStatus = "available" | "assigned" | "booked" | "used" | "expired" | "cancelled";

export function examCodeStatus(code: ExamCode, now: number): ExamCodeStatus {
  const { sitting, booking } = heldBy(code);
  if (sitting !== undefined) return "used";
  const isOver = now >= code.expiresAt || code.hasEnded === true;
  if (booking !== undefined && (!booking.isAfterEnd || !isOver)) return "booked";
  if (code.isCancelled) return "cancelled";
  if (isOver) return "expired";
  return holdingOf(code) === undefined ? "available" : "assigned";
}

/** R28: a self-paid sitting never ends here. */
export const selfPaidTerms: Terms = { end: Number.POSITIVE_INFINITY, needsBooking: false, isOnePersons: false };

/** R16: the outcome of a sitting after all corrections. */
export function outcomeOf(state: PartnerState, pair: string): string | undefined {
  return satUnder(state, pair)?.outcome;
}

/** The sitting's time, by the centre. */
export function sittingTakenAt(state: PartnerState, pair: string): number {
  return satUnder(state, pair)?.at ?? 0;
}

function satUnder({ sittings, examCodes }: PartnerState, pair: string) {
  const { code: at, facts = [] } = sittings.get(pair) ?? {};
  const code = examCodes[at ?? -1];
  const { all } = code === undefined ? unfold(facts, selfPaidTerms) : unfoldedCode(code);
  return all.findLast((each) => each.pair === pair);
}

/** R26: without a result, a binding fails after 3 days. */
export function bindingStatus({ state, until }: Binding, now: number): "pending" | "bound" | "failed" {
  return state === "pending" && now >= until ? "failed" : state;
}

export function memberHappened(state: PartnerState, account: string, event: string): void {
  state.memberEvents.set(account, [...(state.memberEvents.get(account) ?? []), event]);
}

export function partnerHappened(state: PartnerState, at: number, event: string): void {
  const partner = state.partners[at];
  if (partner !== undefined) state.partners[at] = { ...partner, events: [...partner.events, event] };
}
