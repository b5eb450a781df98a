import { getAccount } from "../../shared/contract/accounts.ts";
import { authorizationCodeView } from "../../shared/contract/authorization-codes.ts";
import { bindingView } from "../../shared/contract/bindings.ts";
import { candidateLinkView } from "../../shared/contract/candidate-links.ts";
import { certificateView } from "../../shared/contract/certificates.ts";
import { examCodeView } from "../../shared/contract/exam-codes.ts";
import { orderView } from "../../shared/contract/orders.ts";
import { memberView } from "../../shared/contract/organizations.ts";
import { registrationView } from "../../shared/contract/registrations.ts";
import { resultView } from "../../shared/contract/results.ts";
import { Problem } from "../../shared/http/problem.ts";
import { jsonReply, showing } from "../../shared/http/reply.ts";
import { accountEndpoint } from "../../shared/http/step.ts";
import { accountRecord } from "../../shared/settling/account-record.ts";

export const endpoints = [
  accountEndpoint(getAccount, async ({ params: { accountId }, now, cost }) => {
    const record = await accountRecord(accountId, cost);
    if (record === undefined) throw new Problem("account-not-found");

    const { membership } = record;
    const body = {
      accountId,
      organizationId: membership?.member?.organizationId,
      member: membership?.member && memberView(membership),
      orders: record.orders.map((each) => orderView(each, now)),
      authorizationCodes: record.authorizationCodes.map((each) => authorizationCodeView(each, now)),
      registrations: record.registrations.map((each) => registrationView(each, now)),
      examCodes: record.examCodes.map((each) => examCodeView(each, now)),
      results: record.results.map(resultView),
      bindings: record.bindings.map((each) => bindingView(each, now)),
      candidateLinks: record.candidateLinks.map(candidateLinkView),
      certificates: record.certificates.map((each) => certificateView(each, now)),
    };
    return showing(jsonReply(200, body), [accountId]);
  }),
];
