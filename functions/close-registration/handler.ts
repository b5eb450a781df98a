import { closeRegistration } from "../../shared/contract/exam/registration-decisions.ts";
import { registrationView } from "../../shared/contract/exam/registrations.ts";
import { drawId } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/exam/registration-decision.ts";
import { registrationClosed } from "../../shared/domain/history/staff-notice.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { type AccountCall, step } from "../../shared/http/step.ts";
import {
  decideRegistration,
  missingToDecide,
  type RegistrationDecision,
} from "../../shared/settling/decide-registration.ts";
import { registrations } from "../../shared/store/exam/registrations.ts";

function asked({ account, now, random }: AccountCall<typeof closeRegistration>): RegistrationDecision {
  const draw = () => drawId("dec", random);
  return { by: account.accountId, now, random, rule: (found) => rules.closeRegistration(found, draw, now) };
}

export const handler = serve(
  step(closeRegistration, {
    reads: ({ params }) => ({ registration: registrations.at(params.registrationId) }),
    follow: (facts, refs, call) => missingToDecide(facts, refs.registration, asked(call)),
    shown: asRead("registration", registrationView),
    decide: (facts, refs, call) => {
      const decision = decideRegistration(facts, refs.registration, asked(call));
      if (!decision.accepted) return decision;

      const { registration, changes, notifications } = decision.value;
      const { reason } = call.body;
      return accept({
        body: registrationView(registration, call.now),
        changes,
        event: {
          type: "registration.closed",
          data: { reason },
          notifications: [...notifications, ...registrationClosed(registration, reason)],
        },
      });
    },
  }),
);
