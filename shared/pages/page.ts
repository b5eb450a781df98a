import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { programme } from "../domain/programme/programme-versions.ts";
import { stylesheet } from "./style.ts";

/** HTML whose inserted values are escaped. */
export type Html = ReturnType<typeof html>;

export type Extras = {
  /** A part as wide as the window. */
  readonly wide?: Html;
  /** Further sources that the page may load (CSP). */
  readonly policy?: Readonly<Record<string, string>>;
  /** Further elements of the head. */
  readonly head?: Html;
  readonly header?: Html;
  readonly footer?: Html;
  /** In place of the title as the heading of first rank. Its part of the page brings one. */
  readonly ownHeading?: true;
  /** BCP 47, with the words of the link that skips the header. English without it. */
  readonly language?: { readonly tag: string; readonly skip: string };
};

/** A page with the headers that keep foreign code from running in it. */
export type Page = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

const style = stylesheet(programme.branding);
const styleHash = createHash("sha256").update(style).digest("base64");

const english = { tag: "en", skip: "Skip to the content" };

/** A page for any width and for paper. The policy allows no script and no other host, except by `extras`. */
export function page(title: string, main: Html, extras: Extras = {}): Page {
  const { wide, policy = {}, head, header, footer, ownHeading, language = english } = extras;
  const text = html`<!doctype html>
<html lang="${language.tag}"${isRightToLeft(language.tag) ? raw(' dir="rtl"') : ""}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
${head ?? ""}<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">${language.skip}</a>
<header>${header ?? html`<a href="/docs">${programme.name}</a>`}</header>
<main id="main">
${ownHeading ? "" : html`<h1>${title}</h1>`}
${main}
</main>
${wide ?? ""}${footer === undefined ? "" : html`<footer>${footer}</footer>`}
</body>
</html>
`;
  const sources: Record<string, string> = {
    "default-src": "'none'",
    "style-src": `'sha256-${styleHash}'`,
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
  };
  for (const [kind, allowed] of Object.entries(policy)) sources[kind] = `${sources[kind] ?? ""} ${allowed}`.trim();
  return {
    body: String(text),
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": Object.entries(sources)
        .map((each) => each.join(" "))
        .join("; "),
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    },
  };
}

function isRightToLeft(tag: string): boolean {
  return /^(ar|fa|he|ur)\b/i.test(tag);
}
