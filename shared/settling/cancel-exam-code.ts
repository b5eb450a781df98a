import { accept, type Decision } from "../domain/decision.ts";
import { type ExamCode, holderOf } from "../domain/exam/exam-code.ts";
import { endedWith } from "../domain/exam/exam-code-end.ts";
import type { Notification } from "../domain/history/notification.ts";
import { examCodeCancelled } from "../domain/history/staff-notice.ts";
import { type CancelledCode, cancelExamCode as cancel } from "../domain/partner/exam-code-decision.ts";
import { cancelledEntry, replacedEntry } from "../domain/partner/exam-code-entry.ts";
import { codeAssigned } from "../domain/partner/exam-code-notice.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { ledgerAt } from "../store/partner/ledger.ts";
import { memberships } from "../store/partner/memberships.ts";
import { partnerAt } from "../store/partner/partners.ts";
import type { Settling } from "./settlement.ts";

type Cancelling = Settling & {
  readonly by: string;
  readonly reason: string;
  readonly replacedBy: string | undefined;
};

type Cancelled = CancelledCode & {
  readonly changes: readonly Change[];
  readonly notifications: readonly Notification[];
};

export function missingToCancel(facts: Facts, ref: Ref<ExamCode>): readonly Ref<unknown>[] {
  const code = facts.get(ref);
  const holder = code && holderOf(code);
  const about = code === undefined ? [] : [partnerAt(code.partnerId)];
  return facts.missing(...about, ...(holder === undefined ? [] : [memberships.at(holder.accountId)]));
}

/** Cancels or replaces an exam code, with the ledger's entries (R24, R36). */
export function cancelExamCode(
  facts: Facts,
  ref: Ref<ExamCode>,
  { by, reason, replacedBy, ...when }: Cancelling,
): Decision<Cancelled> {
  const membershipOf = (accountId: string) => facts.get(memberships.at(accountId));
  const code = facts.get(ref);
  const partner = code && facts.get(partnerAt(code.partnerId));
  const decision = cancel(code && endedWith(code, partner), membershipOf, replacedBy, when.now);
  if (!decision.accepted) return decision;

  const { cancelled, replacement, membership } = decision.value;
  const entries = [cancelledEntry(cancelled, by, when)];
  if (replacement !== undefined) entries.push(replacedEntry(cancelled, replacement, by, when));
  const exchange = { code: cancelled.code, replacedBy };
  return accept({
    ...decision.value,
    changes: [
      put(ref, cancelled),
      ...(replacement === undefined
        ? []
        : [{ ...put(examCodes.at(replacement.code), replacement), data: { replaces: cancelled.code } }]),
      ...(membership === undefined
        ? []
        : [{ ...put(memberships.at(membership.accountId), membership), data: exchange }]),
      ...entries.map((entry) => put(ledgerAt(entry), entry)),
    ],
    notifications: [
      ...examCodeCancelled(cancelled, partner ?? { name: cancelled.partnerId }, reason),
      ...(replacement === undefined ? [] : codeAssigned(replacement)),
    ],
  });
}
