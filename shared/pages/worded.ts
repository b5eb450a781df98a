import { html } from "hono/html";
import type { Instant } from "../domain/instant.ts";
import { filled } from "../domain/programme/branding.ts";
import type { TextKey } from "../domain/programme/branding-texts.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { dayIn, minuteIn } from "./date.ts";
import type { Html } from "./page.ts";
import { ours } from "./voice.ts";

const language = ours.tag;

/** A text with its places filled, for an attribute or a title. */
export function plainly(key: TextKey, places: Readonly<Record<string, string>> = {}, { text } = ours): string {
  return filled(text(key), { issuer: programme.name, ...places });
}

/** The same with elements in its places. */
export function worded(key: TextKey, places: Readonly<Record<string, Html>> = {}, { text } = ours): Html {
  const given: Readonly<Record<string, Html>> = { issuer: html`${programme.name}`, ...places };
  const parts = text(key).split(/\{(\w+)\}/);
  return html`${parts.map((part, at) => (at % 2 === 0 ? part : (given[part] ?? "")))}`;
}

/** The day in UTC, as on the PDF, in the programme's language. */
export function day(at: Instant): Html {
  return html`<time datetime="${at}">${dayIn(at, language)}</time>`;
}

export function plainDay(at: Instant): string {
  return dayIn(at, language);
}

/** The minute in UTC. */
export function minute(at: Instant, { tag } = ours): Html {
  return html`<time datetime="${at}">${minuteIn(at, tag)}</time>`;
}
