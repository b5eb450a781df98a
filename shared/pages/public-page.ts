import { html } from "hono/html";
import type { Picture } from "../domain/programme/branding.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { type Extras, type Html, type Page, page } from "./page.ts";
import { ours, spokenHeaders, type Voice } from "./voice.ts";
import { plainly } from "./worded.ts";

const { branding, name } = programme;

/**
 * A page for candidates and verifiers, in one language: it shows the issuer, and nothing of the product. The logo is a part
 * of it.
 */
export function publicPage(title: string, main: Html, voice: Voice, extras: Extras = {}): Page {
  const { legalName, supportAddress, url } = branding;
  const header = html`<div class="issuer"><a href="${url}"><picture><source media="screen and (prefers-color-scheme: dark)" srcset="${dataUrl(branding.logo.dark)}"><img src="${dataUrl(branding.logo.light)}" alt=""></picture>${name}</a></div>`;
  const footer = html`<p>${legalName} · <a href="${url}">${new URL(url).host}</a></p>
<p>${plainly("questions", {}, voice)}: <a href="mailto:${supportAddress}">${supportAddress}</a></p>`;
  const language = { tag: voice.tag, skip: plainly("skip", {}, voice) };
  const { body, headers } = page(title, main, { header, footer, language, ...extras });
  return { body, headers: { ...headers, ...spokenHeaders(voice) } };
}

/** The same, listed by search engines only if the programme wants that. */
export function verifierPage(
  title: string,
  main: Html,
  { head, voice = ours, ...extras }: Extras & { unlisted?: boolean; voice?: Voice } = {},
): Page {
  const robots = branding.indexed && extras.unlisted !== true ? "all" : "noindex";
  const marked = html`<meta name="robots" content="${robots}">
${head ?? ""}`;
  const { body, headers } = publicPage(title, main, voice, { ...extras, head: marked });
  return { body, headers: { ...headers, "x-robots-tag": robots } };
}

function dataUrl(picture: Picture): string {
  if ("png" in picture) return `data:image/png;base64,${picture.png}`;
  return `data:image/svg+xml;base64,${Buffer.from(picture.svg).toString("base64")}`;
}
