import { checkEligibility } from "../../shared/contract/exam/eligibility.ts";
import { providerIn } from "../../shared/domain/programme/programme.ts";
import { programme } from "../../shared/domain/programme/programme-versions.ts";
import { serve } from "../../shared/http/serve.ts";
import { signedStep } from "../../shared/http/signed-step.ts";
import { answerTo, codeRef, missingToAnswer } from "../../shared/settling/look-up.ts";

export const handler = serve(
  signedStep(checkEligibility, ({ pathParameters }) => providerIn(programme, pathParameters?.provider)?.provider, {
    reads: ({ params }) => ({ code: codeRef(params.code) }),
    follow: (facts, _, { params, query, sender, now }) =>
      missingToAnswer(facts, { code: params.code, exam: query.exam, provider: sender }, now),
    decide: (facts, _, { params, query, sender, now }) =>
      answerTo(facts, { code: params.code, exam: query.exam, provider: sender }, now),
  }),
);
