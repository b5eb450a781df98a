import type { Account } from "../account.ts";
import { drawSortableId, type Random } from "../code.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { type ExamCode, examCodeStatus, holderOf, returned } from "../exam/exam-code.ts";
import type { Instant } from "../instant.ts";
import type { LedgerEntry } from "./ledger.ts";
import { type Member, type Membership, memberIn } from "./membership.ts";
import type { Partner } from "./partner.ts";

export type Returned = { readonly codes: readonly ExamCode[]; readonly entries: readonly LedgerEntry[] };

/** Randomness is an argument (R31). */
export type Returning = { readonly by: string; readonly now: Instant; readonly random: Random };

/** Returns the unused codes of a leaving member (R25). Used and expired ones stay. */
export function returnUnused(codes: readonly ExamCode[], accountId: string, { by, now, random }: Returning): Returned {
  const unused = codes.filter(
    (code) => examCodeStatus(code, now) === "assigned" && holderOf(code)?.accountId === accountId,
  );
  const byLevel = Map.groupBy(unused, ({ partnerId, certification: { level } }) => `${partnerId} ${level}`);
  const entries = [...byLevel.values()].flatMap((same): LedgerEntry[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { partnerId, certification } = first;
    const entry = { changeId: drawSortableId("bch", random, now), partnerId, at: now, by, accountId };
    const moved = { level: certification.level, quantity: same.length, codes: same.map(({ code }) => code) };
    return [{ ...entry, ...moved, kind: "returned" }];
  });
  return { codes: unused.map((code) => returned(code, now)), entries };
}

/** Enough, because late reports are late by days. */
const keptPast = 20;

export type Left = { readonly member: Member; readonly membership: Membership };

/** Managers remove plain members and themselves, the main account any manager (R21). `by` has passed `actingFor`. */
export function remove(
  membership: Membership | undefined,
  partner: Partner,
  by: Account,
  now: Instant,
): Decision<Left> {
  const member = memberIn(membership, partner.organizationId);
  if (membership === undefined || member === undefined) return refuse("member-not-found");
  const isOwn = membership.accountId === by.accountId;
  const mayManagers = by.staff || isOwn || by.accountId === partner.mainAccountId;
  if (member.role === "manager" && !mayManagers) return refuse("main-account-only");
  return leave(membership, member, now);
}

/** The main account may only leave after the partnership has ended (R21). */
export function quit(
  membership: Membership | undefined,
  { ended }: Pick<Partner, "ended">,
  now: Instant,
): Decision<Left> {
  const member = membership?.member;
  if (membership === undefined || member === undefined) return refuse("not-in-an-organization");
  return leave(membership, member, now, ended !== undefined);
}

function leave({ accountId, past = [] }: Membership, member: Member, now: Instant, isOver = false): Decision<Left> {
  if (member.role === "main" && !isOver) return refuse("main-account-cannot-leave");
  const { organizationId, since } = member;
  const ended = [...past, { organizationId, since, until: now }].slice(-keptPast);
  return accept({ member, membership: { accountId, past: ended } });
}
