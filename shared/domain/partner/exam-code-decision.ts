import { accept, type Decision, refuse } from "../decision.ts";
import { type ExamCode, examCodeStatus, holderOf } from "../exam/exam-code.ts";
import type { Instant } from "../instant.ts";
import type { Membership } from "./membership.ts";

export type CancelledCode = {
  readonly cancelled: ExamCode;
  readonly replacement?: ExamCode | undefined;
  readonly membership?: Membership | undefined;
};

/** Staff cancel a code that is not booked or used (R25, R36). `replacedBy` has the same exam, end and member. */
export function cancelExamCode(
  code: ExamCode | undefined,
  membershipOf: (accountId: string) => Membership | undefined,
  replacedBy: string | undefined,
  now: Instant,
): Decision<CancelledCode> {
  if (code === undefined) return refuse("exam-code-not-found");
  const status = examCodeStatus(code, now);
  if (status !== "available" && status !== "assigned") return refuse(`exam-code-${status}`);
  const holder = holderOf(code);
  const membership = holder && listing(membershipOf(holder.accountId), code.code, replacedBy);
  const cancelled = { ...code, cancelled: { at: now, replacedBy } };
  if (replacedBy === undefined) return accept({ cancelled, membership });
  const { certification, exam, partnerId, programmeVersion, changeId, expiresAt, announced } = code;
  const same = { certification, exam, partnerId, programmeVersion, changeId, expiresAt, announced };
  const holdings = holder === undefined ? [] : [{ ...holder, since: now }];
  return accept({ cancelled, replacement: { ...same, code: replacedBy, issuedAt: now, holdings }, membership });
}

function listing(
  membership: Membership | undefined,
  code: string,
  replacedBy: string | undefined,
): Membership | undefined {
  const member = membership?.member;
  if (membership === undefined || member?.examCodes.includes(code) !== true) return undefined;
  const left = member.examCodes.filter((each) => each !== code);
  const examCodes = replacedBy === undefined ? left : [...left, replacedBy];
  return { ...membership, member: { ...member, examCodes } };
}
