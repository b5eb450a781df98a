import { receiveReport } from "../../shared/contract/test-centers.ts";
import { named, sittingReport } from "../../shared/domain/center-report.ts";
import { drawCode } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import { programme } from "../../shared/domain/programme-versions.ts";
import { applyReport } from "../../shared/domain/report.ts";
import { serve } from "../../shared/http/serve.ts";
import { signedStep } from "../../shared/http/signed-step.ts";
import { happeningOf, keep, known, messageOf, park, wait } from "../../shared/http/webhook.ts";
import { certificateIdFor } from "../../shared/store/certificates.ts";
import { changesOf, conflict, lookUpFor, match } from "../../shared/store/matching.ts";

export const handler = serve(
  signedStep(
    receiveReport,
    ({ pathParameters }) => programme.providers.find((each) => each === pathParameters?.provider),
    {
      reads: (call) => ({ ...lookUpFor(call.sender, call.body), ...messageOf(call) }),
      follow: (facts, _, { sender, body }) => {
        const { missing } = match(facts, sender, body);
        return missing === undefined ? [] : [missing];
      },
      decide: (facts, refs, call) => {
        const duplicate = known(facts, refs, call);
        if (duplicate !== undefined) return duplicate;
        const { sender, body, now, random } = call;
        const { registration } = match(facts, sender, body);
        const report = registration && sittingReport(body, refs.report.id, registration);
        if (registration === undefined || report === undefined) return wait(refs, call, named(body));
        const taken = conflict(facts, sender, body, registration);
        if (taken !== undefined) return park(refs, call, taken);

        const certificateNumber = drawCode("CRT", random);
        const certificate = { certificateNumber, certificateId: certificateIdFor(certificateNumber) };
        const decision = applyReport(registration, report, sender, certificate);
        if ("parked" in decision) return park(refs, call, decision.parked);

        return accept({
          body: { status: "applied" },
          changes: [
            ...changesOf(facts, decision.applied, body, sender, now),
            ...keep(refs, call, { status: "applied" }),
          ],
          event: happeningOf(body),
        });
      },
    },
  ),
);
