import { html, raw } from "hono/html";
import type { Programme } from "../domain/programme/programme.ts";
import type { Fact, Letter, Link, Part } from "./letter.ts";
import { darkScheme, type Styles, styles } from "./style.ts";
import { plainly, type Sentence, type Words } from "./words.ts";

type Html = ReturnType<typeof html>;

/**
 * The HTML part of an e-mail: tables for mail programs that know nothing else, no script, and no picture but the programme's
 * logo. Nothing in it tells us that it was read.
 */
export function htmlOf(letter: Letter, words: Words, of: Programme): string {
  const style = styles(of.branding);
  const { tag, direction } = words.language;
  const main = html`<h1 class="title ink" style="${style.title}"><bdi>${letter.subject}</bdi></h1>
${letter.name === undefined ? "" : paragraph(words.say("greeting", { name: letter.name }), style)}
${letter.parts.map((part) => partOf(part, words, style))}
${letter.step === undefined ? "" : button(letter.step, style)}`;
  const page = html`<!doctype html>
<html lang="${tag}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${letter.subject}</title>
<style>${raw(darkScheme(of.branding))}</style>
</head>
<body class="ground" style="${style.ground}">
<div lang="${tag}" dir="${direction}" class="ground" style="background-color:#eef1f5">
<div aria-hidden="true" style="display:none;max-height:0;overflow:hidden">${preview(letter)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="edge" align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;${style.card}">
<tr><td class="bar" style="${style.bar}">&nbsp;</td></tr>
<tr><td class="pad" style="padding:26px 36px 0"><div role="banner">${brand(of, style)}</div></td></tr>
<tr><td class="pad" align="${direction === "ltr" ? "left" : "right"}" style="padding:24px 36px 12px"><div role="main">${main}</div></td></tr>
</table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="pad" align="${direction === "ltr" ? "left" : "right"}" style="padding:20px 36px 28px"><div role="contentinfo">${foot(words, of, style)}</div></td></tr>
</table>
</td></tr></table>
</div>
</body>
</html>
`;
  return String(page);
}

/** Inboxes show it beside the subject. */
function preview({ parts }: Letter): string {
  const first = parts.find((part) => "says" in part);
  return first !== undefined && "says" in first ? plainly(first.says) : "";
}

function brand({ name, branding }: Programme, style: Styles): Html {
  const shown =
    branding.mailLogo === undefined
      ? html`${name}`
      : html`<img src="${branding.mailLogo}" alt="${name}" height="40" style="height:40px;max-width:260px;border:0;${style.brand}">`;
  return html`<a class="brand" href="${branding.url}" style="${style.brand}">${shown}</a>`;
}

function partOf(part: Part, words: Words, style: Styles): Html {
  if ("says" in part) return paragraph(part.says, style);
  if ("reason" in part) return html`<p class="ink quote" style="${style.quote}">${pieces(part.reason)}</p>`;
  if ("link" in part) return html`<p class="ink" style="${style.text}">${linked(part.link, words, style)}</p>`;
  return html`<table role="presentation" class="panel" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 20px;${style.panel}">
${part.facts.map((fact, at) => factOf(fact, at === part.facts.length - 1, style))}
</table>`;
}

function factOf({ label, value, typed }: Fact, isLast: boolean, style: Styles): Html {
  return html`<tr><td style="padding:14px 18px ${isLast ? "14px" : "0"}"><div class="soft" style="${style.label}">${label}</div><div class="ink" style="${typed ? style.typed : style.value}"><bdi>${typed ? value : unbroken(value)}</bdi></div></td></tr>`;
}

function paragraph(sentence: Sentence, style: Styles): Html {
  return html`<p class="ink" style="${style.text}">${pieces(sentence)}</p>`;
}

/** Whole codes and series codes, also in a list or in brackets, that fit a line of 375 px. */
const codes = /(?<![\w-])(?=[0-9A-Z*~$=-]{4,30}(?![\w*~$=-]))([A-Z]{2,4}(?:-[0-9A-Z*~$=]+)+)/;

/** A code is not broken at its hyphens, because it is typed again. */
function unbroken(value: string): Html {
  const parts = value.split(codes);
  return html`${parts.map((part, at) => (at % 2 === 0 ? part : html`<span style="white-space:nowrap">${part}</span>`))}`;
}

/** A name in another script does not turn the words around it. */
function pieces(sentence: Sentence): Html {
  return html`${sentence.map((piece) => (typeof piece === "string" ? piece : html`<bdi>${unbroken(piece.value)}</bdi>`))}`;
}

function button({ label, url }: Link, style: Styles): Html {
  return html`<table role="presentation" class="press" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 20px"><tr><td class="button" align="center" style="${style.button}"><a href="${url}" style="${style.pressed}">${label}</a></td></tr></table>
<p class="soft" style="${style.foot}"><a class="link" href="${url}" style="${style.link}">${url}</a></p>`;
}

function linked({ label, url }: Link, words: Words, style: Styles): Html {
  return html`${words.plain("labelled", { label, value: "" })}<a class="link" href="${url}" style="${style.link}">${url}</a>`;
}

function foot(words: Words, { name, branding }: Programme, style: Styles): Html {
  const { legalName, url, supportAddress: address } = branding;
  return html`<p class="soft" style="${style.foot}">${legalName}<br><a class="link" href="${url}" style="${style.link}">${url}</a></p>
<p class="soft" style="${style.foot}">${pieces(words.say("footerSupport", { address }))}</p>
<p class="soft" style="${style.foot}">${pieces(words.say("footerWhy", { programme: name }))}</p>`;
}
