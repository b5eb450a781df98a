import { html } from "hono/html";
import { example } from "../../contract/examples.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { prose, sample } from "../prose.ts";
import type { Chapter } from "./chapter.ts";

/** The first calls, from a shell. A test runs them as they stand here, against a host at URL. */
const firstCalls = `URL=\${URL:-http://localhost:3000}

# 1. What can be certified? Anyone may ask.
curl -s "$URL/v1/certifications?level=${example.level}"

# 2. A token: in a local run from the local issuer, elsewhere from your OpenID Connect provider.
TOKEN=$(curl -s "$URL/__local/token" -H 'content-type: application/json' \\
  -d '{"sub":"ana","email":"ana@example.org","name":"Ana Sá"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')

# 3. An order. Sent again with the same key, it is answered again, not placed again.
curl -s "$URL/v1/orders" -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
  -H 'idempotency-key: my-first-order' \\
  -d '{"items":[{"product":"certification","certificationId":"${example.certificationId}","quantity":1}]}'

# 4. All orders of this account.
curl -s "$URL/v1/orders" -H "authorization: Bearer $TOKEN"
`;

const price = 120;
const { currency } = programme;
const inWords = new Intl.NumberFormat("en", {
  style: "currency",
  currencyDisplay: "name",
  trailingZeroDisplay: "stripIfInteger",
  currency,
});
const smallest = 10 ** (inWords.resolvedOptions().maximumFractionDigits ?? 2);

const way: readonly (readonly [who: string, what: string, how: string])[] = [
  ["Candidate", "orders a certification", "POST /v1/orders"],
  ["Payment provider", "confirms the payment: the order has an authorization code", "POST /v1/webhooks/payments"],
  ["Candidate", "activates the code and gets an eligibility code", "POST /v1/registrations"],
  ["Test centre", "asks whether the eligibility code may book", "GET /v1/test-centers/{provider}/eligibility/{code}"],
  ["Test centre", "reports the booking: the candidate has a confirmation number", "POST /v1/webhooks/{provider}"],
  ["Test centre", "reports the result: a pass earns a certificate", "POST /v1/webhooks/{provider}"],
  ["Candidate", "claims the certificate", "POST /v1/certificates/{certificateId}/claim"],
  ["Anyone", "verifies it", "GET /v1/verifications/{certificateNumber}"],
];

export const gettingStarted: Chapter = {
  name: "getting-started",
  title: "Getting started",
  about: "The way from an order to a certificate, and the first calls.",
  body: html`<p>A candidate buys, or is given, an <strong>authorization code</strong> and activates it for a certification: that
gives an <strong>eligibility code</strong>. With it, a test centre books the exam, under a <strong>confirmation number</strong>. A pass earns a
<strong>certificate</strong>, which its holder claims and anyone can verify.</p>
<p>Each reader has a chapter: the <a href="/docs/candidates">candidate's front end</a>, the <a href="/docs/partners">partner's system</a>, the
<a href="/docs/test-centers">test centre</a>, the <a href="/docs/payments">payment provider</a>, and <a href="/docs/staff">staff</a>. The chapters behind these are for
all.</p>
<h2>The way, call by call</h2>
<table><thead><tr><th scope="col">Who</th><th scope="col">What</th><th scope="col">Call</th></tr></thead>
<tbody>${way.map(([who, what, how]) => html`<tr><td>${who}</td><td>${what}</td><td>${prose(how)}</td></tr>`)}</tbody></table>
<h2>The first calls</h2>
<p>With a local run (<code>npm start</code>), in a shell that has <code>curl</code>:</p>
${sample("The first calls, for a shell", firstCalls)}
<p>The order waits for its payment, which the payment provider confirms with a <a href="/docs/webhooks">signed webhook</a>.
<code>npm run demo</code> goes the whole way and tells each step.</p>
<h2>What all calls have in common</h2>
<ul>
<li>JSON in UTF-8, names in camelCase. A field that we do not know is refused. Only in a <a href="/docs/webhooks">webhook</a> is it ignored.</li>
<li>Instants are texts such as <code>2026-11-22T09:30:00.000Z</code>: in UTC, all of one shape. What happens at a place also has its IANA <code>timeZone</code>.</li>
<li>Money is a whole number of the currency's smallest unit: <code>{"amount": ${price * smallest}, "currency": "${currency}"}</code> is ${inWords.format(price)}.</li>
<li>Codes may be typed in lower case and with spaces in place of hyphens; their last symbol tells a mistyped one.</li>
<li>Each answer has an <code>x-request-id</code>. Tell it to us when you ask about one.</li>
<li>An answer that was read carries an <code>ETag</code>. Sent back as <code>If-None-Match</code>, it gives 304 and no body if nothing has changed.
Sent as <code>If-Match</code>, it guards <a href="/docs/idempotency#condition">a change</a>.</li>
<li>Where <code>GET</code> is, <code>HEAD</code> is too: the same status and headers, without the body.</li>
</ul>`,
};
