import type { Instant } from "../instant.ts";
import type { CertificationSummary } from "../programme/exam-series.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { type AuthorizationCode, authorizationCodeStatus } from "../purchase/authorization-code.ts";
import { editionAllowed } from "../purchase/redeem.ts";
import { type MyExam, myExams } from "./my-exams.ts";
import { type NextAction, nextActions } from "./next-actions.ts";
import type { MyCertification, OwnThings } from "./own-things.ts";

export type MyRow = MyCertification & { readonly exams: readonly MyExam[]; readonly next: readonly NextAction[] };

/** One row for each certification of an account, with the next actions. */
export function myCertifications(own: OwnThings, now: Instant): MyRow[] {
  return subjectsOf(own).map((certification) => {
    const mine = partOf(own, certification, now);
    return { ...mine, exams: myExams(mine, now), next: nextActions(mine, now) };
  });
}

/** Codes that fit several certifications. */
export function codesToChooseFor({ codes }: OwnThings, now: Instant): AuthorizationCode[] {
  return codes.filter((code) => isIssued(code, now) && code.coverage.edition === "general-purpose");
}

function isIssued(code: AuthorizationCode, now: Instant): boolean {
  return authorizationCodeStatus(code, now) === "issued";
}

function subjectsOf(own: OwnThings): CertificationSummary[] {
  const named = [...own.registrations, ...own.certificates, ...own.examCodes, ...own.sittings];
  const stated = own.codes.flatMap(({ coverage }) =>
    coverage.edition === "single-subject"
      ? own.certifications.filter(({ certificationId }) => certificationId === coverage.certificationId)
      : [],
  );
  const summaries = [...named.map(({ certification }) => certification), ...stated];
  return [...new Map(summaries.toReversed().map((each) => [each.certificationId, each])).values()].toReversed();
}

function partOf(own: OwnThings, certification: CertificationSummary, now: Instant): MyCertification {
  const { certificationId, level } = certification;
  const isOfIt = (each: { readonly certification: { readonly certificationId: string } }) =>
    each.certification.certificationId === certificationId;
  const fits = ({ coverage, programmeVersion }: AuthorizationCode) =>
    coverage.edition === "single-subject"
      ? coverage.certificationId === certificationId
      : coverage.levels.includes(level) && editionAllowed(coverage.edition, level, programmeOf(programmeVersion));
  const isNamed = (each: { readonly certificationId: string }) => each.certificationId === certificationId;
  return {
    certification,
    entry: own.certifications.find(isNamed),
    codes: own.codes.filter((code) => isIssued(code, now) && fits(code)),
    registration: own.registrations.find(isOfIt),
    examCodes: own.examCodes.filter(isOfIt),
    sittings: own.sittings.filter(isOfIt),
    bindings: own.bindings.filter(isNamed),
    results: own.results.filter(isNamed),
    certificate: own.certificates.find(isOfIt),
    enrolment: own.enrolments.find(isNamed),
  };
}
