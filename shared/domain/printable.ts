import { coverage } from "./font-coverage.ts";
import { hasTower } from "./name.ts";

export type FontName = keyof typeof coverage;

const scripts: readonly (readonly [RegExp, readonly FontName[]])[] = [
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, ["japanese"]],
  [/\p{Script=Hangul}/u, ["korean"]],
  [/\p{Script=Han}/u, ["chinese", "traditional", "japanese", "korean"]],
  [/\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}/u, ["latin"]],
  [/\p{Script=Arabic}/u, ["arabic"]],
  [/\p{Script=Hebrew}/u, ["hebrew"]],
  [/\p{Script=Armenian}/u, ["armenian"]],
  [/\p{Script=Georgian}/u, ["georgian"]],
  [/\p{Script=Devanagari}/u, ["devanagari"]],
  [/\p{Script=Bengali}/u, ["bengali"]],
  [/\p{Script=Gurmukhi}/u, ["gurmukhi"]],
  [/\p{Script=Gujarati}/u, ["gujarati"]],
  [/\p{Script=Oriya}/u, ["oriya"]],
  [/\p{Script=Tamil}/u, ["tamil"]],
  [/\p{Script=Telugu}/u, ["telugu"]],
  [/\p{Script=Kannada}/u, ["kannada"]],
  [/\p{Script=Malayalam}/u, ["malayalam"]],
  [/\p{Script=Sinhala}/u, ["sinhala"]],
  [/\p{Script=Thai}/u, ["thai"]],
  [/\p{Script=Lao}/u, ["lao"]],
  [/\p{Script=Khmer}/u, ["khmer"]],
  [/\p{Script=Myanmar}/u, ["myanmar"]],
  [/\p{Script=Ethiopic}/u, ["ethiopic"]],
  [/\p{Script=Thaana}/u, ["thaana"]],
  [/\p{Script=Tibetan}/u, ["tibetan"]],
  [/\p{Script=Mongolian}/u, ["mongolian"]],
  [/\p{Script=Syriac}/u, ["syriac"]],
  [/\p{Script=Nko}/u, ["nko"]],
  [/\p{Script=Adlam}/u, ["adlam"]],
  [/\p{Script=Tifinagh}/u, ["tifinagh"]],
  [/\p{Script=Vai}/u, ["vai"]],
  [/\p{Script=Cherokee}/u, ["cherokee"]],
  [/\p{Script=Canadian_Aboriginal}/u, ["canadian"]],
  [/\p{Script=Osage}/u, ["osage"]],
  [/\p{Script=Ol_Chiki}/u, ["olChiki"]],
  [/\p{Script=Meetei_Mayek}/u, ["meetei"]],
  [/\p{Script=Chakma}/u, ["chakma"]],
  [/\p{Script=Javanese}/u, ["javanese"]],
  [/\p{Script=Balinese}/u, ["balinese"]],
  [/\p{Script=Cham}/u, ["cham"]],
  [/\p{Script=Lisu}/u, ["lisu"]],
  [/\p{Script=Yi}/u, ["yi"]],
];

/** Latin letters of one code point each, all of which the Latin font has. */
const printedByAll = /^[ -~\u00a1-\u00ac\u00ae-\u024f]*$/;
/** Made when first needed: it takes a tenth of a function's start. */
let segmenter: Intl.Segmenter | undefined;
const ignorable = /\p{Default_Ignorable_Code_Point}/u;
const decoded = new Map<FontName, readonly (readonly [number, number])[]>();

/** Of one code point each symbol. */
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
  const [, named] = scripts.find(([script]) => script.test(symbol)) ?? [];
  const han = /\p{Script=Han}/u.test(symbol);
  const first = han ? (scripts.slice(0, 2).find(([script]) => script.test(whole))?.[1] ?? []) : [];
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
  return scripts.find(([script]) => script.test(symbol))?.[1] ?? ofText;
}

function fontsIn(whole: string): FontName[] {
  return scripts.filter(([script]) => script.test(whole)).flatMap(([, names]) => names);
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
