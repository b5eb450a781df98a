import { type Fact, unfold } from "./sittings.ts";
import type { Told } from "./tellings.ts";

type Recorded = { readonly events: readonly string[] };

/** Staff act for any partner. */
export const staffAccount = "staff";

/** What the model knows of partners: their people, their coupons, and the sittings that these paid for. */
export type PartnerState = {
  readonly partners: Partner[];
  readonly invitations: Invitation[];
  /** By partner and account: see `applicationOf`. */
  readonly applications: Map<string, Application>;
  /** Where each account belongs: to one organization, or it is not here (R21). */
  readonly members: Map<string, Member>;
  readonly memberEvents: Map<string, readonly string[]>;
  readonly examCodes: ExamCode[];
  /** By the pair of identifiers: see `pairOf`. */
  readonly sittings: Map<string, PaidSitting>;
  /** By account and pair. */
  readonly bindings: Map<string, Binding>;
  /** Which sitting a result at the second centre, or its correction, belongs to. */
  readonly paidResults: Map<string, string>;
  /** The e-mails of all this, in the order of what they tell. */
  readonly told: Told[];
  /** In which order what one result releases is settled: several are right. */
  way: Way;
  /** Counts what is drawn or freed, for what goes by age. */
  sequence: number;
};

/** After how many waiting corrections the bindings are settled, and whether those with exchanged identifiers go first. */
export type Way = { readonly bindingsAfter: number; readonly exchangedFirst: boolean };

export const ways: readonly Way[] = [0, 1, 2].flatMap((bindingsAfter) =>
  [false, true].map((exchangedFirst) => ({ bindingsAfter, exchangedFirst })),
);

export type Partner = Recorded & {
  readonly name: string;
  readonly main: string;
  /** Whether staff noted the main account's address. */
  readonly isWritable: boolean;
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
  readonly isUsed: boolean;
  /** Whose the sitting was that used it, if the code was anybody's. */
  readonly usedBy?: string | undefined;
  /** The sitting that used it: the pair that names it. */
  readonly usedFor?: string;
};

/** One sitting of one person at the second centre, with its result. */
export type PaidSitting = {
  readonly certification: string;
  readonly level: string;
  readonly exam: string;
  readonly partner: number;
  /** Whose alone it is to bind, if its code was given to someone (R27). */
  readonly reservedFor?: string | undefined;
  /** Its result and the corrections of that. */
  readonly facts: readonly Fact[];
  readonly account?: string;
  /** Its place among the passes that have not earned a certificate yet. */
  readonly freeSince?: number | undefined;
  readonly certificate?: number | undefined;
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
};

export function emptyPartnerState(): PartnerState {
  return {
    ...{ partners: [], invitations: [], applications: new Map(), members: new Map(), memberEvents: new Map() },
    ...{ examCodes: [], sittings: new Map(), bindings: new Map(), paidResults: new Map(), told: [] },
    way: { bindingsAfter: 0, exchangedFirst: false },
    sequence: 0,
  };
}

export function applicationOf(partner: number, account: string): string {
  return `${partner}#${account}`;
}

/** People type the two identifiers in either case. */
export function pairOf(candidate: string, registration: string): string {
  return `${candidate.toUpperCase()} ${registration.toUpperCase()}`;
}

export function bindingOf(account: string, candidate: string, registration: string): string {
  return `${account} ${pairOf(candidate, registration)}`;
}

export function invitationStatus({ isRevoked, expiresAt }: Invitation, now: number): string {
  if (isRevoked) return "revoked";
  return now >= expiresAt ? "expired" : "active";
}

/** Who has the code, or had it when it was used or ended. */
export function holdingOf({ holdings }: ExamCode): Holding | undefined {
  const last = holdings.at(-1);
  return last?.until === undefined ? last : undefined;
}

/** Who has the code; of one that is used, who used it. */
export function bearerOf(code: ExamCode): string | undefined {
  return code.isUsed ? code.usedBy : holdingOf(code)?.account;
}

export function examCodeStatus(code: ExamCode, now: number): "available" | "assigned" | "used" | "expired" {
  if (code.isUsed) return "used";
  if (now >= code.expiresAt) return "expired";
  return holdingOf(code) === undefined ? "available" : "assigned";
}

/** R16: what the result and its corrections amount to. */
export function outcomeOf({ facts, exam }: PaidSitting): string | undefined {
  return unfold(facts).sittings.get(exam)?.outcome;
}

/** R26: without a result a binding fails at the very end of its 3 days. */
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
