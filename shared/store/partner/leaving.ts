import type { Account } from "../../domain/account.ts";
import { type ExamCode, examCodeStatus } from "../../domain/exam/exam-code.ts";
import { endedWith } from "../../domain/exam/exam-code-end.ts";
import type { Left } from "../../domain/partner/leaving.ts";
import { type Returning, returnUnused } from "../../domain/partner/leaving.ts";
import { ended } from "../../domain/partner/organization-notice.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import { type Change, put, unchanged } from "../core/change.ts";
import type { Ref } from "../core/entity.ts";
import type { Facts } from "../core/facts.ts";
import { examCodes } from "../exam/exam-codes.ts";
import { ledgerAt } from "./ledger.ts";
import { memberships } from "./memberships.ts";

export function unreadCodes(facts: Facts, codes: readonly string[]): Ref<unknown>[] {
  return facts.missing(...codes.map((code) => examCodes.at(code)));
}

/** Returns unused codes (R25) that did not end with their partnership, each with event and ledger entry. `unreadCodes` must be known. */
export function bringBack(
  facts: Facts,
  codes: readonly string[],
  accountId: string,
  partner: Partner,
  returning: Returning,
): { readonly codes: readonly ExamCode[]; readonly changes: readonly Change[] } {
  const known = codes.flatMap((code) => facts.get(examCodes.at(code)) ?? []);
  const found = known.map((code) => endedWith(code, partner));
  const returned = returnUnused(found, accountId, returning);
  // A code may have become unused since it was read.
  const mayComeBack = found.filter(
    (each) =>
      /^(available|assigned|booked)$/.test(examCodeStatus(each, returning.now)) &&
      !returned.codes.some(({ code }) => code === each.code),
  );
  const changes = [
    ...mayComeBack.map(({ code }) => unchanged(examCodes.at(code))),
    ...returned.codes.map((code) => ({ ...put(examCodes.at(code.code), code), data: { returnedFrom: accountId } })),
    ...returned.entries.map((entry) => put(ledgerAt(entry), entry)),
  ];
  return { codes: returned.codes, changes };
}

/** The membership and its unused codes in one commit, with the e-mails (R21, R25). */
export function leaving(
  facts: Facts,
  partner: Partner,
  { member, membership }: Left,
  how: "removed" | "quit",
  { account, now, random }: Omit<Returning, "by"> & { readonly account: Account },
) {
  const { accountId } = membership;
  const { organizationId } = partner;
  const back = bringBack(facts, member.examCodes, accountId, partner, { by: account.accountId, now, random });
  const returnedExamCodes = back.codes.map(({ code }) => code);
  return {
    returnedExamCodes,
    changes: [put(memberships.at(accountId), membership), ...back.changes],
    event: {
      type: `membership.${how}`,
      data: { organizationId, role: member.role, returnedExamCodes },
      notifications: ended(partner, member, how, returnedExamCodes.length, account),
    },
  } as const;
}
