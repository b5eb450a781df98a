import { cancelExamCode, examCodeView } from "../../shared/contract/exam-codes.ts";
import { drawCode } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import { holderOf } from "../../shared/domain/exam-code.ts";
import * as rules from "../../shared/domain/exam-code-decision.ts";
import { cancelledEntry, replacedEntry } from "../../shared/domain/exam-code-entry.ts";
import { codeAssigned } from "../../shared/domain/exam-code-notice.ts";
import { examCodeCancelled } from "../../shared/domain/staff-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/change.ts";
import { examCodes } from "../../shared/store/exam-codes.ts";
import { memberships } from "../../shared/store/memberships.ts";
import { ledgerAt, partnerAt } from "../../shared/store/partners.ts";

export const handler = serve(
  step(cancelExamCode, {
    reads: ({ params }) => ({ code: examCodes.at(params.code) }),
    follow: (facts, refs) => {
      const code = facts.get(refs.code);
      if (code === undefined) return [];
      const holder = holderOf(code);
      return facts.missing(
        partnerAt(code.partnerId),
        ...(holder === undefined ? [] : [memberships.at(holder.accountId)]),
      );
    },
    decide: (facts, refs, { body: { reason, replace }, account, now, random }) => {
      const membershipOf = (accountId: string) => facts.get(memberships.at(accountId));
      const replacedBy = replace ? drawCode("EXC", random) : undefined;
      const decision = rules.cancelExamCode(facts.get(refs.code), membershipOf, replacedBy, now);
      if (!decision.accepted) return decision;

      const { cancelled, replacement, membership } = decision.value;
      const when = { now, random };
      const entries = [
        cancelledEntry(cancelled, account.accountId, when),
        ...(replacement === undefined ? [] : [replacedEntry(cancelled, replacement, account.accountId, when)]),
      ];
      const partner = facts.get(partnerAt(cancelled.partnerId)) ?? { name: cancelled.partnerId };
      const data = { code: cancelled.code, replacedBy };
      return accept({
        body: {
          cancelled: examCodeView(cancelled, now),
          replacement: replacement && examCodeView(replacement, now),
        },
        changes: [
          put(refs.code, cancelled),
          ...(replacement === undefined
            ? []
            : [{ ...put(examCodes.at(replacement.code), replacement), data: { replaces: cancelled.code } }]),
          ...(membership === undefined ? [] : [{ ...put(memberships.at(membership.accountId), membership), data }]),
          ...entries.map((entry) => put(ledgerAt(entry), entry)),
        ],
        event: {
          type: "exam-code.cancelled",
          data: { reason, replacedBy },
          notifications: [
            ...examCodeCancelled(cancelled, partner, reason),
            ...(replacement === undefined ? [] : codeAssigned(replacement)),
          ],
        },
      });
    },
  }),
);
