import { html } from "hono/html";
import { sample } from "../prose.ts";
import type { Chapter } from "./chapter.ts";
import { samples } from "./samples.ts";

export const webhooks: Chapter = {
  name: "webhooks",
  title: "Webhooks",
  about: "How a test centre or the payment provider signs what it sends us, in three languages.",
  body: html`<p>Test centres report bookings and results to <code>POST /v1/webhooks/{provider}</code>, the payment provider its payments to
<code>POST /v1/webhooks/payments</code>. They sign as <strong>Standard Webhooks</strong> has it, with three headers:</p>
<table><thead><tr><th scope="col">Header</th><th scope="col">What</th></tr></thead><tbody>
<tr><td><code>webhook-id</code></td><td>The message's id: a new one for each message, the same when a message is sent again</td></tr>
<tr><td><code>webhook-timestamp</code></td><td>Now, in seconds since 1970. More than 5 minutes off is <a href="/problems/signature-stale">refused</a></td></tr>
<tr><td><code>webhook-signature</code></td><td><code>v1,</code> and the base64 of the HMAC-SHA256 of <code>id.timestamp.body</code>. Several stand with spaces between</td></tr>
</tbody></table>
<p>The key is what follows <code>whsec_</code> in your secret, decoded from base64. Sign the bytes of the body as you send them: a body that is written out
anew, with other spaces, has another signature.</p>
<p>A look-up, <code>GET /v1/test-centers/{provider}/eligibility/{code}</code>, has no body. Sign <code>GET</code>, a space, and the path with its
query in its place, as you send them. Percent-encode as your client library does: we take each spelling of a parameter, with <code>*</code> or <code>%2A</code>
or <code>%2a</code>.</p>
<h2>Try it</h2>
<p>Each of these programs asks whether a code may book, then reports a booking. In a local run, <code>API_URL</code> is
<code>http://localhost:3000</code>, and <code>GET /__local/secrets</code> tells <code>WEBHOOK_SECRET</code>. <code>ELIGIBILITY_CODE</code> is of a registration,
<code>CONFIRMATION_NUMBER</code> any number that was not used before, <code>STARTS_AT</code> an instant that is to come, such as
<code>2027-01-31T09:00:00Z</code>.</p>
<p id="clock">The tour and the sandbox move the local run's clock. Then set <code>NOW</code> to the instant that <code>GET /__local/clock</code> tells, because a
signature of another time is refused (<code>signature-stale</code>).</p>
<p><a href="/docs/payments#try">Payment provider</a> has the same programs for a payment.</p>
${samples.map(({ language, file, text }) => html`<h3>${language}</h3>${sample(file, text)}`)}
<h2 id="answers">What we answer</h2>
<table><thead><tr><th scope="col">Status</th><th scope="col"><code>status</code></th><th scope="col">What became of it</th></tr></thead><tbody>
<tr><td>200</td><td><code>applied</code></td><td>It is done, and kept.</td></tr>
<tr><td>200</td><td><code>duplicate</code></td><td>It came before and has no second effect, or later reports have superseded it already: nothing that anyone sees has changed.</td></tr>
<tr><td>202</td><td><code>waiting</code></td><td>It names what we do not know yet. It is applied as soon as that comes, within <code>retryUntil</code>. Do not send it again.</td></tr>
<tr><td>200</td><td><code>parked</code></td><td>It is kept, but does not count, for the <code>reason</code> given. A report that comes later may make it count. Our staff see it.</td></tr>
<tr><td>429</td><td></td><td>It is not kept. Send it again under the same id, after a pause: as long as <code>Retry-After</code> says or, without it, a second, then twice as long each time.</td></tr>
<tr><td>any other 4xx</td><td></td><td>It is not kept. Mend it, then send it under a new id.</td></tr>
<tr><td>5xx, or none</td><td></td><td>Send it again under the same id, later each time.</td></tr>
</tbody></table>
<p>Fields that we do not know are ignored in a message, so you may send more than we take. A message of a type that we do not know is <code>parked</code>
(<code>unknown-type</code>): it is kept, and our staff see it.</p>
<h2 id="again">Late, twice, out of order</h2>
<p>All of it is allowed. A report has one effect however often it comes, under its id or under another one. What is later is told by
<code>occurredAt</code>, not by which report came first. One id with two contents is <a href="/problems/message-id-reused">refused</a>.</p>
<h2>When the secret changes</h2>
<p>While a secret is changed, we accept the old one and the new one. Sign with either, or with both: <code>v1,… v1,…</code>.</p>`,
};
