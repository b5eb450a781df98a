import { html } from "hono/html";
import { type ProblemCode, problems } from "../contract/problems/problems.ts";
import type { Page } from "./page.ts";
import { prose } from "./prose.ts";
import { publicPage } from "./public-page.ts";

/** The next step of a person who followed a link or typed an address. */
const advice: Partial<Record<ProblemCode, string>> = {
  "not-found": "Nothing is at this address. Compare it with what you were given, or begin at the documentation.",
  "method-not-allowed": "At this address there is nothing to look at: programs send things to it.",
  "invalid-request": "This address is not complete, or has more in it than it should. Copy the whole of the link.",
  "certificate-not-found": "This link leads to no certificate. Copy the whole of it, or ask its holder for a new one.",
  "certificate-revoked":
    "The certificate was revoked: it is not printed any more. Its holder can ask the programme's staff why.",
  "too-many-attempts":
    "From your network, too much was asked for that does not exist. What exists is shown again later.",
  "store-busy": "Load this page again in a moment.",
  "internal-error": "The fault is ours. Load this page again in a moment.",
};

/** A refusal for a person: what happened, and what to do. The wait is in minutes. */
export function refusalPage(code: ProblemCode, requestId: string, retryAfter?: number): Page {
  const { status, title, help } = problems[code];
  const minutes = Math.ceil((retryAfter ?? 0) / 60);
  return publicPage(
    title,
    html`<p>${prose(advice[code] ?? help)}</p>
${minutes > 1 ? html`<p>Come back in ${minutes} minutes.</p>` : ""}
<p>Error <a href="/problems/${code}"><code>${code}</code></a>, HTTP status ${status}. Who asks us about it, names the request:
<code>${requestId}</code></p>`,
  );
}
