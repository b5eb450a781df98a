import { returnExamCode } from "../../shared/contract/exam/exam-code-operations.ts";
import { examCodeView } from "../../shared/contract/exam/exam-codes.ts";
import { accept } from "../../shared/domain/decision.ts";
import { holderOf } from "../../shared/domain/exam/exam-code.ts";
import { endedWith } from "../../shared/domain/exam/exam-code-end.ts";
import * as rules from "../../shared/domain/partner/assignment.ts";
import { examCodeEntry } from "../../shared/domain/partner/exam-code-entry.ts";
import { codeTakenBack } from "../../shared/domain/partner/exam-code-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put, unchanged } from "../../shared/store/core/change.ts";
import { examCodes } from "../../shared/store/exam/exam-codes.ts";
import { ledgerAt } from "../../shared/store/partner/ledger.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(returnExamCode, {
    reads: ({ params, account }) => ({ code: examCodes.at(params.code), own: memberships.at(account.accountId) }),
    follow: (facts, refs) => {
      const code = facts.get(refs.code);
      if (code === undefined) return [];
      const holder = holderOf(code);
      return facts.missing(partnerAt(code.partnerId), ...(holder ? [memberships.at(holder.accountId)] : []));
    },
    decide: (facts, refs, { account, now, random }) => {
      const returnable = rules.returnableExamCode(facts.get(refs.code), account, facts.get(refs.own));
      if (!returnable.accepted) return returnable;
      const membershipOf = (accountId: string) => facts.get(memberships.at(accountId));
      const partner = facts.get(partnerAt(returnable.value.partnerId));
      const decision = rules.returnExamCode(endedWith(returnable.value, partner), membershipOf, now);
      if (!decision.accepted) return decision;

      const { code, membership, accountId } = decision.value;
      const entry = examCodeEntry(code, "returned", accountId, account.accountId, { now, random });
      const data = { code: code.code };
      const isOwn = accountId === account.accountId;
      return accept({
        body: examCodeView(code, now),
        changes: [
          put(refs.code, code),
          ...(membership === undefined ? [] : [{ ...put(memberships.at(accountId), membership), data }]),
          put(ledgerAt(entry), entry),
          ...(account.staff || isOwn ? [] : [unchanged(refs.own)]),
        ],
        event: {
          type: "exam-code.returned",
          data: { accountId },
          notifications: codeTakenBack(returnable.value, account),
        },
      });
    },
  }),
);
