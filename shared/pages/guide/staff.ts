import { html } from "hono/html";
import { reinstateCertificate, revokeCertificate } from "../../contract/certificate/certificate-operations.ts";
import { correctBindingName, correctCandidate, correctName } from "../../contract/certificate/corrections.ts";
import { closeAppointment } from "../../contract/exam/appointment-operations.ts";
import { undoCandidateLink } from "../../contract/exam/candidate-links.ts";
import { closeRegistration, grantSitting } from "../../contract/exam/registration-decisions.ts";
import { acceptReport, closeReport, getReport, releaseReport } from "../../contract/exam/report-operations.ts";
import { endHold } from "../../contract/exam/result-operations.ts";
import { listRefusedAttempts } from "../../contract/history/attempts.ts";
import { closeMessage, releaseMessages, sendMessageAgain } from "../../contract/history/message-operations.ts";
import { getHistory } from "../../contract/overview/account.ts";
import { getAccount } from "../../contract/overview/accounts.ts";
import { search } from "../../contract/overview/search.ts";
import { listWork } from "../../contract/overview/work.ts";
import { grantCoupons, setBenefitRule } from "../../contract/partner/benefit-grants.ts";
import { createPartner } from "../../contract/partner/partners.ts";
import { endPartnership } from "../../contract/partner/partnerships.ts";
import { putCertification } from "../../contract/programme/catalogue-operations.ts";
import { getBatchCodes, orderBatch } from "../../contract/purchase/batch-operations.ts";
import { moveTraining, refundOrder, reviewOrder } from "../../contract/purchase/refunds.ts";
import type { WorkItem } from "../../domain/work-item.ts";
import { type Advice, adviceTable, calls, refusalTable } from "./calls.ts";
import type { Chapter } from "./chapter.ts";

const work: Readonly<Record<WorkItem["kind"], Advice>> = {
  "parked-report": [
    "A test centre's report does not count; `reason` names the rule.",
    "`acceptReport` lets it count in spite of the rule, `releaseReport` tries it again, `closeReport` ends it.",
  ],
  "unusable-payment": [
    "A message of the payment provider does not count; `reason` says why.",
    "Have the money paid back at the provider, then `closeReport`.",
  ],
  "overdue-result": [
    "Nobody has reported on an appointment.",
    "Ask the centre. `closeAppointment` ends the appointment, `grantSitting` gives one more sitting, `closeRegistration` ends the registration.",
  ],
  "held-result": ["The centre looks into a result.", "Wait for the centre, or `endHold`."],
  "name-difference": [
    "The centre checked another name than the registered one.",
    "`correctCandidate`, `correctName` or `correctBindingName` state the name that is right.",
  ],
  "parked-message": ["An e-mail could not be sent.", "`sendMessageAgain`, or `closeMessage` if the address is wrong."],
  "returned-message": [
    "An e-mail bounced, or its reader reported it as spam. After a permanent bounce or a complaint, e-mails to the address are parked with the reason `AddressBlocked`.",
    "`closeMessage` if the address is wrong. `sendMessageAgain` sends it again, and allows e-mails to the address again.",
  ],
  "training-to-arrange": ["Offline training was bought.", "`moveTraining` to `arranged`, later to `done`."],
  "refund-owed": [
    "Money is to be paid back.",
    "`refundOrder` asks for it. `reviewOrder` if the provider's statement shows it and no message comes.",
  ],
  "redeemed-refund": ["Money was paid back although its code was redeemed.", "Decide, then `reviewOrder`."],
  "disputed-order": ["The buyer disputes the payment.", "Answer the provider, then `reviewOrder`."],
};

const daily = calls([
  { of: listWork, text: "All that waits for you, oldest first. `link` shows it, `actions` are the paths that end it." },
  { of: getReport, text: "A report as it came, with what became of it." },
  { of: acceptReport, text: "For a report that is to count against the rule.", shows: "With the reason" },
  {
    of: releaseReport,
    text: "For a report that could not be matched and now may be. It takes no body: it only tries again, so it has no reason.",
  },
  { of: closeReport, text: "For a report that will never count.", shows: "With the reason" },
]);

