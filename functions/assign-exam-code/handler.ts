import { assignExamCode } from "../../shared/contract/exam/exam-code-operations.ts";
import { examCodeView } from "../../shared/contract/exam/exam-codes.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/partner/assignment.ts";
import { examCodeEntry } from "../../shared/domain/partner/exam-code-entry.ts";
import { codeAssigned } from "../../shared/domain/partner/exam-code-notice.ts";
import { inForce } from "../../shared/domain/partner/partnership.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put, unchanged } from "../../shared/store/core/change.ts";
import { enrolmentAt } from "../../shared/store/exam/enrolments.ts";
import { examCodes } from "../../shared/store/exam/exam-codes.ts";
import { ledgerAt } from "../../shared/store/partner/ledger.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(assignExamCode, {
    reads: ({ params, body, account }) => ({
      code: examCodes.at(params.code),
      own: memberships.at(account.accountId),
      member: memberships.at(body.accountId),
    }),
    follow: (facts, refs, { body }) => {
      const code = facts.get(refs.code);
      if (code === undefined) return [];
      const held = facts.get(refs.member)?.member?.examCodes ?? [];
      const enrolment = enrolmentAt(body.accountId, code.certification.certificationId);
      return facts.missing(partnerAt(code.partnerId), enrolment, ...held.map(examCodes.at));
    },
    decide: (facts, refs, { account, body, now, random }) => {
      const managed = rules.managedExamCode(facts.get(refs.code), account, facts.get(refs.own));
      if (!managed.accepted) return managed;
      const partner = facts.get(partnerAt(managed.value.partnerId));
      const open = partner && inForce(partner);
      if (open?.accepted === false) return open;
      const enrolment = enrolmentAt(body.accountId, managed.value.certification.certificationId);
      const membership = facts.get(refs.member);
      const codes = (membership?.member?.examCodes ?? []).flatMap((each) => facts.get(examCodes.at(each)) ?? []);
      const recipient = { membership, codes, enrolment: facts.get(enrolment) };
      const decision = rules.assignExamCode(managed.value, recipient, now);
      if (!decision.accepted) return decision;

      const { code } = decision.value;
      const { accountId } = body;
      const entry = examCodeEntry(code, "assigned", accountId, account.accountId, { now, random });
      return accept({
        body: examCodeView(code, now),
        changes: [
          put(refs.code, code),
          { ...put(refs.member, decision.value.membership), data: { code: code.code } },
          put(ledgerAt(entry), entry),
          unchanged(enrolment),
          ...(account.staff || accountId === account.accountId ? [] : [unchanged(refs.own)]),
        ],
        event: { type: "exam-code.assigned", data: { accountId }, notifications: codeAssigned(code) },
      });
    },
  }),
);
