import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { programme } from "../domain/programme/programme-versions.ts";

/** HTML whose inserted values are escaped. */
export type Html = ReturnType<typeof html>;

/** A part as wide as the window, and further sources that the page may load (CSP). */
export type Extras = { readonly wide?: Html; readonly policy?: Readonly<Record<string, string>> };

/** A page with the headers that keep foreign code from running in it. */
export type Page = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

const style = `
:root { color-scheme: light dark; --ink: #16202c; --paper: #fff; --soft: #f2f5f8; --line: #c9d2dc; --link: #0b57a4;
  --good: #0f6b3a; --bad: #a1182c; --old: #7a4a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --paper: #10161d; --soft: #1a232d; --line: #3b4856;
  --link: #8ec5ff; --good: #7fdca4; --bad: #ff9aa8; --old: #ffc978; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.6 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { border-bottom: 1px solid var(--line); font-weight: 600; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; font-size: .9rem; }
h1 { line-height: 1.25; font-size: 1.9rem; } h2 { margin-top: 2.2rem; font-size: 1.35rem; }
a { color: var(--link); } a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .92em; background: var(--soft); border-radius: .25rem; }
code { padding: .1em .3em; } pre { padding: 1rem; overflow-x: auto; } pre code { padding: 0; }
@media (max-width: 40rem) { code { overflow-wrap: anywhere; } dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin: 0 0 .8rem; } }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .4rem .6rem .4rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1.5rem; } dt { font-weight: 600; } dd { margin: 0; }
.status { font-size: 1.25rem; font-weight: 700; border-left: .4rem solid; padding: .2rem 0 .2rem .8rem; }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
[aria-current] { color: inherit; font-weight: 700; text-decoration: none; }
figure { margin: 1.5rem 0; overflow-x: auto; } figcaption { font-size: .9rem; } svg { max-width: 100%; height: auto; }
svg text { fill: currentColor; font: .8rem system-ui, "Noto Sans", sans-serif; text-anchor: middle; }
svg text.on { paint-order: stroke; stroke: var(--paper); stroke-width: .4rem; stroke-linejoin: round; }
.wide { color-scheme: light; overflow-x: clip; background: #fff; color: #222; border-top: 1px solid var(--line); }
.good { color: var(--good); } .bad { color: var(--bad); } .old { color: var(--old); }
@media print { header, footer, .screen { display: none; } body { color: #000; background: #fff; } }
`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** An English page for any width and for paper. The policy allows no script and no other host, except by `extras`. */
export function page(title: string, main: Html, { wide, policy = {} }: Extras = {}): Page {
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><a href="/docs">${programme.name}</a></header>
<main id="main">
<h1>${title}</h1>
${main}
</main>
${wide ?? ""}
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
