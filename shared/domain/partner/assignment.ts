import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { remindersPast } from "../ending.ts";
import { type Enrolment, mayTakeExam } from "../exam/enrolment.ts";
import { type ExamCode, examCodeStatus, holderOf, organizationOf, returned } from "../exam/exam-code.ts";
import { bearerOf } from "../exam/exam-code-bearer.ts";
import type { Instant } from "../instant.ts";
import { programmeOf, remindersOf } from "../programme/programme-versions.ts";
import { hasRole, type Membership, memberIn } from "./membership.ts";

/** The most unused codes that one member may have. */
export const maximumUnused = 20;

/** The used and expired codes that stay in a member's list. The oldest go first. */
const remembered = 40;

export type Handed = { readonly code: ExamCode; readonly membership: Membership };

/** `codes` are those in the member's list, in its order. */
export type Recipient = {
  readonly membership: Membership | undefined;
  readonly codes: readonly ExamCode[];
  readonly enrolment: Enrolment | undefined;
};

/** For its holder, managers and staff. For others the code does not exist (R25). */
export function visibleExamCode(
  code: ExamCode | undefined,
  by: Account,
  own: Membership | undefined,
): Decision<ExamCode> {
  const visible =
    code !== undefined &&
    (by.staff || hasRole(own, organizationOf(code), "manager") || bearerOf(code)?.accountId === by.accountId);
  return visible ? accept(code) : refuse("exam-code-not-found");
}

/** For managers and staff, who may assign it. A plain member is told so. For others it does not exist. */
export function managedExamCode(
  code: ExamCode | undefined,
  by: Account,
  own: Membership | undefined,
): Decision<ExamCode> {
  if (code === undefined) return refuse("exam-code-not-found");
  if (by.staff || hasRole(own, organizationOf(code), "manager")) return accept(code);
  return refuse(memberIn(own, organizationOf(code)) === undefined ? "exam-code-not-found" : "managers-only");
}

/** For managers, staff and the last holder, who may return it. */
export function returnableExamCode(
  code: ExamCode | undefined,
  by: Account,
  own: Membership | undefined,
): Decision<ExamCode> {
  const wasLast = code?.holdings.at(-1)?.accountId === by.accountId;
  if (code !== undefined && wasLast && memberIn(own, organizationOf(code)) !== undefined) return accept(code);
  return managedExamCode(code, by, own);
}

/** Gives a code to a member (R25). Refused by R8, and beyond 20 unused codes. Past reminders are skipped. */
export function assignExamCode(
  code: ExamCode,
  { membership, codes, enrolment }: Recipient,
  now: Instant,
): Decision<Handed> {
  const member = memberIn(membership, organizationOf(code));
  if (membership === undefined || member === undefined) return refuse("member-not-found");
  const allowed = mayTakeExam(enrolment, programmeOf(code.programmeVersion), now);
  if (!allowed.accepted) return allowed;
  const open = stillUnused(code, now);
  if (!open.accepted) return open;
  if (holderOf(code) !== undefined) return refuse("exam-code-already-assigned");
  const over = codes.filter((each) => !isUnused(each, now)).map((each) => each.code);
  if (member.examCodes.length - over.length >= maximumUnused) return refuse("too-many-exam-codes");

  const { accountId } = membership;
  const { fullName, email } = member;
  const forgotten = new Set(over.slice(0, Math.max(0, over.length - remembered)));
  const examCodes = [...member.examCodes.filter((each) => !forgotten.has(each)), code.code];
  const reminderDays = remindersOf(code);
  const announced = Math.max(code.announced ?? 0, remindersPast(code.expiresAt, now, reminderDays));
  return accept({
    code: { ...code, holdings: [...code.holdings, { accountId, fullName, email, since: now }], announced },
    membership: { ...membership, member: { ...member, examCodes } },
  });
}

/** The code becomes available again (R25). */
export function returnExamCode(
  code: ExamCode,
  membershipOf: (accountId: string) => Membership | undefined,
  now: Instant,
): Decision<{ readonly code: ExamCode; readonly membership?: Membership | undefined; readonly accountId: string }> {
  const open = stillUnused(code, now);
  if (!open.accepted) return open;
  const holder = holderOf(code);
  if (holder === undefined) return refuse("exam-code-not-assigned");

  const { accountId } = holder;
  return accept({ code: returned(code, now), membership: without(membershipOf(accountId), code.code), accountId });
}

function isUnused(code: ExamCode, now: Instant): boolean {
  const status = examCodeStatus(code, now);
  return status === "assigned" || status === "booked";
}

/** A booked, used or expired code stays where it is (R25). */
function stillUnused(code: ExamCode, now: Instant): Decision<true> {
  const status = examCodeStatus(code, now);
  const isOpen = status === "available" || status === "assigned";
  return isOpen ? accept(true) : refuse(`exam-code-${status}`);
}

function without(membership: Membership | undefined, code: string): Membership | undefined {
  const member = membership?.member;
  if (membership === undefined || member?.examCodes.includes(code) !== true) return undefined;
  return { ...membership, member: { ...member, examCodes: member.examCodes.filter((each) => each !== code) } };
}
