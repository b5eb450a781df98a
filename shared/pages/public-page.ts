import { html } from "hono/html";
import type { Picture } from "../domain/programme/branding.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { type Extras, type Html, type Page, page } from "./page.ts";
import { plainly } from "./worded.ts";

const { branding, name } = programme;

/** A page for candidates and verifiers: it shows the issuer, and nothing of the product. The logo is a part of it. */
export function publicPage(title: string, main: Html, extras: Extras = {}): Page {
  const { legalName, supportAddress, url } = branding;
  const header = html`<div class="issuer"><a href="${url}"><picture><source media="screen and (prefers-color-scheme: dark)" srcset="${dataUrl(branding.logo.dark)}"><img src="${dataUrl(branding.logo.light)}" alt=""></picture>${name}</a></div>`;
  const footer = html`<p>${legalName} · <a href="${url}">${new URL(url).host}</a></p>
<p>${plainly("questions")}: <a href="mailto:${supportAddress}">${supportAddress}</a></p>`;
  return page(title, main, { header, footer, ...extras });
}

/** The same in the programme's language, listed by search engines only if the programme wants that. */
export function verifierPage(
  title: string,
  main: Html,
  { head, ...extras }: Extras & { unlisted?: boolean } = {},
): Page {
  const robots = branding.indexed && extras.unlisted !== true ? "all" : "noindex";
  const language = { tag: branding.language, skip: plainly("skip") };
  const marked = html`<meta name="robots" content="${robots}">
${head ?? ""}`;
  const { body, headers } = publicPage(title, main, { ...extras, language, head: marked });
  return { body, headers: { ...headers, "x-robots-tag": robots } };
}

function dataUrl(picture: Picture): string {
  if ("png" in picture) return `data:image/png;base64,${picture.png}`;
  return `data:image/svg+xml;base64,${Buffer.from(picture.svg).toString("base64")}`;
}
