import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { create, type Font, type Glyph, type Subset } from "fontkit";
import { type FontName, fontFiles, harfbuzzFile } from "./font-files.ts";
import { harfbuzz, type Placed } from "./harfbuzz.ts";

/** The fonts of a script. */
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

const packages = createRequire(import.meta.filename).resolve.paths("fontkit") ?? [];
const loaded = new Map<FontName, Opened>();
let shaping: ReturnType<typeof harfbuzz> | undefined;

/** Where a file of a package is; the package need not export it. */
function pathOf(file: string): string {
  const found = packages.map((folder) => join(folder, file)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${file} is not there`);
  return found;
}

type Opened = { readonly font: Font; readonly shape: (text: string) => Placed[] };

/** A font, read when a text first needs it. Its text is set by HarfBuzz; fontkit cuts out what a document uses of it. */
export function fontOf(name: FontName): Font {
  return opened(name).font;
}

/** The glyphs of a text in one script, from left to right as they are drawn. */
export function glyphsOf(name: FontName, text: string): readonly Placed[] {
  return opened(name).shape(text);
}

function opened(name: FontName): Opened {
  const known = loaded.get(name);
  if (known !== undefined) return known;

  const bytes = readFileSync(pathOf(fontFiles[name]));
  const font = create(bytes);
  if (!("layout" in font)) throw new Error(`${name} is a collection, not a font`);
  shaping ??= harfbuzz(pathOf(harfbuzzFile));
  const shape = shaping(bytes);
  const layout = (text: string) => laidOut(font, text, shape(text));
  const plainSubset = font.createSubset.bind(font);
  const createSubset = () => withCopies(plainSubset());
  const fresh = { font: Object.assign(font, { layout, createSubset }), shape };
  loaded.set(name, fresh);
  return fresh;
}

/** A text as pdfkit wants it: it scales the positions, and takes the width after that. */
function laidOut(font: Font, text: string, placed: readonly Placed[]) {
  const starts = [...new Set(placed.map(({ from }) => from)), text.length].sort((one, other) => one - other);
  const glyphs = placed.map(({ id, from }, index) => {
    const until = starts.find((start) => start > from) ?? text.length;
    const meant = index === widest(placed, from) ? codePoints(text.slice(from, until)) : [];
    return { id: `${id} ${meant}`, advanceWidth: font.getGlyph(id).advanceWidth, codePoints: meant };
  });
  const positions = placed.map(({ xAdvance, yAdvance, xOffset, yOffset }) => ({
    xAdvance,
    yAdvance,
    xOffset,
    yOffset,
  }));
  return {
    glyphs,
    positions,
    get advanceWidth() {
      return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
    },
  };
}

/**
 * What a document uses of a font. A glyph is in it once for each text that it stands for: the same stroke is the body of
 * many Arabic letters, and a code has one text.
 */
function withCopies(subset: Subset): Subset {
  const known = new Map<string, number>();
  const include = subset.includeGlyph.bind(subset);
  const includeGlyph = (of: Glyph | string) => {
    if (typeof of !== "string") return include(of);
    const code = known.get(of) ?? subset.glyphs.push(Number(of.split(" ")[0])) - 1;
    known.set(of, code);
    return code;
  };
  return Object.assign(subset, { includeGlyph });
}

/** Of the glyphs that are drawn for one character, the one that stands for it when text is copied. */
function widest(placed: readonly Placed[], from: number): number {
  const advances = placed.map((each) => (each.from === from ? each.xAdvance : -1));
  return advances.indexOf(Math.max(...advances));
}

function codePoints(text: string): number[] {
  return Array.from(text, (each) => each.codePointAt(0) ?? 0);
}

/**
 * The font for one symbol as people see it. What belongs to no script of its own stays in the font of what came before,
 * if that has it, or in one of the text's others. Han is written as in Japan or Korea where the rest of the text is.
 */
export function fontFor(symbol: string, before: FontName, whole: string): FontName {
  const [, named] = scripts.find(([script]) => script.test(symbol)) ?? [
    undefined,
    [before, "latin", ...fontsIn(whole)],
  ];
  const han = /\p{Script=Han}/u.test(symbol);
  const first = han ? (scripts.slice(0, 2).find(([script]) => script.test(whole))?.[1] ?? []) : [];
  return [...first, ...named].find((name) => has(fontOf(name), symbol)) ?? "latin";
}

function fontsIn(text: string): FontName[] {
  return scripts.filter(([script]) => script.test(text)).flatMap(([, names]) => names);
}

function has(font: Font, symbol: string): boolean {
  return [...symbol].every((each) => /\p{Default_Ignorable_Code_Point}/u.test(each) || hasGlyph(font, each));
}

function hasGlyph(font: Font, symbol: string): boolean {
  return font.hasGlyphForCodePoint(symbol.codePointAt(0) ?? 0);
}
