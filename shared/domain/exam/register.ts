import type { Account } from "../account.ts";
import { accept, type Decision } from "../decision.ts";
import { type Instant, plusMonths } from "../instant.ts";
import type { Certification } from "../programme/certification.ts";
import { summaryOf } from "../programme/exam-series.ts";
import { levelRule } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { AuthorizationCode, RedeemedCode } from "../purchase/authorization-code.ts";
import { redeem } from "../purchase/redeem.ts";
import { type Enrolment, mayRegister } from "./enrolment.ts";
import type { Candidate, Registration } from "./registration.ts";

export type NewIdentifiers = { readonly registrationId: string; readonly eligibilityCode: string };

/** Spends an authorization code, and gives an eligibility code if the level has one (R7). R8 may refuse. */
export function register(
  facts: {
    readonly code: AuthorizationCode | undefined;
    readonly certification: Certification | undefined;
    readonly enrolment: Enrolment | undefined;
  },
  candidate: Candidate,
  by: Account,
  { registrationId, eligibilityCode }: NewIdentifiers,
  now: Instant,
): Decision<{ spent: RedeemedCode; registration: Registration }> {
  const redeemed = redeem(facts.code, by, facts.certification, registrationId, now);
  if (!redeemed.accepted) return redeemed;
  const { spent, subject } = redeemed.value;
  const under = programmeOf(spent.programmeVersion);
  const free = mayRegister(facts.enrolment, under, now);
  if (!free.accepted) return free;

  const passed = facts.enrolment?.bound ?? [];
  const registration: Registration = {
    registrationId,
    accountId: by.accountId,
    certification: summaryOf(subject),
    candidate,
    authorizationCode: spent.code,
    programmeVersion: under.version,
    openedAt: now,
    expiresAt: plusMonths(now, under.registrationMonths),
    eligibilityCode: levelRule(under, subject.level).eligibilityCode ? eligibilityCode : undefined,
    reports: [],
    ...(passed.length > 0 && { passedElsewhere: passed }),
  };
  return accept({ spent, registration });
}
