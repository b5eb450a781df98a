import { accept, type Decision, type Refusal, refuse } from "../domain/decision.ts";
import { eligibility } from "../domain/exam/eligibility.ts";
import { type Entitlement, onlyExamOf } from "../domain/exam/entitlement.ts";
import { useOf } from "../domain/exam/exam-code.ts";
import { bearerOf } from "../domain/exam/exam-code-bearer.ts";
import { endedWith } from "../domain/exam/exam-code-end.ts";
import type { Instant } from "../domain/instant.ts";
import { fullNameOf } from "../domain/name.ts";
import { examsOf, type TitledExam } from "../domain/programme/exam-series.ts";
import { levelRule, providerIn } from "../domain/programme/programme.ts";
import { programmeOf } from "../domain/programme/programme-versions.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { enrolmentAt } from "../store/exam/enrolments.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { registrationIdFor, registrations } from "../store/exam/registrations.ts";
import { memberships } from "../store/partner/memberships.ts";
import { partnerAt } from "../store/partner/partners.ts";
import { otherPasses } from "./other-passes.ts";
import { Needs } from "./settlement.ts";

export type TypedCode =
  | { readonly eligibilityCode: string }
  | { readonly examCode: string }
  | { readonly registrationId: string };

export type Asked = { readonly code: TypedCode; readonly exam?: string | undefined; readonly provider: string };

export function codeRef(code: TypedCode): Ref<unknown> {
  if ("examCode" in code) return examCodes.at(code.examCode);
  return registrations.at("registrationId" in code ? code.registrationId : registrationIdFor(code.eligibilityCode));
}

/** The account's standing for R8, and its other passes (R10). */
export function missingToAnswer(facts: Facts, asked: Asked, now: Instant): readonly Ref<unknown>[] {
  const needs = new Needs(facts);
  answer(needs, asked, now);
  return needs.missing;
}

/** The answer to a centre, the same for every kind of code (R12). */
export function answerTo(facts: Facts, asked: Asked, now: Instant) {
  return answer(new Needs(facts), asked, now);
}

function answer(needs: Needs, { code, exam: asked, provider }: Asked, now: Instant): Decision<{ body: object }> {
  const entitlement = found(needs, code);
  if (entitlement === undefined) return refuse(notFound(code));
  const exam = examAsked(entitlement, asked);
  if (exam === undefined && asked === undefined) return refuse("exam-not-named");

  const accountId = accountOf(entitlement);
  const { certification, expiresAt } = entitlement.of;
  const enrolment =
    accountId === undefined ? undefined : needs.get(enrolmentAt(accountId, certification.certificationId));
  const isUnlocked = accountId === undefined || isOpen(needs, entitlement, exam?.exam, accountId);
  const decided = eligibility(entitlement, exam?.exam ?? asked ?? "", provider, { enrolment, isUnlocked }, now);
  const { booked, ...result } = decided;
  return accept({
    body: {
      ...result,
      exam: exam?.exam ?? asked,
      seriesCode: exam?.seriesCode,
      title: exam?.title,
      certificationId: certification.certificationId,
      delivery: providerIn(programmeOf(entitlement.of.programmeVersion), provider)?.delivery ?? [],
      candidate: candidateOf(entitlement),
      bookBefore: expiresAt,
      ...(entitlement.kind === "registration" && { accommodations: entitlement.of.accommodations }),
      ...(booked && { booked: { confirmationNumber: booked.confirmationNumber, startsAt: booked.startsAt } }),
    },
  });
}

type Ours = Exclude<Entitlement, { kind: "self-paid" }>;

function found(needs: Needs, code: TypedCode): Ours | undefined {
  if ("examCode" in code) {
    const of = needs.get(examCodes.at(code.examCode));
    const partner = of && needs.get(partnerAt(of.partnerId));
    return of && { kind: "exam-code", of: partner === undefined ? of : endedWith(of, partner) };
  }
  const isById = "registrationId" in code;
  const of = needs.get(registrations.at(isById ? code.registrationId : registrationIdFor(code.eligibilityCode)));
  // A registration with an eligibility code is not found by its id.
  const isNamed = isById ? of?.eligibilityCode === undefined : of?.eligibilityCode === code.eligibilityCode;
  return of === undefined || !isNamed ? undefined : { kind: "registration", of };
}

function notFound(code: TypedCode): Refusal {
  if ("examCode" in code) return "exam-code-not-found";
  return "registrationId" in code ? "registration-not-found" : "eligibility-code-not-found";
}

/** Without a name: the only exam. */
function examAsked(entitlement: Ours, asked: string | undefined): TitledExam | undefined {
  const exams = examsOf(entitlement.of.certification);
  const only = onlyExamOf(entitlement);
  if (asked === undefined) return exams.find(({ exam }) => exam === only);
  return exams.find(({ exam, seriesCode }) => exam === asked || seriesCode === asked.toUpperCase());
}

function accountOf({ kind, of }: Ours): string | undefined {
  return kind === "registration" ? of.accountId : bearerOf(of)?.accountId;
}

function candidateOf({ kind, of }: Ours) {
  if (kind === "registration") {
    const { givenName, familyName, email, country } = of.candidate;
    return { givenName, familyName, fullName: fullNameOf(of.candidate), email, country };
  }
  const bearer = bearerOf(of);
  return bearer && { fullName: bearer.fullName, email: bearer.email };
}

/** Whether the earlier exam is passed: bound, registered, or with another code of the member (R10). */
function isOpen(needs: Needs, { kind, of }: Ours, exam: string | undefined, accountId: string): boolean {
  const { certification, programmeVersion } = of;
  const rules = levelRule(programmeOf(programmeVersion), certification.level).exams;
  const after = rules.find((each) => each.exam === exam)?.after;
  if (after === undefined || kind === "registration") return true;
  const passes = otherPasses(needs, needs.get(enrolmentAt(accountId, certification.certificationId)), "");
  const bound = [...passes.registered, ...passes.sittings].some((each) => each.exam === after);
  if (bound) return true;
  const own = needs.get(memberships.at(accountId))?.member?.examCodes ?? [];
  return needs.all(own.map((each) => examCodes.at(each))).some((each) => {
    const isSame = each.exam === after && each.certification.certificationId === certification.certificationId;
    return isSame && useOf(each)?.outcome === "pass" && bearerOf(each)?.accountId === accountId;
  });
}
