import { html } from "hono/html";
import { type ProblemCode, problems } from "../contract/problems/problems.ts";
import type { TextKey } from "../domain/programme/branding-texts.ts";
import type { Page } from "./page.ts";
import { prose } from "./prose.ts";
import { publicPage } from "./public-page.ts";
import { type Voice, voiceFor } from "./voice.ts";
import { plainly, worded } from "./worded.ts";

/** Title, and the next step of a person who followed a link or typed an address. */
const told: Partial<Record<ProblemCode, readonly [TextKey, TextKey]>> = {
  "not-found": ["nothingTitle", "nothingAdvice"],
  "method-not-allowed": ["programsTitle", "programsAdvice"],
  "invalid-request": ["incompleteTitle", "incompleteAdvice"],
  "certificate-not-found": ["noneTitle", "brokenLinkAdvice"],
  "certificate-revoked": ["revokedTitle", "revokedAdvice"],
  "too-many-attempts": ["tooManyTitle", "tooManyAdvice"],
  "store-busy": ["busyTitle", "busyAdvice"],
  "internal-error": ["faultTitle", "faultAdvice"],
};

/** A refusal for a person: what happened, and what to do, in the first of the languages that we have. The wait is in minutes. */
export function refusalPage(
  code: ProblemCode,
  requestId: string,
  { retryAfter = 0, languages = [] }: { readonly retryAfter?: number; readonly languages?: readonly string[] } = {},
): Page {
  const voice = voiceFor(languages);
  const { title, advice } = toldOf(code, voice);
  const minutes = Math.ceil(retryAfter / 60);
  const details = {
    code: html`<a href="/problems/${code}"><code>${code}</code></a>`,
    status: html`${problems[code].status}`,
    request: html`<code>${requestId}</code>`,
  };
  const main = html`<p>${advice}</p>
${minutes > 1 ? html`<p>${plainly("comeBack", { count: String(minutes) }, voice)}</p>` : ""}
<p class="quiet">${worded("refusedDetails", details, voice)}</p>`;
  return publicPage(title, main, voice);
}

/** The words of the other refusals are only in English. */
function toldOf(code: ProblemCode, voice: Voice) {
  const { title: problem, help } = problems[code];
  if (told[code] === undefined && voice.tag === "en") return { title: problem, advice: prose(help) };
  const [title, advice] = told[code] ?? ["refusedTitle", "refusedAdvice"];
  const places = { start: html`<a href="/docs">/docs</a>` };
  return { title: plainly(title, {}, voice), advice: worded(advice, places, voice) };
}
