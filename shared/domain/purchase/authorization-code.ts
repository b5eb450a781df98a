import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { nextAnnouncement, withoutReminders } from "../ending.ts";
import { type Instant, plusMonths } from "../instant.ts";
import { type Certification, certificationStatus } from "../programme/certification.ts";
import { type Edition, levelRule, type Programme } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";

/** What a code may be redeemed for (R2). */
export type Coverage =
  | { readonly edition: "general-purpose"; readonly levels: readonly string[] }
  | { readonly edition: "single-subject"; readonly certificationId: string };

export type Gift = {
  readonly recipientEmail: string;
  readonly message?: string | undefined;
  readonly givenAt: Instant;
};

export type IssuedCode = {
  readonly code: string;
  readonly coverage: Coverage;
  /** The rules that it was sold under. */
  readonly programmeVersion: number;
  readonly purchasedAt: Instant;
  readonly expiresAt: Instant;
  readonly source: { readonly kind: "order" | "batch"; readonly id: string };
  /** Nobody, for one that staff granted in bulk: whoever holds it may redeem it (R4). */
  readonly ownerId?: string | undefined;
  readonly ownerEmail?: string | undefined;
  readonly gift?: Gift | undefined;
  /** How much of its ending was announced. */
  readonly announced?: number | undefined;
  readonly state: "issued";
};

export type RedeemedCode = Omit<IssuedCode, "state"> & {
  readonly state: "redeemed";
  readonly redeemedAt: Instant;
  readonly redeemedBy: string;
  readonly registrationId: string;
};

export type CancelledCode = Omit<IssuedCode, "state"> & {
  readonly state: "cancelled";
  readonly cancelledAt: Instant;
};

/** Redeems one certification, once (R2–R5). */
export type AuthorizationCode = IssuedCode | RedeemedCode | CancelledCode;

export type AuthorizationCodeStatus = "issued" | "redeemed" | "expired" | "cancelled";

/** A code's status follows from its facts and the time, whether or not a job has run (R5). */
export function authorizationCodeStatus(code: AuthorizationCode, now: Instant): AuthorizationCodeStatus {
  return code.state === "issued" && now >= code.expiresAt ? "expired" : code.state;
}

/** A new code, good from its purchase for the programme's months; it keeps the rules of `under` (R1, section 2). */
export function issueCode(
  code: string,
  coverage: Coverage,
  origin: Pick<IssuedCode, "source" | "ownerId" | "ownerEmail">,
  under: Programme,
  now: Instant,
): IssuedCode {
  return {
    code,
    coverage,
    programmeVersion: under.version,
    purchasedAt: now,
    expiresAt: plusMonths(now, under.authorizationCodeMonths),
    ...origin,
    state: "issued",
  };
}

/** What the schedule announces next of a code's ending; nobody is reminded of one without an owner (R30). */
export function codeEnding(code: AuthorizationCode): ReturnType<typeof nextAnnouncement> {
  if (code.state !== "issued") return undefined;
  const isAnyones = code.ownerId === undefined && code.gift === undefined;
  return nextAnnouncement(code.expiresAt, Math.max(code.announced ?? 0, isAnyones ? withoutReminders : 0));
}

/** Whether an edition may be issued for a level at all: never a general-purpose code for ACE (R2). */
export function editionAllowed(edition: Edition, level: string, under: Programme): boolean {
  return levelRule(under, level).editions.includes(edition);
}

/**
 * Spends a code for a certification. R2–R5: once; by its owner, a gift's recipient or the holder of a granted one;
 * before its end instant, whether or not the expiry job has marked it; for what it covers.
 */
