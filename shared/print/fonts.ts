import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { create, type Font, type Glyph, type Subset } from "fontkit";
import { fontsFor } from "../domain/printable.ts";
import { type Face, faceFiles, harfbuzzFile } from "./font-files.ts";
import { harfbuzz, type Placed } from "./harfbuzz.ts";

const packages = createRequire(import.meta.filename).resolve.paths("fontkit") ?? [];
const loaded = new Map<Face, Opened>();
const european = /\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}/u;
let shaping: ReturnType<typeof harfbuzz> | undefined;

/** The path of a package's file, even if the package does not export it. */
export function pathOf(file: string): string {
  const found = packages.map((folder) => join(folder, file)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${file} is not there`);
  return found;
}

type Opened = { readonly font: Font; readonly shape: (text: string) => Placed[] };

/** A font, read when a text first needs it. Its text is set by HarfBuzz; fontkit cuts out what a document uses of it. */
export function fontOf(name: Face): Font {
  return opened(name).font;
}

/** The glyphs of a text in one script, from left to right as they are drawn. */
export function glyphsOf(name: Face, text: string): readonly Placed[] {
  return opened(name).shape(text);
}

function opened(name: Face): Opened {
  const known = loaded.get(name);
  if (known !== undefined) return known;

  const bytes = readFileSync(pathOf(faceFiles[name]));
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
 * A document's part of a font. A glyph is copied for each text that it stands for, because one stroke is the body of
 * many Arabic letters, and a PDF code has one text.
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

/** The font for one symbol as people see it: the first of those that may have it which does. */
export function fontFor(symbol: string, before: Face, whole: string, style: "serif" | "sans"): Face {
  const mayBeSerif = style === "serif" && (before === "serif" || european.test(symbol));
  if (mayBeSerif && has(fontOf("serif"), symbol) && isSerif(whole)) return "serif";
  const plain = before === "serif" ? "latin" : before;
  return fontsFor(symbol, plain, whole).find((name) => has(fontOf(name), symbol)) ?? "latin";
}

/** A name is set in one font: in serif only if that has each of its letters. */
function isSerif(whole: string): boolean {
  return [...whole].every((each) => !european.test(each) || has(fontOf("serif"), each));
}

function has(font: Font, symbol: string): boolean {
  return [...symbol].every((each) => /\p{Default_Ignorable_Code_Point}/u.test(each) || hasGlyph(font, each));
}

function hasGlyph(font: Font, symbol: string): boolean {
  return font.hasGlyphForCodePoint(symbol.codePointAt(0) ?? 0);
}
