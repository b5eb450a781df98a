import { html } from "hono/html";
import { sample } from "../prose.ts";
import type { Chapter } from "./chapter.ts";

const answer = `{
  "data": [ … ],
  "nextCursor": "eyJhZnRlciI6…"
}`;

const loop = `let cursor;
do {
  const query = new URLSearchParams({ limit: "100", ...(cursor && { cursor }) });
  const response = await fetch(\`\${url}/v1/registrations?\${query}\`, { headers: { authorization } });
  const page = await response.json();
  for (const registration of page.data) console.log(registration.registrationId);
  cursor = page.nextCursor;
} while (cursor);`;

export const paging: Chapter = {
  name: "paging",
  title: "Lists",
  about: "How a list is read, a page at a time.",
  body: html`<p>Each list answers one page: <code>data</code>, and <code>nextCursor</code> if there is more.</p>
${sample("A page of a list", answer)}
<ul>
<li><code>limit</code> is how many you want at most: 1 to 100, and 20 if you do not say.</li>
<li><code>cursor</code> is the <code>nextCursor</code> of the page before. Its content is ours; do not read or build one.</li>
<li>A cursor belongs to the caller and to the query. With another account or another filter it is refused: <a href="/problems/invalid-request">422</a>.</li>
<li>A page may hold fewer than you asked for, or nothing, and still have a <code>nextCursor</code>. The list ends where there is none.</li>
<li>What is added while you read does not shift the pages: nothing is skipped, and nothing comes twice.</li>
</ul>
${sample("Reading a whole list, in JavaScript", loop)}`,
};
