import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { type Certification, certificationStatus } from "../programme/certification.ts";
import { type Edition, levelRule, type Programme } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import {
  type AuthorizationCode,
  type IssuedCode,
  isRecipient,
  type RedeemedCode,
  stillIssued,
} from "./authorization-code.ts";

/** Whether the level has this edition (R2). */
export function editionAllowed(edition: Edition, level: string, under: Programme): boolean {
  return levelRule(under, level).editions.includes(edition);
}

/** Spends a code: once, before its end, by who may redeem it, for what it covers (R2–R5). */
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

function mayRedeem(code: AuthorizationCode, by: Account): boolean {
  if (code.gift !== undefined) return isRecipient(code.gift, by);
  return code.ownerId === undefined || code.ownerId === by.accountId;
}

/**
 * A single-subject code fits until its subject's end of life. A general-purpose code fits the published certifications
 * of its levels, also one whose sale ended after the purchase.
 */
function covers(code: IssuedCode, subject: Certification): boolean {
  const { coverage, purchasedAt, programmeVersion } = code;
  if (!editionAllowed(coverage.edition, subject.level, programmeOf(programmeVersion))) return false;
  if (coverage.edition === "single-subject") return coverage.certificationId === subject.certificationId;
  const soldSince = subject.endOfSaleAt === undefined || purchasedAt < subject.endOfSaleAt;
  return soldSince && coverage.levels.includes(subject.level);
}
