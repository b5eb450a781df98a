import { coverage } from "./font-coverage.ts";
import { hasTower } from "./name.ts";

export type FontName = keyof typeof coverage;

/** Fonts by the scripts that they have. A symbol takes the first row with its script. */
const fontsByScript: readonly (readonly [readonly string[], readonly FontName[]])[] = [
  [["Hiragana", "Katakana"], ["japanese"]],
  [["Hangul"], ["korean"]],
  [["Han"], ["chinese", "traditional", "japanese", "korean"]],
  [["Latin", "Greek", "Cyrillic"], ["latin"]],
  [["Arabic"], ["arabic"]],
  [["Hebrew"], ["hebrew"]],
  [["Armenian"], ["armenian"]],
  [["Georgian"], ["georgian"]],
  [["Devanagari"], ["devanagari"]],
  [["Bengali"], ["bengali"]],
  [["Gurmukhi"], ["gurmukhi"]],
  [["Gujarati"], ["gujarati"]],
  [["Oriya"], ["oriya"]],
  [["Tamil"], ["tamil"]],
  [["Telugu"], ["telugu"]],
  [["Kannada"], ["kannada"]],
  [["Malayalam"], ["malayalam"]],
  [["Sinhala"], ["sinhala"]],
  [["Thai"], ["thai"]],
  [["Lao"], ["lao"]],
  [["Khmer"], ["khmer"]],
  [["Myanmar"], ["myanmar"]],
  [["Ethiopic"], ["ethiopic"]],
  [["Thaana"], ["thaana"]],
  [["Tibetan"], ["tibetan"]],
  [["Mongolian"], ["mongolian"]],
  [["Syriac"], ["syriac"]],
  [["Nko"], ["nko"]],
  [["Adlam"], ["adlam"]],
  [["Tifinagh"], ["tifinagh"]],
  [["Vai"], ["vai"]],
  [["Cherokee"], ["cherokee"]],
  [["Canadian_Aboriginal"], ["canadian"]],
  [["Osage"], ["osage"]],
  [["Ol_Chiki"], ["olChiki"]],
  [["Meetei_Mayek"], ["meetei"]],
  [["Chakma"], ["chakma"]],
  [["Javanese"], ["javanese"]],
  [["Balinese"], ["balinese"]],
  [["Cham"], ["cham"]],
  [["Lisu"], ["lisu"]],
  [["Yi"], ["yi"]],
];

/** Made when first needed: patterns of scripts take a hundredth of a function's start, and Latin names need none. */
let patterns: readonly (readonly [RegExp, readonly FontName[]])[] | undefined;

function scripts() {
  patterns ??= fontsByScript.map(([names, fonts]) => {
    return [new RegExp(names.map((name) => `\\p{Script=${name}}`).join("|"), "u"), fonts];
  });
  return patterns;
}

/** Latin letters, digits and signs of one code point each, all of which the Latin font has. */
const printedByAll = /^[ -~\u00a1-\u00ac\u00ae-\u024f]*$/;
/** Made when first needed: it takes a tenth of a function's start. */
let segmenter: Intl.Segmenter | undefined;
const ignorable = /\p{Default_Ignorable_Code_Point}/u;
const decoded = new Map<FontName, readonly (readonly [number, number])[]>();

/** A text of which each symbol is one code point. */
const isPlain = /^(?:(?!\p{M})[\p{Script=Latin}\p{Script=Han}\p{P}\p{N}\p{Zs}])*$/u;
/** Marks of direction are no symbols: a line in two scripts may need them. */
const directions = /[\u061c\u200e\u200f]/g;

export function withoutDirections(text: string): string {
  return text.replace(directions, "");
}

/** The first symbols of a list with their code points, for people who cannot see them. */
export function named(symbols: readonly string[]): string {
  return symbols
    .slice(0, 5)
    .map((symbol) => `${shown(symbol)}(${[...symbol].map(codePoint).join(" ")})`)
    .join(", ");
}

export function symbolsIn(text: string): string[] {
  if (isPlain.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Fonts that may have a symbol, the best first. A symbol without a script stays in the font before it. */
export function fontsFor(symbol: string, before: FontName, whole: string): readonly FontName[] {
  const [, named] = scripts().find(([script]) => script.test(symbol)) ?? [];
  const han = /\p{Script=Han}/u.test(symbol);
  const first = han
    ? (scripts()
        .slice(0, 2)
        .find(([script]) => script.test(whole))?.[1] ?? [])
    : [];
  return [...first, ...(named ?? [before, "latin", ...fontsIn(whole)])];
}

/** Symbols that no certificate font has, and towers of marks (R7). The table of code points lets a step refuse a name early. */
export function unprintableIn(text: string): string[] {
  if (printedByAll.test(text)) return [];
  const fonts = [...new Set<FontName>(["latin", ...fontsIn(text)])];
  const isPrinted = (symbol: string) => {
    const points = [...symbol].filter((each) => !ignorable.test(each));
    if (points.length === 0 || hasTower(symbol)) return false;
    return fontsOf(symbol, fonts).some((font) => points.every((each) => hasGlyph(font, each)));
  };
  return [...new Set(symbolsIn(text).filter((symbol) => !isPrinted(symbol)))];
}

/** A control character is told by its number alone. */
function shown(symbol: string): string {
  return /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(symbol) ? "" : `${symbol} `;
}

function codePoint(symbol: string): string {
  return `U+${(symbol.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function fontsOf(symbol: string, ofText: readonly FontName[]): readonly FontName[] {
  return scripts().find(([script]) => script.test(symbol))?.[1] ?? ofText;
}

function fontsIn(whole: string): FontName[] {
  return scripts()
    .filter(([script]) => script.test(whole))
    .flatMap(([, names]) => names);
}

function hasGlyph(font: FontName, symbol: string): boolean {
  const point = symbol.codePointAt(0) ?? 0;
  return rangesOf(font).some(([first, last]) => first <= point && point <= last);
}

/** Each range in the table is a distance and a length. */
function rangesOf(font: FontName): readonly (readonly [number, number])[] {
  const known = decoded.get(font);
  if (known !== undefined) return known;
  let end = 0;
  const ranges = coverage[font].split(" ").map((range) => {
    const [gap = 0, more = 0] = range.split("-").map((digits) => Number.parseInt(digits, 36));
    const first = end + gap;
    end = first + more;
    return [first, end] as const;
  });
  decoded.set(font, ranges);
  return ranges;
}
