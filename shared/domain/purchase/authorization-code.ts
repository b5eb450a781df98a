import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { nextAnnouncement } from "../ending.ts";
import { type Instant, plusMonths } from "../instant.ts";
import type { Programme } from "../programme/programme.ts";
import { remindersOf } from "../programme/programme-versions.ts";

/** The certifications that a code can be redeemed for (R2). */
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
  readonly programmeVersion: number;
  readonly purchasedAt: Instant;
  readonly expiresAt: Instant;
  readonly source: { readonly kind: "order" | "batch"; readonly id: string };
  /** Absent for a granted code: its holder may redeem it (R4). */
  readonly ownerId?: string | undefined;
  readonly ownerEmail?: string | undefined;
  readonly gift?: Gift | undefined;
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

/** The status follows from the facts and `now`, never from a job (R5). */
export function authorizationCodeStatus(code: AuthorizationCode, now: Instant): AuthorizationCodeStatus {
  return code.state === "issued" && now >= code.expiresAt ? "expired" : code.state;
}

/** A new code for the programme's months. It keeps the rules of `under` (R1). */
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

/** The next announcement of its end. A code without an owner has nobody to remind (R30). */
export function codeEnding(code: AuthorizationCode): ReturnType<typeof nextAnnouncement> {
  if (code.state !== "issued") return undefined;
  const isAnyones = code.ownerId === undefined && code.gift === undefined;
  const reminderDays = remindersOf(code);
  const announced = Math.max(code.announced ?? 0, isAnyones ? reminderDays.length : 0);
  return nextAnnouncement(code.expiresAt, announced, reminderDays);
}

/** Staff cancel an unredeemed code (R3). */
export function cancelCode(code: AuthorizationCode | undefined, now: Instant): Decision<CancelledCode> {
  if (code === undefined) return refuse("authorization-code-not-found");
  const open = stillIssued(code, now);
  if (!open.accepted) return open;
  return accept({ ...open.value, state: "cancelled", cancelledAt: now });
}

/** For its owner, its recipient, its redeemer, staff, and the holder of a granted one. For others it does not exist. */
export function visibleCode(code: AuthorizationCode | undefined, account: Account): Decision<AuthorizationCode> {
  return code !== undefined && maySee(code, account) ? accept(code) : refuse("authorization-code-not-found");
}

function maySee(code: AuthorizationCode, account: Account): boolean {
  if (account.staff || code.ownerId === account.accountId || isRecipient(code.gift, account)) return true;
  if (code.state === "redeemed") return code.redeemedBy === account.accountId;
  return code.ownerId === undefined;
}

export function isRecipient(gift: Gift | undefined, account: Account): boolean {
  return gift !== undefined && account.emailVerified && account.email === gift.recipientEmail;
}

export function stillIssued(code: AuthorizationCode, now: Instant): Decision<IssuedCode> {
  if (code.state === "cancelled") return refuse("authorization-code-cancelled");
  if (code.state === "redeemed") return refuse("authorization-code-already-redeemed");
  if (now >= code.expiresAt) return refuse("authorization-code-expired");
  return accept(code);
}
