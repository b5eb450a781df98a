import { html } from "hono/html";
import type { Html } from "./page.ts";

/** Escapes a text, and sets operations and backticks as code. */
export function prose(text: string): Html {
  const parts = text.split(/(`[^`]+`|\b(?:GET|POST|PUT|DELETE) \/[\w./{}?=-]*[\w}])/);
  return html`${parts.map((part, place) => (place % 2 === 0 ? part : html`<code>${part.replaceAll("`", "")}</code>`))}`;
}

/** A sample, which the keyboard can scroll. */
export function sample(what: string, text: string): Html {
  return html`<pre tabindex="0" role="region" aria-label="${what}"><code>${text}</code></pre>`;
}
