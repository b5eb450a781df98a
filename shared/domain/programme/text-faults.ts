import { named, unprintableIn, withoutDirections } from "../printable.ts";
import type { TextKey } from "./branding-texts.ts";
import type { Programme } from "./programme.ts";

/**
 * Each text of PDF, card and badge, with the most columns that fit it there in letters that can be read. A letter of
 * Chinese, Japanese or Korean takes two.
 */
export const printedTexts = {
  heading: 60,
  lead: 80,
  earned: 160,
  attests: 200,
  issued: 30,
  validUntil: 30,
  scan: 40,
  verify: 30,
  cardLead: 60,
  wasCertified: 60,
  badgeWord: 30,
  level: 30,
  expiredOn: 30,
  revokedOn: 30,
} as const satisfies { readonly [key in TextKey]?: number };

/** Of names, likewise. */
export const printedNames = { programme: 80, level: 40, signatory: 40 } as const;

/** Pages and e-mails wrap a text. One that is longer is a mistake. */
const longest = 1000;

type Shown = { readonly what: string; readonly text: string; readonly columns?: number | undefined };

/** Faults of the texts that people read: a symbol that no font of the PDF has, a length that does not fit, a control character. */
export function shownFaults(of: Programme): string[] {
  return shownTexts(of).flatMap(({ what, text, columns }) => [
    ...controlFaults(what, text),
    ...(columns === undefined ? lengthFaults(what, text, longest) : printFaults(what, text, columns)),
  ]);
}

function shownTexts({ name, branding, levels, providers }: Programme): Shown[] {
  const { legalName, signatories, texts } = branding;
  return [
    { what: "the programme's name", text: name, columns: printedNames.programme },
    ...levels.map((each) => ({
      what: `the name of level ${each.level}`,
      text: each.name,
      columns: printedNames.level,
    })),
    ...providers.map((each) => ({ what: `the name of provider ${each.provider}`, text: each.name })),
    { what: "branding: legalName", text: legalName },
    ...signatories.flatMap((each, at) => [
      { what: `branding: the name of signatories[${at}]`, text: each.name, columns: printedNames.signatory },
      { what: `branding: the title of signatories[${at}]`, text: each.title, columns: printedNames.signatory },
    ]),
    ...Object.entries(texts).map(([key, text]) => {
      const [, columns] = Object.entries(printedTexts).find(([printed]) => printed === key) ?? [];
      return { what: `branding: text ${key}`, text, columns };
    }),
  ];
}

function printFaults(what: string, text: string, columns: number): string[] {
  const own = withoutDirections(text.replaceAll(/\{\w*\}/g, ""));
  const symbols = isControl.test(own) ? [] : unprintableIn(own);
  if (symbols.length === 0) return lengthFaults(what, own, columns);
  return [`${what} has what no font of certificates has: ${named(symbols)}`];
}

function lengthFaults(what: string, text: string, columns: number): string[] {
  const taken = Array.from(text, (each) => (isWide.test(each) ? 2 : 1)).reduce<number>((sum, each) => sum + each, 0);
  if (taken <= columns) return [];
  return [`${what} takes ${taken} columns, and ${columns} fit (an East Asian letter takes two)`];
}

function controlFaults(what: string, text: string): string[] {
  const [found] = isControl.exec(text) ?? [];
  return found === undefined ? [] : [`${what} has a control character or a line break: ${named([found])}`];
}

const isControl = /[\p{Cc}\p{Cs}\u2028\u2029]/u;
const isWide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;
