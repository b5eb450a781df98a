import { html } from "hono/html";
import { operations } from "../contract/operations/operations.ts";
import { exampleFaults, type ProblemCode, problems, problemType } from "../contract/problems/problems.ts";
import { routeKey } from "../contract/routes.ts";
import { type Html, type Page, page } from "./page.ts";
import { prose, sample } from "./prose.ts";

/** The meaning of each status, and whether to send the request again. */
const statuses: Readonly<Record<number, { readonly name: string; readonly meaning: string }>> = {
  400: {
    name: "Bad Request",
    meaning: "We could not read the request. Nothing has changed. Mend it, then send it again.",
  },
  401: { name: "Unauthorized", meaning: "We do not know who asks. Nothing has changed." },
  403: { name: "Forbidden", meaning: "We know who asks, and another role is needed. Nothing has changed." },
  404: {
    name: "Not Found",
    meaning: "There is no such thing, or it is not yours to see: both look the same, on purpose. Nothing has changed.",
  },
  405: {
    name: "Method Not Allowed",
    meaning: "There is such a path, and it takes other methods. Nothing has changed.",
  },
  409: {
    name: "Conflict",
    meaning:
      "The request is in order, and the state of things forbids it. Nothing has changed. Sent again, it is refused again.",
  },
  413: { name: "Content Too Large", meaning: "We did not read the request. Nothing has changed." },
  415: { name: "Unsupported Media Type", meaning: "We did not read the request. Nothing has changed." },
  422: {
    name: "Unprocessable Content",
    meaning: "The request does not fit. Nothing has changed. Mend it, then send it again.",
  },
  429: {
    name: "Too Many Requests",
    meaning:
      "Nothing has changed. Wait as long as `Retry-After` says; without it, a second, then twice as long each time.",
  },
  500: {
    name: "Internal Server Error",
    meaning:
      "The fault is ours. Whether anything has changed is not sure: the same `Idempotency-Key` makes it safe to send again.",
  },
  503: {
    name: "Service Unavailable",
    meaning: "It passes. With the same `Idempotency-Key` it is safe to send the request again.",
  },
};

/** The meaning of a status for the caller. */
export function statusOf(status: number): { readonly name: string; readonly meaning: string } {
  return statuses[status] ?? { name: "Error", meaning: "Nothing has changed." };
}

/** The documentation of one error: its meaning and the next step. */
export function problemPage(code: ProblemCode, origin: string): Page {
  const { status, title, help } = problems[code];
  const { name, meaning } = statusOf(status);
  const document = {
    type: problemType(code, origin),
    title,
    status,
    detail: help,
    instance: "the request's id",
    code,
    errors: exampleFaults(code),
  };
  return page(
    title,
    html`<p>Error <code>${code}</code>, HTTP status ${status} ${name}</p>
<h2>What happened</h2>
<p>${title}. ${prose(meaning)}</p>
<h2>What to do</h2>
<p>${prose(help)}</p>
${document.errors === undefined ? "" : pointers}
${refusedBy(code)}
<h2>How it looks</h2>
${sample("The problem document", JSON.stringify(document, undefined, 2))}
<p>Rely on <code>code</code>: it stays, while the wording may change. <a href="/docs/errors">All errors</a></p>`,
  );
}

/** The places of the faults that a document names. */
const pointers = html`<h2>How to read <code>errors</code></h2>
<table><thead><tr><th scope="col">Pointer</th><th scope="col">Where it is</th></tr></thead>
<tbody><tr><td><code>/items/0/quantity</code></td><td>A member of the body, as a JSON pointer (RFC 6901); lists count from 0</td></tr>
<tr><td><code>/path/code</code></td><td>A parameter of the path</td></tr>
<tr><td><code>/query/limit</code></td><td>A parameter of the query</td></tr>
<tr><td><code>/headers/idempotency-key</code></td><td>A header</td></tr></tbody></table>`;

/** The operations whose rules refuse with it. Common errors have none. */
function refusedBy(code: ProblemCode): Html {
  const refusing = operations.filter(({ refusals }) => refusals.some((refusal) => refusal === code));
  if (refusing.length === 0) return html``;
  return html`<h2>Who says so</h2>
<ul>${refusing.map((each) => html`<li><code>${routeKey(each)}</code>: ${each.summary}</li>`)}</ul>`;
}
