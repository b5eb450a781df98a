import { grantSitting } from "../../shared/contract/exam/registration-decisions.ts";
import { registrationView } from "../../shared/contract/exam/registrations.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/exam/registration-decision.ts";
import { sittingGranted } from "../../shared/domain/history/staff-notice.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { type AccountCall, step } from "../../shared/http/step.ts";
import {
  decideRegistration,
  missingToDecide,
  type RegistrationDecision,
} from "../../shared/settling/decide-registration.ts";
import { releaseWaiting } from "../../shared/settling/retry-report.ts";
import { registrations } from "../../shared/store/exam/registrations.ts";

function asked(call: AccountCall<typeof grantSitting>): RegistrationDecision {
  const { account, body, now, random } = call;
  const rule: RegistrationDecision["rule"] = (found, enrolment) => rules.grantSitting(found, body.exam, enrolment, now);
  return { by: account.accountId, now, random, rule };
}

export const handler = serve(
  step(grantSitting, {
    reads: ({ params }) => ({ registration: registrations.at(params.registrationId) }),
    follow: (facts, refs, call) => missingToDecide(facts, refs.registration, asked(call)),
    shown: asRead("registration", registrationView),
    decide: (facts, refs, call) => {
      const decision = decideRegistration(facts, refs.registration, asked(call));
      if (!decision.accepted) return decision;

      const { registration, changes, notifications } = decision.value;
      const { exam, reason } = call.body;
      return accept({
        body: registrationView(registration, call.now),
        changes,
        event: {
          type: "registration.sitting-granted",
          data: { exam, reason },
          notifications: [...sittingGranted(registration, exam), ...notifications],
        },
        afterwards: (after) => releaseWaiting(after, changes, call),
      });
    },
  }),
);
