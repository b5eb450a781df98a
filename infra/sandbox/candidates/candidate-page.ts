import { html } from "hono/html";
import { moneyInWords } from "../money.ts";
import { blank, type Draft, errorSummary, input, once, select } from "../test-centers/fields.ts";
import { type Html, layout } from "../test-centers/layout.ts";
import { type Certification, type Holdings, titleIn } from "./holdings.ts";
import { joining, partnerExams } from "./member-page.ts";

const root = "/__local/candidates";

/** Messages after a sent form. The URL holds one of these names. */
export const notices: Readonly<Record<string, string>> = {
  orders: "Ordered. It waits for its payment.",
  pay: "Paid. The order has its authorization code.",
  refund: "Refunded. Codes that were not redeemed are cancelled.",
  dispute: "Disputed. Codes that were not redeemed are cancelled.",
  "win-dispute": "The dispute is closed: the payment stands, and the order has new codes.",
  "lose-dispute": "The dispute is closed: the money went back.",
  registrations: "Activated. The registration has its eligibility code.",
  claim: "Claimed. The certificate is valid from now on.",
  hide: "Hidden. The public page goes on to say whether the certificate is valid, without your name.",
  show: "Shown. The public page has your name again.",
  applications: "You have asked to join. The partner’s main account decides.",
  bindings: "The pass is bound, or waits for its result.",
};

/** The sign-in page. It only asks for an e-mail address. */
export function signInPage(draft: Draft = blank, invitation = ""): string {
  const form = { form: "sign-in", draft };
  const errors = errorSummary(form);
  const main = html`${errors ?? ""}<p>Play a candidate of a local run: order, pay, activate the code, and claim the certificate after the exam.
Everything goes through the API, as a front end of your own would use it.</p>
<form method="post" action="${root}" novalidate>${invitation === "" ? "" : html`<input type="hidden" name="invitation" value="${invitation}">`}
${input(form, { name: "email", label: "Your e-mail address", hint: "Any one. It is your account; nothing is sent to it.", type: "email", attributes: html`autocomplete="email" required` })}
<button>Sign in</button></form>`;
  return layout("Candidates", main, { hasErrors: errors !== undefined });
}

/** A candidate's page: holdings and possible actions. */
export function candidatePage(
  email: string,
  holdings: Holdings,
  { notice = "", draft = blank, invitation = "" } = {},
): string {
  const errors = errorSummary({ form: "candidate", draft });
  const form = (action: string, fields: Html) => post(email, action, fields);
  const main = html`${errors ?? ""}${notice === "" ? "" : html`<p class="notice" role="status">${notice}</p>`}
<p>Signed in as <strong>${email}</strong>. <a href="${root}">Sign in as someone else</a></p>
${invitation === "" ? "" : joining(form, invitation)}${order(email, holdings)}${activation(email, holdings)}${exams(holdings)}
${certificates(email, holdings)}${partnerExams(form, email, holdings)}`;
  return layout("Your certifications", main, { hasErrors: errors !== undefined });
}

function post(email: string, action: string, fields: Html): Html {
  return html`<form method="post" action="${root}/${encodeURIComponent(email)}/${action}" novalidate>${once()}${fields}</form>`;
}

function order(email: string, { about, certifications, orders }: Holdings): Html {
  const onSale = certifications.filter(({ status }) => status === "published");
  const form = { form: "order", draft: blank };
  const unpaid = orders.filter(({ status }) => status === "awaiting-payment");
  return html`<h2>1. Order</h2>
${post(email, "orders", html`${select(form, { name: "certificationId", label: "Certification", value: about.example.certificationId, choices: choicesOf(onSale) })}<button>Order</button>`)}
${unpaid.map(({ orderId, total }) =>
  post(
    email,
    `orders/${orderId}/pay`,
    html`<p>Order <code>${orderId}</code> waits for ${moneyInWords(total)}.</p><button>Pay</button>`,
  ),
)}${settledOrders(email, orders)}`;
}

/** The payment provider's possible messages about paid orders. */
function settledOrders(email: string, orders: Holdings["orders"]): Html {
  const paid = orders.filter(({ status }) => Object.hasOwn(saidOf, status));
  const rows = paid.map(({ orderId, total, status }) => {
    const buttons = (saidOf[status] ?? []).map(([action, label]) =>
      post(email, `orders/${orderId}/${action}`, html`<button>${label}</button>`),
    );
    return html`<p>Order <code>${orderId}</code>, ${moneyInWords(total)}: ${status}</p>${buttons}`;
  });
  return rows.length === 0
    ? html``
    : html`<details><summary>The payment provider refunds, or has a dispute</summary>${rows}</details>`;
}

