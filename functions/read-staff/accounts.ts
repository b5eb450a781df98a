import { bindingView } from "../../shared/contract/certificate/bindings.ts";
import { certificateView } from "../../shared/contract/certificate/certificates.ts";
import { candidateLinkView } from "../../shared/contract/exam/candidate-links.ts";
import { examCodeView } from "../../shared/contract/exam/exam-codes.ts";
import { registrationView } from "../../shared/contract/exam/registrations.ts";
import { resultView } from "../../shared/contract/exam/results.ts";
import { getAccount } from "../../shared/contract/overview/accounts.ts";
import { memberView } from "../../shared/contract/partner/members.ts";
import { authorizationCodeView } from "../../shared/contract/purchase/authorization-codes.ts";
import { orderView } from "../../shared/contract/purchase/orders.ts";
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
