import { correctCandidate } from "../../shared/contract/certificate/corrections.ts";
import { registrationView } from "../../shared/contract/exam/registrations.ts";
import * as rules from "../../shared/domain/certificate/correction.ts";
import { candidateCorrected } from "../../shared/domain/certificate/name-notice.ts";
import { accept } from "../../shared/domain/decision.ts";
import { ownRegistration } from "../../shared/domain/exam/registration.ts";
import { Problem } from "../../shared/http/problem.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { certificateFollows, leadingToName } from "../../shared/settling/rename-holder.ts";
import { put } from "../../shared/store/core/change.ts";
import { registrations } from "../../shared/store/exam/registrations.ts";

export const handler = serve(
  step(correctCandidate, {
    reads: ({ params }) => ({ registration: registrations.at(params.registrationId) }),
    follow: (facts, refs, { account }) => {
      const own = ownRegistration(facts.get(refs.registration), account);
      return leadingToName(facts, own.accepted ? own.value.certificateId : undefined);
    },
    decide: (facts, refs, { account, body: { reason, ...changes }, now }) => {
      if (account.staff && reason === undefined) {
        throw new Problem("invalid-request", [{ pointer: "/reason", detail: "is missing: staff say why" }]);
      }
      const decision = rules.correctCandidate(facts.get(refs.registration), changes, account);
      if (!decision.accepted) return decision;

      const { before, after } = decision.value;
      const body = registrationView(after, now);
      const corrected = rules.differing(before.candidate, after.candidate);
      if (corrected === undefined && after.nameSettled === before.nameSettled) return accept({ body });
      return accept({
        body,
        changes: [put(refs.registration, after), ...certificateFollows(facts, after, rules.statesName(changes))],
        event: {
          type: "registration.corrected",
          data: { ...(corrected ?? { from: {}, to: {} }), reason },
          notifications: corrected === undefined ? [] : candidateCorrected(before.candidate, after, reason),
        },
      });
    },
  }),
);