const saidOf: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  paid: [
    ["refund", "Refund"],
    ["dispute", "Dispute"],
  ],
  disputed: [
    ["win-dispute", "The payment stands"],
    ["lose-dispute", "The money goes back"],
  ],
};

function activation(email: string, { certifications, codes }: Holdings): Html {
  const issued = codes.filter(({ status }) => status === "issued");
  const forms = issued.map(({ code, certificationId, levels = [] }, place) => {
    const form = { form: `activate-${place}`, draft: blank };
    const fitting = certifications.filter(
      (each) => each.certificationId === certificationId || levels.includes(each.level),
    );
    return post(
      email,
      "registrations",
      html`<p>Authorization code <code>${code}</code></p><input type="hidden" name="authorizationCode" value="${code}">
${select(form, { name: "certificationId", label: "For", choices: choicesOf(fitting) })}
<div class="pair">${input(form, { name: "givenName", label: "Given name", value: "Ana", attributes: html`autocomplete="given-name"` })}
${input(form, { name: "familyName", label: "Family name", hint: "Leave one of the two empty if you have a single name.", value: "Sá", attributes: html`autocomplete="family-name"` })}</div>
${input(form, { name: "country", label: "Country", hint: "Two letters, such as PT.", value: "PT", attributes: html`autocomplete="country" required` })}
<button>Activate</button>`,
    );
  });
  return html`<h2>2. Activate the authorization code</h2>${forms.length > 0 ? forms : html`<p>You have none to activate.</p>`}`;
}

function exams({ about, certifications, registrations }: Holdings): Html {
  const rows = registrations.map(({ registrationId, certificationId, status, eligibilityCode, exams: each }) => {
    const query = new URLSearchParams(eligibilityCode ? { eligibilityCode: eligibilityCode.code } : { registrationId });
    const level = certifications.find((each) => each.certificationId === certificationId)?.level;
    const center = about.levels.find((of) => of.level === level)?.exams[0]?.providers[0];
    const link = html`<p><a href="/__local/test-centers/${center}?${query}">Go to the test centre</a></p>`;
    return html`<h3>${titleIn(certifications, certificationId)}: ${status}</h3>
<dl><dt>${eligibilityCode ? "Eligibility code" : "Registration ID"}</dt><dd><code>${eligibilityCode?.code ?? registrationId}</code></dd>
${each.map((exam) => html`<dt>Exam: ${exam.exam}</dt><dd>${exam.status}</dd>`)}</dl>${status === "open" && center !== undefined ? link : ""}`;
  });
  return html`<h2>3. Book and sit the exam</h2>${rows.length > 0 ? rows : html`<p>You are registered for nothing.</p>`}`;
}

function certificates(email: string, { certificates: all, certifications }: Holdings): Html {
  const rows = all.map(({ certificateId, certificateNumber, certificationId, status, hiddenAt, links = {} }) => {
    const claim = post(email, `certificates/${certificateId}/claim`, html`<button>Claim</button>`);
    const verify = html`<ul><li><a href="/verify/${encodeURIComponent(certificateNumber)}">Verify it, as anyone can</a></li>
${links.pdf === undefined ? "" : html`<li><a href="${here(links.pdf)}">Print it (PDF)</a></li>`}
${links.credential === undefined ? "" : html`<li><a href="${here(links.credential)}">Open Badges credential</a></li>`}
${links.badge === undefined ? "" : html`<li><a href="${here(links.badge)}">Badge with the credential in it</a></li>`}
${links.linkedIn === undefined ? "" : html`<li><a href="${links.linkedIn}">Add it to a profile on LinkedIn</a></li>`}</ul>`;
    const [does, label] =
      hiddenAt === undefined ? ["hide", "Hide my name on its page"] : ["show", "Show my name on its page again"];
    const hiding = post(email, `certificates/${certificateId}/${does}`, html`<button>${label}</button>`);
    return html`<h3>${titleIn(certifications, certificationId)}: ${status}</h3><p>Certificate number <code>${certificateNumber}</code></p>
${status === "claimable" ? claim : verify}${status === "valid" || status === "expired" ? hiding : ""}`;
  });
  return html`<h2>4. Claim the certificate</h2>${rows.length > 0 ? rows : html`<p>You have passed nothing yet.</p>`}`;
}

/** Makes a link relative, because the browser may know this host under another name. */
function here(link: string): string {
  const { pathname, search } = new URL(link);
  return pathname + search;
}

function choicesOf(certifications: readonly Certification[]): (readonly [string, string])[] {
  return certifications.map(({ certificationId, title, level }) => [certificationId, `${title} (${level})`] as const);
}
