import type { Branding } from "../domain/programme/branding.ts";
import { readableOn } from "../domain/programme/contrast.ts";

/** Both schemes write on the paper and on the soft ground, which is the harder one. */
const light = { paper: "#ffffff", soft: "#f3f6f9" };
const dark = { paper: "#10161d", soft: "#1b2530" };

/** The one stylesheet of our pages, in the programme's two colours, for any width, both schemes and paper. */
export function stylesheet({ colours }: Pick<Branding, "colours">): string {
  const { primary, accent } = colours;
  return `
:root { color-scheme: light dark; --ink: #16202c; --quiet: #51606f; --paper: ${light.paper}; --soft: ${light.soft}; --line: #c9d2dc;
  --brand: ${readableOn(light.soft, primary)}; --accent: ${readableOn(light.soft, accent, 3)}; --on-brand: #fff;
  --good: #0f6b3a; --good-soft: #e6f4eb; --bad: #a1182c; --bad-soft: #fbe9ec; --old: #7a4a00; --old-soft: #fdf1dd; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --quiet: #aab6c2; --paper: ${dark.paper}; --soft: ${dark.soft};
  --line: #3b4856; --brand: ${readableOn(dark.soft, primary)}; --accent: ${readableOn(dark.soft, accent, 3)}; --on-brand: ${dark.paper};
  --good: #7fdca4; --good-soft: #12301f; --bad: #ff9aa8; --bad-soft: #3b161d; --old: #ffc978; --old-soft: #352609; } }
* { box-sizing: border-box; }
body { margin: 0; overflow-wrap: break-word; font: 1rem/1.6 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper);
  border-top: .3rem solid var(--brand); }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { border-bottom: 1px solid var(--line); font-weight: 600; }
header a { display: inline-flex; align-items: center; gap: .7rem; }
header img { height: 2.75rem; width: auto; max-width: 10rem; }
.issuer { font-size: 1.15rem; } .issuer a { color: var(--ink); text-decoration: none; } .issuer a:hover { text-decoration: underline; }
footer { border-top: 1px solid var(--line); margin-top: 2.5rem; font-size: .9rem; color: var(--quiet); }
footer p { margin: .3rem 0; overflow-wrap: anywhere; }
h1 { line-height: 1.25; font-size: 1.9rem; } h2 { margin-top: 2.2rem; font-size: 1.35rem; } h3 { font-size: 1.1rem; }
a { color: var(--brand); } a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, pre:focus-visible {
  outline: 3px solid var(--brand); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .92em; background: var(--soft); border-radius: .25rem; }
code { padding: .1em .3em; } pre { padding: 1rem; overflow-x: auto; } pre code { padding: 0; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; padding: .4rem .6rem .4rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .4rem 1.5rem; } dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) { dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin: 0 0 .8rem; } code { overflow-wrap: anywhere; } }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
[aria-current] { color: inherit; font-weight: 700; text-decoration: none; }
figure { margin: 1.5rem 0; overflow-x: auto; } figcaption { font-size: .9rem; } svg { max-width: 100%; height: auto; }
svg text { fill: currentColor; font: .8rem system-ui, "Noto Sans", sans-serif; text-anchor: middle; }
svg text.on { paint-order: stroke; stroke: var(--paper); stroke-width: .4rem; stroke-linejoin: round; }
.wide { color-scheme: light; overflow-x: clip; background: #fff; color: #222; border-top: 1px solid var(--line); }
.status { display: flex; align-items: center; gap: .9rem; margin: 1rem 0; padding: .8rem 1rem; border: 2px solid; border-radius: .6rem; }
.status svg { flex: none; fill: currentColor; } .status path:last-child { fill: none; stroke: var(--paper); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.status p { margin: 0; } .status strong { display: block; font-size: 1.3rem; line-height: 1.3; }
.status span { color: var(--ink); }
.good { color: var(--good); background: var(--good-soft); } .bad { color: var(--bad); background: var(--bad-soft); }
.old { color: var(--old); background: var(--old-soft); }
.earned { display: flex; align-items: center; gap: 2rem; margin: 2rem 0; } .earned img { flex: none; } .over img { filter: grayscale(1); opacity: .55; }
.earned div { min-width: 0; }
.earned h1 { margin: 0; font-size: 1.5rem; overflow: clip; overflow-clip-margin: 1em; } .earned h1 * { overflow-wrap: anywhere; }
.holder { display: block; font-size: clamp(1.9rem, 5.5vw, 2.9rem); line-height: 1.15; }
.long { font-size: 1.6rem; }
.lead { display: block; font-size: 1rem; font-weight: 400; color: var(--quiet); margin: .5rem 0 .2rem; }
.what { display: block; color: var(--brand); }
p.lead { margin: .4rem 0 0; }
.level { display: inline-block; margin: .9rem 0 0; padding: .1rem .8rem; border: 1px solid var(--accent); border-radius: 1rem; }
.note { padding-inline-start: .9rem; border-inline-start: .25rem solid var(--accent); }
.chips { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none; }
.chips li { padding: .15rem .8rem; background: var(--soft); border: 1px solid var(--line); border-radius: 1rem; overflow-wrap: anywhere; }
form { margin: 1.5rem 0; } label { display: block; font-weight: 600; } input, button { font: inherit; border-radius: .4rem; }
.line { display: flex; flex-wrap: wrap; gap: .6rem; margin: .4rem 0; }
.line input { flex: 1 1 16rem; min-width: 0; padding: .6rem .8rem; color: inherit; background: var(--paper); border: 1px solid var(--quiet); }
.line button { padding: .6rem 1.6rem; font-weight: 600; color: var(--on-brand); background: var(--brand); border: 0; cursor: pointer; }
.quiet { color: var(--quiet); font-size: .9rem; }
@media (max-width: 40rem) { .earned { flex-direction: column; align-items: flex-start; gap: 1rem; margin: 1.5rem 0; } h2 { margin-top: 1.7rem; } }
@media print { .screen { display: none; } body { font-size: 10.5pt; background: #fff; border: 0; } a { color: inherit; text-decoration: none; }
  .status, .earned, dl { break-inside: avoid; } header, main, footer { max-width: none; padding: .5rem 0; } h2 { margin-top: 1.2rem; } }
`;
}
