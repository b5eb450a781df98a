import type { Instant } from "../instant.ts";
import { levelRule, providerIn } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { type BindableSitting, selfPaidTerms } from "./bindable-sitting.ts";
import { type ExamCode, examCodeTerms } from "./exam-code.ts";
import type { ParkedReason } from "./parked-reason.ts";
import { type Registration, registrationTerms } from "./registration.ts";
import type { SittingReport, Terms } from "./sitting.ts";

/** A right to book and sit exams. The rules use its terms and reports, never its kind. */
export type Entitlement =
  | { readonly kind: "registration"; readonly of: Registration }
  | { readonly kind: "exam-code"; readonly of: ExamCode }
  | { readonly kind: "self-paid"; readonly of: BindableSitting };

export function termsOf({ kind, of }: Entitlement): Terms {
  if (kind === "registration") return registrationTerms(of);
  return kind === "exam-code" ? examCodeTerms(of) : { ...selfPaidTerms, accepted: of.accepted };
}

export function reportsOf({ of }: Entitlement): readonly SittingReport[] {
  return of.reports ?? [];
}

export function withReports(entitlement: Entitlement, reports: readonly SittingReport[]): Entitlement {
  switch (entitlement.kind) {
    case "registration":
      return { kind: "registration", of: { ...entitlement.of, reports } };
    case "exam-code":
      return { kind: "exam-code", of: { ...entitlement.of, reports } };
    case "self-paid":
      return { kind: "self-paid", of: { ...entitlement.of, reports } };
  }
}

export function withAccepted(entitlement: Entitlement, reportId: string): Entitlement {
  const accepted = [...(entitlement.of.accepted ?? []), reportId];
  switch (entitlement.kind) {
    case "registration":
      return { kind: "registration", of: { ...entitlement.of, accepted } };
    case "exam-code":
      return { kind: "exam-code", of: { ...entitlement.of, accepted } };
    case "self-paid":
      return { kind: "self-paid", of: { ...entitlement.of, accepted } };
  }
}

/** After staff end it, a report only counts if staff accept it (R36). */
export function isEndedByStaff({ kind, of }: Entitlement): boolean {
  if (kind === "registration") return of.closedAt !== undefined;
  return kind === "exam-code" && of.cancelled !== undefined;
}

export function issuedAt({ kind, of }: Entitlement): Instant | undefined {
  if (kind === "registration") return of.openedAt;
  return kind === "exam-code" ? of.issuedAt : undefined;
}

export function onlyExamOf({ kind, of }: Entitlement): string | undefined {
  if (kind !== "registration") return of.exam;
  const { exams } = levelRule(programmeOf(of.programmeVersion), of.certification.level);
  return exams.length === 1 ? exams[0]?.exam : undefined;
}

/** The reason for which the entitlement does not pay for an exam at a provider (R10, R18, R25, R28). */
export function reasonAgainstExam({ kind, of }: Entitlement, exam: string, provider: string): ParkedReason | undefined {
  const under = programmeOf(of.programmeVersion);
  const rule = levelRule(under, of.certification.level).exams.find((each) => each.exam === exam);
  if (kind !== "registration" && exam !== of.exam) return "exam-differs";
  if (rule === undefined) return "exam-not-in-registration";
  const isSelfPaid = kind === "self-paid" && providerIn(under, provider)?.selfPaid !== true;
  const held = kind === "registration" ? rule.providers : (rule.examCodeProviders ?? []);
  return held.includes(provider) && !isSelfPaid ? undefined : "provider-does-not-hold-exam";
}
