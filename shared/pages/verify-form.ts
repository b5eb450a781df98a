import { html } from "hono/html";
import { symbolsOfNumber, type TypedNumber } from "../domain/certificate/typed-number.ts";
import type { TextKey } from "../domain/programme/branding-texts.ts";
import type { Html, Page } from "./page.ts";
import { preview } from "./preview.ts";
import { verifierPage } from "./public-page.ts";
import { sign } from "./sign.ts";
import { plainly, worded } from "./worded.ts";

const prefix = "CRT";

/** The page on which anyone types or pastes the number of a certificate, or a link to it. */
export function verifyForm(origin: string): Page {
  const title = plainly("formTitle");
  const lead = plainly("formLead");
  const head = preview({ title, description: lead, url: `${origin}/verify` });
  return verifierPage(
    title,
    html`<p>${lead}</p>
${form("")}`,
    { head },
  );
}

/** For a number without a public certificate: mistyped, never issued, or not claimed yet. The last two look the same. */
export function noCertificatePage(typed: string, read: TypedNumber): Page {
  const main = html`${sign("none", plainly("notFound"), html`${reason(read)}`)}
${form(typed)}`;
  return verifierPage(plainly("noneTitle"), main, { unlisted: true });
}

const reasons = {
  "too-short": "noneShort",
  "too-long": "noneLong",
  "wrong-prefix": "nonePrefix",
  "wrong-symbol": "noneSymbol",
  "wrong-check-symbol": "noneCheck",
} as const satisfies Record<string, TextKey>;

function reason(read: TypedNumber): string {
  if ("code" in read) return plainly("noneUnknown");
  const count = "symbols" in read ? String(read.symbols) : "";
  return plainly(reasons[read.mistake], { prefix, count, wanted: String(symbolsOfNumber) });
}

function form(typed: string): Html {
  return html`<form action="/verify" class="screen">
<label for="number">${plainly("formLabel")}</label>
<p class="line"><input id="number" name="number" value="${typed}" required autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="hint">
<button>${plainly("formButton")}</button></p>
<p class="quiet" id="hint">${worded("formHint", { prefix: html`<code>${prefix}</code>` })}</p>
</form>`;
}
