import bidiFactory from "bidi-js/dist/bidi.mjs";
import type { Face } from "./font-files.ts";
import { fontFor, glyphsOf } from "./fonts.ts";

/** A piece of a line in one font and one direction. */
export type Run = { readonly text: string; readonly font: Face; readonly toRight: boolean };

/** Of Latin, Greek and Cyrillic letters; other scripts have one form here. */
export type Style = "serif" | "sans";

type Piece = Pick<Run, "text" | "font"> & { readonly level: number };

const bidi = bidiFactory();
/** Letters, with the joiners and non-joiners between them. */
const isWord = /^[\p{L}\p{M}\p{N}\u200c\u200d]+$/u;
/** In each font the glyph of what it does not have. */
const missing = 0;
const symbolsOf = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A line's pieces from left to right as they are drawn, by the bidirectional algorithm of Unicode. */
export function visualRuns(line: string, style: Style = "serif"): Run[] {
  const { levels } = bidi.getEmbeddingLevels(line);
  const pieces: Piece[] = [];
  let font: Face = style === "serif" ? "serif" : "latin";
  for (const { segment, index } of symbolsOf.segment(line)) {
    font = fontFor(segment, font, line, style);
    const level = levels[index] ?? 0;
    const last = pieces.at(-1);
    // From right to left each word is a piece: pdfkit lays out words one by one, from left to right.
    const joined = level % 2 === 0 || (isWord.test(segment) && isWord.test(last?.text ?? ""));
    if (joined && last?.font === font && last.level === level)
      pieces.splice(-1, 1, { ...last, text: last.text + segment });
    else pieces.push({ text: segment, font, level });
  }
  return reordered(pieces).map((piece) => ({
    text: mirrored(piece),
    font: piece.font,
    toRight: piece.level % 2 === 0,
  }));
}

/** Whether our fonts have every symbol of a text. A box in the place of one is never printed. */
export function isPrintable(text: string): boolean {
  return visualRuns(text).every((run) => glyphsOf(run.font, run.text).every(({ id }) => id !== missing));
}

/** Rule L2: from the highest level down, whatever stands at it or above is turned round, the pieces as wholes. */
function reordered(pieces: readonly Piece[]): Piece[] {
  let turned = [...pieces];
  for (let level = Math.max(0, ...pieces.map((piece) => piece.level)); level > 0; level -= 1) {
    const next: Piece[] = [];
    let row: Piece[] = [];
    for (const piece of turned) {
      if (piece.level >= level) row.unshift(piece);
      else {
        next.push(...row, piece);
        row = [];
      }
    }
    turned = [...next, ...row];
  }
  return turned;
}

/** From right to left a bracket is drawn as its counterpart. The letters of such a script are turned by their font. */
function mirrored({ text, level }: Piece): string {
  return level % 2 === 0 ? text : (bidi.getMirroredCharacter(text) ?? text);
}
