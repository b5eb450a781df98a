import { html } from "hono/html";
import { bindSitting, getBinding } from "../../contract/certificate/binding-operations.ts";
import { previewBinding } from "../../contract/certificate/binding-previews.ts";
import { claimCertificate, getCertificate } from "../../contract/certificate/certificate-operations.ts";
import { hideCertificate, showCertificate } from "../../contract/certificate/hiding.ts";
import { getAppointmentCalendar, listAppointments } from "../../contract/exam/appointment-operations.ts";
import { listExamCodes } from "../../contract/exam/exam-code-operations.ts";
import { register } from "../../contract/exam/registration-operations.ts";
import { listResults } from "../../contract/exam/result-operations.ts";
import { getMailPreferences, setMailPreferences } from "../../contract/overview/mail-preferences.ts";
import { getMyCertifications } from "../../contract/overview/my-certifications.ts";
import { applyToOrganization, getApplication } from "../../contract/partner/application-operations.ts";
import { getInvitation } from "../../contract/partner/invitation-operations.ts";
import { listCertifications } from "../../contract/programme/catalogue-operations.ts";
import { giveAuthorizationCode } from "../../contract/purchase/authorization-code-operations.ts";
import { cancelOrder, getOrder, placeOrder } from "../../contract/purchase/order-operations.ts";
import { listProducts } from "../../contract/purchase/products.ts";
import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { calls, refusalTable } from "./calls.ts";
import type { Chapter } from "./chapter.ts";

const buying = calls([
  { of: listCertifications, text: "Show what can be certified. Anyone may ask." },
  { of: listProducts, text: "Show what each product costs." },
  {
    of: placeOrder,
    text: `Keep the \`orderId\`, and send the person to your payment provider with it and the \`total\`. Unpaid, the order ends after ${inDays(programme.orderDays)}.`,
    shows: "A certification",
  },
  {
    of: getOrder,
    text: "Ask until `status` is `paid`: the payment provider tells us. `authorizationCodes` then holds the codes.",
  },
  { of: cancelOrder, text: "Only while the order is not paid." },
  { of: giveAuthorizationCode, text: "A code can be given away once, to an e-mail address.", shows: "With a message" },
]);

const sitting = calls([
  {
    of: register,
    text: "Ask for the name as on the identity document. The answer holds the eligibility code, where the level has one. The person books with it at the test centre, not here.",
    shows: "A code as people type it",
  },
  {
    of: getMyCertifications,
    text: "One call shows all that a person has. `next` names what may be done next, and with `why` the reason for which it may not be done now: build your page on it.",
  },
  { of: listAppointments, text: "Each booking with its number, place and time, once the test centre has reported it." },
  { of: getAppointmentCalendar, text: "The same as a file for a calendar." },
  { of: listResults, text: "Results come when the test centre reports them, and may be corrected later." },
]);

const certificate = calls([
  { of: claimCertificate, text: "After a pass the certificate is `claimable`. Its validity begins with the claim." },
  {
    of: getCertificate,
    text: "Holds the links to the page that verifies it, to the PDF, to the credential, and to the badge with the credential baked in. The links are for the holder: whoever has one can open it. A valid certificate also has addresses that add it to a profile on LinkedIn or share it, and HTML to embed its badge.",
  },
  { of: hideCertificate, text: "Takes the name off the page that anyone can open. Whether it is valid stays public." },
  { of: showCertificate, text: "Puts the name back." },
]);

const mail = calls([
  {
    of: setMailPreferences,
    text: "Send the language and the time zone of the person's browser once they have signed in. E-mails are then in that language, and on the person's clocks.",
    shows: "Chinese, on the clocks of Shanghai",
  },
  { of: getMailPreferences, text: "Shows what the person has stated." },
]);

const membership = calls([
  { of: getInvitation, text: "The link that a manager sent holds the token. Show to which organization it leads." },
  { of: applyToOrganization, text: "Then the organization's main account decides.", shows: "An employee" },
  { of: getApplication, text: "Tells whether it was approved." },
  {
    of: listExamCodes,
    text: "The exam codes that the person was given. The person books with them at the second test centre.",
  },
  {
    of: previewBinding,
    text: "Show what would come of it before the person confirms: a binding cannot be undone.",
    shows: "A passed exam",
  },
  {
    of: bindSitting,
    text: `201: bound, and the certificate is claimed. 202: the result is not here yet; the binding waits for it for ${inDays(programme.bindingDays)}.`,
    shows: "A passed exam",
  },
  { of: getBinding, text: "Tells what has become of a binding that waits." },
]);

const refused = refusalTable([
  ...(["token-expired", "invalid-request", "certification-not-on-sale", "authorization-code-not-found"] as const),
  ...(["authorization-code-already-redeemed", "authorization-code-expired"] as const),
  ...(["authorization-code-does-not-cover-certification", "registration-already-open"] as const),
  ...(["certificate-not-claimed", "certificate-still-valid", "retake-too-early", "name-not-printable"] as const),
  ...(["invitation-expired", "account-in-another-organization", "sitting-not-available"] as const),
  ...(["ids-look-swapped", "too-many-attempts"] as const),
]);

export const candidates: Chapter = {
  name: "candidates",
  title: "Candidate's front end",
  about: "From the order to the certificate: the calls of a site or an app that candidates use.",
  body: html`<h2>What you need</h2>
<ul>
<li>A token of the person who is signed in: see <a href="/docs/authentication">authentication</a>.</li>
<li>Pages that call from a browser need their origin in the deployment's <code>allowedOrigins</code>.</li>
<li>An <code>Idempotency-Key</code> with each <code>POST</code>: see <a href="/docs/idempotency">sending again</a>.</li>
</ul>
<h2>Buy</h2>
${buying}
<h2>Register and sit</h2>
${sitting}
<h2>The certificate</h2>
${certificate}
<h2>E-mails in the person's language</h2>
${mail}
<h2>Members of a partner's organization</h2>
${membership}
<h2>What goes wrong</h2>
<p>Show a refusal's <code>detail</code> and decide by its <code>code</code>. These meet candidates most often; <a href="/docs/errors">errors</a> lists all.</p>
${refused}`,
};
