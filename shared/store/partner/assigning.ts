import type { Account } from "../../domain/account.ts";
import type { Handed } from "../../domain/partner/assignment.ts";
import type { Assignable, Assignment } from "../../domain/partner/bulk-assignment.ts";
import { examCodeEntry } from "../../domain/partner/exam-code-entry.ts";
import type { Returning } from "../../domain/partner/leaving.ts";
import { type Change, put, unchanged } from "../core/change.ts";
import type { Ref } from "../core/entity.ts";
import type { Facts } from "../core/facts.ts";
import { enrolmentAt } from "../exam/enrolments.ts";
import { examCodes } from "../exam/exam-codes.ts";
import { ledgerAt } from "./ledger.ts";
import { memberships, stillActing } from "./memberships.ts";

const readAtOnce = 100;

/** Reads codes and members, then their codes and standings, until nothing is missing. */
export function missingForAssignments(facts: Facts, assignments: readonly Assignment[]): readonly Ref<unknown>[] {
  const wanted = assignments.flatMap(({ code, accountId }): Ref<unknown>[] => {
    const [ref, member] = [examCodes.at(code), memberships.at(accountId)];
    const held = facts.known(member)?.member?.examCodes ?? [];
    const certificationId = facts.known(ref)?.certification.certificationId;
    const enrolment = certificationId === undefined ? [] : [enrolmentAt(accountId, certificationId)];
    return [ref, member, ...enrolment, ...held.map(examCodes.at)];
  });
  return facts.missing(...wanted).slice(0, readAtOnce);
}

export function assignable(facts: Facts): Assignable {
  return {
    codeOf: (code) => facts.get(examCodes.at(code)),
    membershipOf: (accountId) => facts.get(memberships.at(accountId)),
    enrolmentOf: (accountId, certificationId) => facts.get(enrolmentAt(accountId, certificationId)),
  };
}

/** Each code with its ledger entry, each member once, and the checks of R8 and the manager's role. */
export function handing(
  handed: readonly Handed[],
  account: Account,
  { now, random }: Omit<Returning, "by">,
): readonly Change[] {
  const codes = handed.flatMap(({ code, membership: { accountId } }) => {
    const entry = examCodeEntry(code, "assigned", accountId, account.accountId, { now, random });
    return [{ ...put(examCodes.at(code.code), code), data: { accountId } }, put(ledgerAt(entry), entry)];
  });
  const members = [...Map.groupBy(handed, ({ membership }) => membership.accountId)].flatMap(([accountId, rows]) => {
    const [last, given] = [rows.at(-1), rows.map(({ code }) => code.code)];
    return last === undefined ? [] : [{ ...put(memberships.at(accountId), last.membership), data: { codes: given } }];
  });
  const resting = handed.map(({ code, membership }) =>
    enrolmentAt(membership.accountId, code.certification.certificationId),
  );
  const distinct = new Map(resting.map((ref) => [ref.id, ref]));
  const isOwn = handed.some(({ membership }) => membership.accountId === account.accountId);
  const guards = [...[...distinct.values()].map(unchanged), ...(isOwn ? [] : stillActing(account))];
  return [...codes, ...members, ...guards];
}
