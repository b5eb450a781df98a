import { type Decision, refuse } from "../decision.ts";
import type { Enrolment } from "../exam/enrolment.ts";
import type { ExamCode } from "../exam/exam-code.ts";
import type { Instant } from "../instant.ts";
import { decideRows } from "../rows.ts";
import { assignExamCode, type Handed } from "./assignment.ts";
import type { Membership } from "./membership.ts";
import type { Partner } from "./partner.ts";
import { inForce } from "./partnership.ts";

/**
 * A transaction holds 100 items: 6 for each code (code, member, their events, ledger entry, check of R8), 1 for the
 * check of the manager, 1 for the recorded answer.
 */
export const maximumAssignments = 16;

export type Assignment = { readonly code: string; readonly accountId: string };

export type Assignable = {
  codeOf(code: string): ExamCode | undefined;
  membershipOf(accountId: string): Membership | undefined;
  enrolmentOf(accountId: string, certificationId: string): Enrolment | undefined;
};

/**
 * Gives several codes, all or none (R25). Each row is decided on the facts that those before it leave. Two codes for
 * one exam and one member are taken for a mistake.
 */
export function assignExamCodes(
  partner: Partner,
  assignments: readonly Assignment[],
  known: Assignable,
  now: Instant,
): Decision<readonly Handed[]> {
  const open = inForce(partner);
  if (!open.accepted) return open;
  const pointer = (at: number) => `/assignments/${at}`;
  return decideRows<Assignment, Handed>(assignments, pointer, ({ code, accountId }, handed) => {
    const codeOf = (each: string) => handed.find((row) => row.code.code === each)?.code ?? known.codeOf(each);
    const given = codeOf(code);
    if (given?.partnerId !== partner.partnerId) return refuse("exam-code-not-found");
    const earlier = handed.filter((row) => row.membership.accountId === accountId);
    if (earlier.some((row) => paysForSame(row.code, given) && row.code.code !== code)) return refuse("same-exam-twice");

    const membership = earlier.at(-1)?.membership ?? known.membershipOf(accountId);
    const codes = (membership?.member?.examCodes ?? []).flatMap((each) => codeOf(each) ?? []);
    const enrolment = known.enrolmentOf(accountId, given.certification.certificationId);
    return assignExamCode(given, { membership, codes, enrolment }, now);
  });
}

function paysForSame(one: ExamCode, other: ExamCode): boolean {
  return one.exam === other.exam && one.certification.certificationId === other.certification.certificationId;
}
