import { html } from "hono/html";
import { symbolsOfNumber, type TypedNumber } from "../domain/certificate/typed-number.ts";
import type { TextKey } from "../domain/programme/branding-texts.ts";
import type { Html, Page } from "./page.ts";
import { preview } from "./preview.ts";
import { verifierPage } from "./public-page.ts";
import { sign } from "./sign.ts";
import { type Voice, voiceFor } from "./voice.ts";
import { plainly, worded } from "./worded.ts";

const prefix = "CRT";

/** The page on which anyone types or pastes the number of a certificate, or a link to it. */
export function verifyForm(origin: string, languages: readonly string[] = []): Page {
  const voice = voiceFor(languages);
  const title = plainly("formTitle", {}, voice);
  const lead = plainly("formLead", {}, voice);
  const head = preview({ title, description: lead, url: `${origin}/verify` });
  return verifierPage(
    title,
    html`<p>${lead}</p>
${form("", voice)}`,
    { head, voice },
  );
}

/** For a number without a public certificate: mistyped, never issued, or not claimed yet. The last two look the same. */
export function noCertificatePage(typed: string, read: TypedNumber, languages: readonly string[] = []): Page {
  const voice = voiceFor(languages);
  const main = html`${sign("none", plainly("notFound", {}, voice), html`${reason(read, voice)}`)}
${form(typed, voice)}`;
  return verifierPage(plainly("noneTitle", {}, voice), main, { unlisted: true, voice });
}

const reasons = {
  "too-short": "noneShort",
  "too-long": "noneLong",
  "wrong-prefix": "nonePrefix",
  "wrong-symbol": "noneSymbol",
  "wrong-check-symbol": "noneCheck",
} as const satisfies Record<string, TextKey>;

function reason(read: TypedNumber, voice: Voice): string {
  if ("code" in read) return plainly("noneUnknown", {}, voice);
  const count = "symbols" in read ? String(read.symbols) : "";
  return plainly(reasons[read.mistake], { prefix, count, wanted: String(symbolsOfNumber) }, voice);
}

function form(typed: string, voice: Voice): Html {
  return html`<form action="/verify" class="screen">
<label for="number">${plainly("formLabel", {}, voice)}</label>
<p class="line"><input id="number" name="number" value="${typed}" required autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="hint">
<button>${plainly("formButton", {}, voice)}</button></p>
<p class="quiet" id="hint">${worded("formHint", { prefix: html`<code>${prefix}</code>` }, voice)}</p>
</form>`;
}
