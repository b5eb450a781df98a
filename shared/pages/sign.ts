import { html } from "hono/html";
import type { Html } from "./page.ts";

/** A state has a colour, a shape and words, because not everyone tells the colours. */
const shapes = {
  valid: html`<circle cx="16" cy="16" r="15"/><path d="m9 16.500 5 5 9.500-10.500"/>`,
  expired: html`<path d="M16 1 31 16 16 31 1 16z"/><path d="M16 9v8l5 3"/>`,
  revoked: html`<path d="M10 1h12l9 9v12l-9 9H10l-9-9V10z"/><path d="m11 11 10 10M21 11 11 21"/>`,
  none: html`<path d="M16 2 31 29H1z"/><path d="M16 12v8M16 24v.500"/>`,
} as const;

const kinds = { valid: "good", expired: "old", revoked: "bad", none: "bad" } as const;

/** The banner of a state: the word, and what follows from it in a sentence. */
export function sign(state: keyof typeof shapes, word: string, sentence: Html): Html {
  return html`<div class="status ${kinds[state]}"><svg width="40" height="40" viewBox="0 0 32 32" aria-hidden="true">${shapes[state]}</svg>
<p><strong>${word}</strong> <span>${sentence}</span></p></div>`;
}
