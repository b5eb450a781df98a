import { html, raw } from "hono/html";
import { type Html, type Page, page } from "../page.ts";
import { authentication } from "./authentication.ts";
import { candidates } from "./candidates.ts";
import type { Chapter } from "./chapter.ts";
import { errors } from "./errors.ts";
import { gettingStarted } from "./getting-started.ts";
import { idempotency } from "./idempotency.ts";
import { paging } from "./paging.ts";
import { partners } from "./partners.ts";
import { paymentProvider } from "./payments.ts";
import { staffGuide } from "./staff.ts";
import { states } from "./states.ts";
import { testCenters } from "./test-centers.ts";
import { webhooks } from "./webhooks.ts";

const chapters: readonly Chapter[] = [
  gettingStarted,
  candidates,
  partners,
  testCenters,
  paymentProvider,
  staffGuide,
  states,
  authentication,
  idempotency,
  paging,
  webhooks,
  errors,
];

const byName = new Map(chapters.map((chapter) => [chapter.name, chapter]));

/** One page of the guide. Undefined for an unknown name. */
export function guidePage(name: string): Page | undefined {
  if (name === "reference") return referencePage();
  const chapter = byName.get(name);
  if (chapter === undefined) return undefined;
  const next = chapters[chapters.indexOf(chapter) + 1];
  return page(
    chapter.title,
    html`${contents(chapter)}
${chapter.body}
<p class="screen">${next === undefined ? html`<a href="/docs/reference">The reference</a>` : html`Next: <a href="/docs/${next.name}">${next.title}</a>`}</p>`,
  );
}

function contents(current: Chapter): Html {
  return html`<nav aria-label="Guide" class="screen"><ul>${chapters.map(
    ({ name, title }) =>
      html`<li><a href="/docs/${name}"${name === current.name ? raw(' aria-current="page"') : ""}>${title}</a></li>`,
  )}<li><a href="/docs/reference">Reference</a></li></ul></nav>`;
}

/**
 * Redoc runs one script of ours, reads `/openapi.json`, searches in a worker made of text, and sets its styles in an
 * empty element (the first hash), but for its scroll bar (the second).
 */
const viewerPolicy = {
  "script-src": "'self'",
  "connect-src": "'self'",
  "worker-src": "blob:",
  "style-src":
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='",
};

/** The documentation's first page: the contents of the guide. */
export function docsPage(): Page {
  return page(
    "Documentation",
    html`<p>How programs use this API: candidates' and partners' front ends, test centres, the payment provider, the programme's
staff.</p>
<h2>Guide</h2>
<dl>${chapters.map(({ name, title, about }) => html`<dt><a href="/docs/${name}">${title}</a></dt><dd>${about}</dd>`)}</dl>
<h2>Reference</h2>
<p>Every operation, with what it takes and answers: <a href="/docs/reference">the reference</a>, shown by Redoc, which is a script, or
as OpenAPI 3.1 at <a href="/openapi.json"><code>/openapi.json</code></a>.</p>`,
  );
}

/** Every operation, shown by Redoc. It is drawn on white in both schemes, as its colours are made for. */
function referencePage(): Page {
  const wide = html`<section id="reference" class="wide" aria-label="Reference">
<redoc spec-url="/openapi.json" native-scrollbars="true" expand-responses="200,201,202"></redoc>
</section>
<script src="/docs/redoc.js"></script>`;
  return page(
    "Reference",
    html`<p class="screen"><a href="/docs">The guide</a>. Without a script: <a href="/openapi.json"><code>/openapi.json</code></a>.</p>`,
    { wide, policy: viewerPolicy },
  );
}