const deciding = calls([
  { of: closeAppointment, text: "For an appointment on which nobody reports.", shows: "The sitting is given back" },
  { of: grantSitting, text: "One more sitting of an exam.", shows: "With the reason" },
  { of: closeRegistration, text: "Its appointments are closed with it.", shows: "With the reason" },
  { of: endHold, text: "For a result that the centre holds and does not release.", shows: "The sitting is given back" },
  { of: refundOrder, text: "Its codes are cancelled at once. The provider pays, and reports it.", shows: "Some codes" },
  {
    of: reviewOrder,
    text: "The order's money was looked at. It waits again when the money moves.",
    shows: "With the reason",
  },
  { of: moveTraining, text: "The buyer sees it, and is told by e-mail.", shows: "Arranged" },
  { of: sendMessageAgain, text: "A parked e-mail, or once more one that was sent.", shows: "With the reason" },
  { of: releaseMessages, text: "All e-mails that were parked for one reason.", shows: "After an outage" },
  { of: closeMessage, text: "An e-mail that cannot arrive.", shows: "With the reason" },
  { of: reinstateCertificate, text: "Takes a revocation back, until the old end.", shows: "With the reason" },
  {
    of: undoCandidateLink,
    text: "A candidate id that was tied to the wrong account is free again. The reason stands in the query.",
  },
]);

const helping = calls([
  { of: search, text: "By the end of a code, an e-mail address, a confirmation number, or the beginning of a name." },
  { of: getAccount, text: "All that an account has. That you looked is kept in its history." },
  { of: getHistory, text: "What happened to a thing: who, when, why." },
  {
    of: listRefusedAttempts,
    text: "Why a code did not work for somebody. Name exactly one of `code`, `accountId` and `source` in the query.",
  },
  { of: correctCandidate, text: "The registration's information.", shows: "By staff, to a single name" },
  {
    of: correctName,
    text: "The name on a certificate; it is issued again under the same number.",
    shows: "A family name",
  },
  { of: correctBindingName, text: "The name of a bound sitting that differs from the one that the centre checked." },
  { of: revokeCertificate, text: "A fraud also takes the coupon back that it gave.", shows: "With the reason" },
]);

const running = calls([
  {
    of: putCertification,
    text: "The catalogue. It replaces the whole certification: a field that you leave out is gone. An end of sale and an end of life are dates.",
    shows: "A certification on sale",
  },
  { of: orderBatch, text: "Codes in bulk.", shows: "Codes for a certification" },
  {
    of: getBatchCodes,
    text: "The codes of a batch as CSV. Right after the order there is only the header: read it again until the batch is complete. Codes that are issued can be used before.",
  },
  { of: createPartner, text: "Takes a company on.", shows: "A company" },
  { of: setBenefitRule, text: "What was agreed with one partner alone.", shows: "Two for each certificate" },
  { of: grantCoupons, text: "Coupons beside the rule.", shows: "Five more" },
  { of: endPartnership, text: "For good. Exam codes end that are neither booked nor used.", shows: "With a reason" },
]);

export const staffGuide: Chapter = {
  name: "staff",
  title: "Staff",
  about: "What waits for staff, how to help a person, and how the programme is run.",
  body: html`<h2>What you need</h2>
<ul>
<li>A token with the staff group, from your OpenID Connect provider: see <a href="/docs/authentication">authentication</a>. A local run has one at
<code>POST http://localhost:3000/__local/token</code>, with the body <code>{"sub": "staff", "groups": ["certrail-staff"]}</code>.</li>
<li>An <code>Idempotency-Key</code> with each <code>POST</code>: see <a href="/docs/idempotency">sending again</a>.</li>
<li>Send the <code>ETag</code> of what you read as <code>If-Match</code> with a decision: of two decisions at once, one is then refused
(<a href="/docs/idempotency#condition">412</a>).</li>
</ul>
<h2>What waits for you</h2>
${daily}
${adviceTable("Kind", work)}
<h2>Decide</h2>
<p>Each decision has a <code>reason</code>, which is kept in the history of the thing.</p>
${deciding}
<p>A decision stands, whatever reports come after it. No decision extends a validity, spends a code twice, or stands beside another pass.</p>
<h2>Help a person</h2>
${helping}
<h2>Run the programme</h2>
${running}
<h2>What goes wrong</h2>
${refusalTable([
  ...(["forbidden", "precondition-failed", "report-not-parked", "report-not-acceptable"] as const),
  ...(["entitlement-not-named", "provider-not-named", "appointment-not-open", "registration-not-open"] as const),
  ...(["exam-already-passed", "nothing-to-refund", "refund-too-large", "nothing-to-review"] as const),
  ...(["series-code-taken", "certification-level-is-fixed", "certification-already-published"] as const),
  ...(["certificate-without-its-pass"] as const),
])}`,
};
