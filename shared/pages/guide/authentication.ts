import { html } from "hono/html";
import { sample } from "../prose.ts";
import type { Chapter } from "./chapter.ts";

const claims = `{
  "sub": "the account: all that it owns hangs on this",
  "email": "ana@example.org",
  "email_verified": true,
  "name": "Ana Sá",
  "groups": ["certrail-staff"]
}`;

export const authentication: Chapter = {
  name: "authentication",
  title: "Authentication",
  about: "Tokens for people, signatures for machines, and what each may see.",
  body: html`<h2>People: a token</h2>
<p>Send <code>Authorization: Bearer</code> and a JWT of the OpenID Connect provider that the deployment names. The gateway checks its
signature, issuer, audience and times before any of our code runs. We read these claims:</p>
${sample("The claims of a token", claims)}
<p>An address or a name that a request's body could not have counts as none: an address is of ASCII, a name has no control characters.
An address is the same as another if they differ in upper and lower case alone.</p>
<p>One group counts, that of those who run the programme: <code>certrail-staff</code>, if the deployment names no other. Its name is compared
whole, letter by letter: <code>support staff</code> and <code>Certrail-Staff</code> are other groups. Whether someone manages an organization stands in our
records, not in the token, so that a role that is taken away is gone at once.</p>
<p>Without a good token the answer is <a href="/problems/unauthorized">401</a>, with <code>www-authenticate</code>. Get a new token and send the
request again: the <a href="/docs/idempotency">key</a> makes that safe.</p>
<p>A local run has an issuer of its own: <code>POST /__local/token</code> with <code>sub</code>, and <code>email</code>, <code>name</code> and <code>groups</code>
if you like. Its tokens last for one hour of the local clock.</p>
<h2>Machines: a signature</h2>
<p>Test centres and the payment provider have no tokens. They sign each request with a secret that they share with us: see
<a href="/docs/webhooks">webhooks</a>.</p>
<h2>What is not yours does not exist</h2>
<p>Another account's code, order or certificate is answered exactly like one that does not exist: 404, the same words. So
nobody learns by guessing which codes there are. <a href="/problems/forbidden">403</a> is answered only where the caller may know that the thing exists and lacks
the role.</p>
<h2>What staff look at is noted</h2>
<p>When staff are shown a person's things, that stands in the person's history: who looked, when, by which operation. Staff read it with
<code>GET /v1/history/account/{accountId}</code>. What cannot be noted is not shown. A page that the browser has kept and asks for again with
<code>If-None-Match</code>, and a <code>HEAD</code>, are looks too.</p>
<h2>Public</h2>
<p>The catalogue, the verification of a certificate, these pages and <code>/openapi.json</code> need neither.</p>`,
};
