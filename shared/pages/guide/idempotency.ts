import { html } from "hono/html";
import { sample } from "../prose.ts";
import type { Chapter } from "./chapter.ts";

const request = `POST /v1/registrations HTTP/1.1
authorization: Bearer …
content-type: application/json
idempotency-key: 5b0c1f3e-6c3a-4f0e-9a53-0a4a4f6a8c11`;

const condition = `GET /v1/certificates/crt_0f1e2d3c4b5a69788796 HTTP/1.1

HTTP/1.1 200 OK
etag: "Qm9vayBvZiBhIGNvZGUgMQ"

POST /v1/certificates/crt_0f1e2d3c4b5a69788796/revoke HTTP/1.1
content-type: application/json
if-match: "Qm9vayBvZiBhIGNvZGUgMQ"

{"reason": "Another person sat the exam"}`;

export const idempotency: Chapter = {
  name: "idempotency",
  title: "Sending again",
  about: "How to send a request again without doing it twice, and how to change only what you have read.",
  body: html`<p>A connection breaks, and you do not know whether the request has arrived. With an <code>Idempotency-Key</code>, send it again.</p>
${sample("A request with a key", request)}
<ul>
<li>Each <code>POST</code> with a token takes a key: 1 to 255 visible ASCII characters. A random UUID is good. Make a new one for each new request, and
keep it until you have the answer.</li>
<li>The same key with the same request gives the <strong>first answer again</strong>, whatever it was, a refusal that follows from the state too. The answer
then carries <code>idempotent-replayed: true</code>.</li>
<li>The same key with another request is refused: <a href="/problems/idempotency-key-reused">422</a>.</li>
<li>Two requests at the same moment with one key: one is carried out, and both get its answer.</li>
<li>Keys belong to the account. They are kept for 24 hours.</li>
<li>A request that does not fit its schema is not kept. Mend it and send it with the same key or another.</li>
</ul>
<p>The key is recorded in the same transaction as the change. So it can never be that one is there without the other.</p>
<h2>When to send again</h2>
<table><thead><tr><th scope="col">Answer</th><th scope="col">Do</th></tr></thead><tbody>
<tr><td>none, or 500, 502, 504</td><td>Send it again with the same key, later each time.</td></tr>
<tr><td>503, 429</td><td>Wait as long as <code>Retry-After</code> says, in seconds, then send it again with the same key. The gateway's own 503 and 429 have no
<code>Retry-After</code>: wait a second, then twice as long each time.</td></tr>
<tr><td>401</td><td>Get a new token, then send it again with the same key.</td></tr>
<tr><td>any other 4xx</td><td>Do not. It would be refused again.</td></tr>
</tbody></table>
<p><code>GET</code>, <code>PUT</code> and <code>DELETE</code> need no key: done twice leaves what done once does. Only the answer may differ:
a second <code>DELETE</code> of a member is answered with <a href="/problems/member-not-found">404</a>, as it is gone already. Webhooks have their
<a href="/docs/webhooks#again"><code>webhook-id</code></a>.</p>
<h2 id="condition">Only if nothing has changed</h2>
<p>A decision of staff rests on what they have read. Each answer to a <code>GET</code> of one thing carries an <code>ETag</code>. Send it back as
<code>If-Match</code> with a <code>PUT</code>, or with a decision of staff about that thing: it is done only if the thing is still as it was read.</p>
${sample("A decision that rests on what was read", condition)}
<ul>
<li>If it has changed, the answer is <a href="/problems/precondition-failed">412</a>, and nothing is done. Read the thing again, decide again, and send
the new <code>ETag</code>. The same key is good for that: a 412 is not kept.</li>
<li><code>If-None-Match: *</code> with a <code>PUT</code> creates, and changes nothing that there is.</li>
<li>Without either, the request is carried out as the thing is now.</li>
</ul>`,
};
