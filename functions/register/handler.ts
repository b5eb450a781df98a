import { register } from "../../shared/contract/exam/registration-operations.ts";
import { registrationView } from "../../shared/contract/exam/registrations.ts";
import { standingOf } from "../../shared/domain/certificate/registration-outcome.ts";
import { drawCode } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/exam/register.ts";
import { registered } from "../../shared/domain/history/candidate-notice.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { olderEnded, olderRegistrations } from "../../shared/settling/older-registrations.ts";
import { put } from "../../shared/store/core/change.ts";
import { enrolmentAt, enrolmentOf } from "../../shared/store/exam/enrolments.ts";
import { registrationIdFor, registrations } from "../../shared/store/exam/registrations.ts";
import { certifications } from "../../shared/store/programme/certifications.ts";
import { authorizationCodes } from "../../shared/store/purchase/authorization-codes.ts";

export const handler = serve(
  step(register, {
    reads: ({ body, account }) => ({
      code: authorizationCodes.at(body.authorizationCode),
      certification: certifications.at(body.certificationId),
      enrolment: enrolmentAt(account.accountId, body.certificationId),
    }),
    follow: (facts, refs, { now }) => olderRegistrations(facts, refs.enrolment, now),
    decide: (facts, refs, { account, body, now, random }) => {
      const known = {
        code: facts.get(refs.code),
        certification: facts.get(refs.certification),
        enrolment: facts.get(refs.enrolment),
      };
      const eligibilityCode = drawCode("ACTC", random);
      const registrationId = registrationIdFor(eligibilityCode);
      const decision = rules.register(known, body.candidate, account, { registrationId, eligibilityCode }, now);
      if (!decision.accepted) return decision;

      const { spent, registration } = decision.value;
      const { certificationId } = body;
      return accept({
        status: 201,
        headers: { location: `/v1/registrations/${registrationId}` },
        body: registrationView(registration, now),
        changes: [
          put(registrations.at(registrationId), registration),
          put(refs.code, spent),
          enrolmentOf(facts, registration, standingOf(registration)),
          ...olderEnded(facts, refs.enrolment, now),
        ],
        event: {
          type: "registration.opened",
          data: { certificationId },
          notifications: [registered(registration)],
        },
      });
    },
  }),
);
