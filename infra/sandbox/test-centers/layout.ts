import { createHash } from "node:crypto";
import { html, raw } from "hono/html";

/** HTML in which all inserted values are escaped. */
export type Html = ReturnType<typeof html>;

const style = `
:root { color-scheme: light dark; --ink: #16202c; --paper: #fff; --soft: #f2f5f8; --line: #c9d2dc; --edge: #5b6b7c;
  --link: #0b57a4; --on-link: #fff; --good: #0f6b3a; --bad: #a1182c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --paper: #10161d; --soft: #1a232d; --line: #3b4856;
  --edge: #93a4b5; --link: #8ec5ff; --on-link: #10161d; --good: #7fdca4; --bad: #ff9aa8; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.6 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper);
  overflow-wrap: break-word; }
header, main { max-width: 52rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { border-bottom: 1px solid var(--line); }
header ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; }
h1 { line-height: 1.25; font-size: 1.9rem; } h2 { margin-top: 2.2rem; font-size: 1.35rem; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible,
textarea:focus-visible, .scroll:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
code { font-family: ui-monospace, monospace; font-size: .95em; background: var(--soft); border-radius: .25rem;
  padding: .1em .3em; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1.5rem; }
dt { font-weight: 600; } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { display: block; } dd { margin-bottom: .6rem; } }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 1rem; padding: 0; list-style: none; }
.cards li { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
.cards h3 { margin: 0; font-size: 1.1rem; } .cards p { margin: .5rem 0 0; }
.field { margin: 1.1rem 0; } .field > label, legend { display: block; font-weight: 600; padding: 0; }
.hint { margin: 0; color: var(--edge); font-size: .95rem; }
.wrong { margin: .1rem 0; color: var(--bad); font-weight: 600; }
.faulty { border-left: .3rem solid var(--bad); padding-left: .8rem; }
input:not([type=checkbox], [type=radio]), select { font: inherit; color: inherit; background: var(--paper); width: 100%;
  max-width: 26rem; min-height: 2.75rem; padding: .4rem .6rem; border: 2px solid var(--edge); border-radius: .3rem; }
input[type=checkbox], input[type=radio] { width: 1.25rem; height: 1.25rem; vertical-align: -.2rem; margin: 0 .5rem 0 0; }
fieldset { border: 0; margin: 1.1rem 0; padding: 0; min-width: 0; }
label.choice { display: block; padding: .35rem 0; font-weight: 400; }
.pair { display: flex; flex-wrap: wrap; gap: 0 1.5rem; } .pair .field { flex: 1 1 10rem; max-width: 26rem; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .4rem 1.2rem; border: 2px solid var(--link);
  border-radius: .3rem; background: var(--link); color: var(--on-link); cursor: pointer; white-space: nowrap; }
button.plain { background: transparent; color: var(--link); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0; padding: .2rem 1rem; }
summary { font-weight: 600; padding: .5rem 0; cursor: pointer; }
details details { border-style: dashed; } details details summary { font-weight: 400; }
.letter { white-space: pre-wrap; }
.notice { border-left: .4rem solid var(--good); background: var(--soft); padding: .6rem 1rem; }
.problem { border: 2px solid var(--bad); border-radius: .3rem; padding: .2rem 1rem; } .problem h2 { margin: .6rem 0; }
.problem a { color: var(--bad); }
`;

const styleHash = createHash("sha256").update(style).digest("base64");

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  // With "no-referrer", a browser would send forms with the origin "null", which the guard refuses.
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

/** A page of the sandbox, without scripts and external files. Its title says if there are errors. */
export function layout(title: string, main: Html, { hasErrors = false } = {}): string {
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${hasErrors ? "Error: " : ""}${title} – Sandbox</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<nav aria-label="Sandbox">
<ul>
<li><a href="/__local/candidates">Candidates</a></li>
<li><a href="/__local/partners">Partners</a></li>
<li><a href="/__local/test-centers">Sandbox test centres</a></li>
<li><a href="/__local/test-centers/mail">Local mail</a></li>
<li><a href="/__local/test-centers#clock">Local clock</a></li>
<li><a href="/__local">Reference</a></li>
<li><a href="/docs">API documentation</a></li>
</ul>
</nav>
</header>
<main id="main">
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`;
  return String(text);
}
