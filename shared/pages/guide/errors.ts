import { html } from "hono/html";
import { problems, problemType } from "../../contract/problems/problems.ts";
import { statusOf } from "../problem-page.ts";
import { prose, sample } from "../prose.ts";
import type { Chapter } from "./chapter.ts";

const invalid = JSON.stringify(
  {
    type: problemType("invalid-request", "https://api.example.org"),
    title: problems["invalid-request"].title,
    status: 422,
    detail: problems["invalid-request"].help,
    instance: "8b7c0b1e-0c65-4a38-9a0f-8a7b6e3d2c19",
    code: "invalid-request",
    errors: [{ pointer: "/candidate/country", detail: "is not a country of ISO 3166-1" }],
  },
  undefined,
  2,
);

const byStatus = [...Map.groupBy(Object.entries(problems), ([, { status }]) => status)].sort(
  ([one], [other]) => one - other,
);

export const errors: Chapter = {
  name: "errors",
  title: "Errors",
  about: "The form that all errors have, and the list of them.",
  body: html`<p>Each error is a problem document (RFC 9457), with content type <code>application/problem+json</code>:</p>
${sample("A problem document", invalid)}
<ul>
<li>Decide by <code>code</code>: it stays. Titles and details are for people and may change.</li>
<li><code>type</code> leads to a page that says what happened and what to do. A program that asks for it gets JSON.</li>
<li><code>instance</code> is the request's id, as in <code>x-request-id</code>.</li>
<li><code>errors</code>, with a 422, names each fault: a JSON pointer into the body, or <code>/path/…</code>, <code>/query/…</code> or <code>/headers/…</code>.</li>
<li>A refusal has changed nothing.</li>
</ul>
${byStatus.map(
  ([status, codes]) => html`<h2>${status} ${statusOf(status).name}</h2>
<p>${prose(statusOf(status).meaning)}</p>
<table><thead><tr><th scope="col">Code</th><th scope="col">What happened</th></tr></thead>
<tbody>${codes.map(([code, { title }]) => html`<tr><td><a href="/problems/${code}"><code>${code}</code></a></td><td>${title}</td></tr>`)}</tbody></table>`,
)}`,
};
