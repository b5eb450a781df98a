import { checkEligibility } from "../../shared/contract/test-centers.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { providerIn } from "../../shared/domain/programme.ts";
import { programme } from "../../shared/domain/programme-versions.ts";
import { eligibility } from "../../shared/domain/registration.ts";
import { serve } from "../../shared/http/serve.ts";
import { signedStep } from "../../shared/http/signed-step.ts";
import { registrationIdFor, registrations } from "../../shared/store/registrations.ts";

export const handler = serve(
  signedStep(checkEligibility, ({ pathParameters }) => providerIn(programme, pathParameters?.provider)?.provider, {
    reads: ({ params }) => ({ registration: registrations.at(registrationIdFor(params.eligibilityCode)) }),
    decide: (facts, refs, { params, query, sender, now }) => {
      const registration = facts.get(refs.registration);
      if (registration?.eligibilityCode !== params.eligibilityCode) return refuse("eligibility-code-not-found");
      const { givenName, familyName, email, country } = registration.candidate;
      return accept({
        body: {
          ...eligibility(registration, query.exam, sender, now),
          candidate: { givenName, familyName, email, country },
          exam: query.exam,
          bookBefore: registration.expiresAt,
        },
      });
    },
  }),
);
