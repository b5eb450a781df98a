import * as z from "zod";
import { bindingAnswer } from "../certificate/bindings.ts";
import { certificateAnswer } from "../certificate/certificates.ts";
import { candidateLink } from "../exam/candidate-links.ts";
import { examCodeAnswer } from "../exam/exam-codes.ts";
import { registration } from "../exam/registrations.ts";
import { resultAnswer } from "../exam/results.ts";
import { example } from "../examples.ts";
import { accountId } from "../fields.ts";
import { operation } from "../operation.ts";
import { memberAnswer } from "../partner/members.ts";
import { codeAnswer } from "../purchase/authorization-codes.ts";
import { order } from "../purchase/orders.ts";

const account = z
  .object({
    accountId: z.string(),
    organizationId: z.string().optional(),
    member: memberAnswer.optional(),
    orders: z.array(order),
    authorizationCodes: z.array(codeAnswer),
    registrations: z.array(registration),
    examCodes: z.array(examCodeAnswer),
    results: z.array(resultAnswer),
    bindings: z.array(bindingAnswer),
    candidateLinks: z.array(candidateLink),
    certificates: z.array(certificateAnswer),
  })
  .meta({
    id: "AccountRecord",
    description: "Each list newest first",
    examples: [
      {
        accountId: "ana-466654521",
        orders: [],
        authorizationCodes: [],
        registrations: [],
        examCodes: [],
        results: [],
        bindings: [],
        candidateLinks: [
          {
            provider: example.examCodeProvider,
            candidateId: "CAND-1",
            accountId: "ana-466654521",
            linkedAt: "2026-12-03T08:00:00.000Z",
            bindingId: "bnd_0f1e2d3c4b5a69788796",
          },
        ],
        certificates: [],
      },
    ],
  });

export const getAccount = operation({
  id: "getAccount",
  method: "GET",
  path: "/v1/accounts/{accountId}",
  auth: "staff",
  tag: "Staff",
  summary: "Get a person's whole record",
  description:
    "For support: everything in the account's lists. The newest things may be missing for a moment. Of a very long record, the newest part is shown.",
  params: z.strictObject({ accountId }),
  answers: { 200: { description: "The record", schema: account } },
  refusals: ["account-not-found"],
});