export function redeem(
  code: AuthorizationCode | undefined,
  by: Account,
  subject: Certification | undefined,
  registrationId: string,
  now: Instant,
): Decision<{ spent: RedeemedCode; subject: Certification }> {
  if (subject === undefined || !subject.published) return refuse("certification-not-found");
  if (code === undefined || !mayRedeem(code, by)) return refuse("authorization-code-not-found");
  const open = stillIssued(code, now);
  if (!open.accepted) return open;
  if (certificationStatus(subject, now) === "end-of-life") return refuse("certification-retired");
  if (!covers(open.value, subject)) return refuse("authorization-code-does-not-cover-certification");

  const spent: RedeemedCode = {
    ...open.value,
    state: "redeemed",
    redeemedAt: now,
    redeemedBy: by.accountId,
    registrationId,
  };
  return accept({ spent, subject });
}

/** Gives an unredeemed code away: from then on the account with the recipient's verified address redeems it (R3, R4). */
export function give(
  code: AuthorizationCode | undefined,
  by: Account,
  gift: Omit<Gift, "givenAt">,
  now: Instant,
): Decision<IssuedCode> {
  if (code === undefined || code.ownerId !== by.accountId) return refuse("authorization-code-not-found");
  const open = stillIssued(code, now);
  if (!open.accepted) return open;
  if (code.gift !== undefined) return refuse("authorization-code-already-given");
  return accept({ ...open.value, gift: { ...gift, givenAt: now } });
}

/** The giver, or staff, take a gift back that was not redeemed: it is the giver's again, to keep or to give (R3, R36). */
export function takeBackGift(
  code: AuthorizationCode | undefined,
  by: Account,
  now: Instant,
): Decision<{ code: IssuedCode; gift: Gift }> {
  if (code === undefined || (code.ownerId !== by.accountId && !by.staff)) return refuse("authorization-code-not-found");
  const open = stillIssued(code, now);
  if (!open.accepted) return open;
  const { gift, ...own } = open.value;
  return gift === undefined ? refuse("authorization-code-not-given") : accept({ code: own, gift });
}

/** Staff withdraw a code that has not been redeemed (R3). */
export function cancelCode(code: AuthorizationCode | undefined, now: Instant): Decision<CancelledCode> {
  if (code === undefined) return refuse("authorization-code-not-found");
  const open = stillIssued(code, now);
  if (!open.accepted) return open;
  return accept({ ...open.value, state: "cancelled", cancelledAt: now });
}

/** The code, for its owner, its recipient, who redeemed it, staff, and whoever holds a granted one; for others it does not exist. */
export function visibleCode(code: AuthorizationCode | undefined, account: Account): Decision<AuthorizationCode> {
  return code !== undefined && maySee(code, account) ? accept(code) : refuse("authorization-code-not-found");
}

function maySee(code: AuthorizationCode, account: Account): boolean {
  if (account.staff || code.ownerId === account.accountId || isRecipient(code.gift, account)) return true;
  if (code.state === "redeemed") return code.redeemedBy === account.accountId;
  return code.ownerId === undefined;
}

function mayRedeem(code: AuthorizationCode, by: Account): boolean {
  if (code.gift !== undefined) return isRecipient(code.gift, by);
  return code.ownerId === undefined || code.ownerId === by.accountId;
}

function isRecipient(gift: Gift | undefined, account: Account): boolean {
  return gift !== undefined && account.emailVerified && account.email === gift.recipientEmail;
}

function stillIssued(code: AuthorizationCode, now: Instant): Decision<IssuedCode> {
  if (code.state === "cancelled") return refuse("authorization-code-cancelled");
  if (code.state === "redeemed") return refuse("authorization-code-already-redeemed");
  if (now >= code.expiresAt) return refuse("authorization-code-expired");
  return accept(code);
}

/**
 * A single-subject code fits its subject until that ends; a general-purpose one any published certification of its
 * levels, and one whose sale has ended since the code was bought.
 */
function covers(code: IssuedCode, subject: Certification): boolean {
  const { coverage, purchasedAt, programmeVersion } = code;
  if (!editionAllowed(coverage.edition, subject.level, programmeOf(programmeVersion))) return false;
  if (coverage.edition === "single-subject") return coverage.certificationId === subject.certificationId;
  const soldSince = subject.endOfSaleAt === undefined || purchasedAt < subject.endOfSaleAt;
  return soldSince && coverage.levels.includes(subject.level);
}
