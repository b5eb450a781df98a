import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { create, type Font } from "fontkit";
import { type FontName, fontFiles } from "./font-files.ts";

/** The font of a script; Latin, Greek and Cyrillic are in the first font. */
const scripts: readonly (readonly [RegExp, readonly FontName[]])[] = [
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, ["japanese"]],
  [/\p{Script=Hangul}/u, ["korean"]],
  [/\p{Script=Han}/u, ["chinese", "traditional", "japanese", "korean"]],
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
];

const packages = createRequire(import.meta.filename).resolve.paths("fontkit") ?? [];
const loaded = new Map<FontName, Font>();

/** Where the file of a font is; its package need not export it. */
function fontPath(name: FontName): string {
  const found = packages.map((folder) => join(folder, fontFiles[name])).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`the font ${fontFiles[name]} is not there`);
  return found;
}

/** Marks are set on their letters by these features. Fontkit stumbles over some fonts that leave a mark unset. */
const withoutMarks = { mark: false, mkmk: false, abvm: false, blwm: false };

/** A font, read when a text first needs it. */
export function fontOf(name: FontName): Font {
  const known = loaded.get(name);
  if (known !== undefined) return known;

  const font = create(readFileSync(fontPath(name)));
  if (!("layout" in font)) throw new Error(`${name} is a collection, not a font`);
  const layout = font.layout.bind(font);
  font.layout = (text, features, ...rest) => {
    try {
      return layout(text, features, ...rest);
    } catch {
      return layout(text, withoutMarks, ...rest);
    }
  };
  loaded.set(name, font);
  return font;
}

/**
 * The font for one symbol as people see it. What belongs to no script of its own stays in the font of what came before,
 * if that has it. Han is written as in Japan or Korea where the rest of the text is.
 */
export function fontFor(symbol: string, before: FontName, whole: string): FontName {
  const [, named] = scripts.find(([script]) => script.test(symbol)) ?? [undefined, [before, "latin"] as const];
  const han = /\p{Script=Han}/u.test(symbol);
  const first = han ? (scripts.slice(0, 2).find(([script]) => script.test(whole))?.[1] ?? []) : [];
  return [...first, ...named].find((name) => has(fontOf(name), symbol)) ?? "latin";
}

function has(font: Font, symbol: string): boolean {
  return [...symbol].every((each) => /\p{Default_Ignorable_Code_Point}/u.test(each) || hasGlyph(font, each));
}

function hasGlyph(font: Font, symbol: string): boolean {
  return font.hasGlyphForCodePoint(symbol.codePointAt(0) ?? 0);
}
