import { html } from "hono/html";
import type { Html } from "./page.ts";

/** Text in which operations and what stands between backticks are set as code. */
export function prose(text: string): Html {
  const parts = text.split(/(`[^`]+`|\b(?:GET|POST|PUT|DELETE) \/[\w./{}?=-]*[\w}])/);
  return html`${parts.map((part, place) => (place % 2 === 0 ? part : html`<code>${part.replaceAll("`", "")}</code>`))}`;
}

/** A sample that is as wide as it is; it can be scrolled with the keyboard. */
export function sample(what: string, text: string): Html {
  return html`<pre tabindex="0" role="region" aria-label="${what}"><code>${text}</code></pre>`;
}
