import { symbolsIn } from "../domain/printable.ts";
import { fontOf, glyphsOf } from "./fonts.ts";
import { type Run, type Style, visualRuns } from "./runs.ts";

/** Text is made smaller, then broken between words, at last within one, until it fits. */
export type Setting = {
  readonly width: number;
  readonly size: number;
  readonly smallest: number;
  readonly lines: number;
  readonly style?: Style;
};

export type Fitted = { readonly lines: readonly string[]; readonly size: number };

/** The width of a text for a size of 1. Every width is this one, scaled. */
type Measure = (text: string) => number;

/** One line as long as that is not much smaller than asked; then as many as there may be. */
export function fitted(text: string, { width, size: asked, smallest, lines: most, style }: Setting): Fitted {
  const known = new Map<string, number>();
  const measure: Measure = (line) => {
    const width = known.get(line) ?? widthOf(visualRuns(line, style), 1);
    known.set(line, width);
    return width;
  };
  for (let size = asked; size > smallest; size -= 1) {
    const lines = balanced(measure, text, width / size);
    const allowed = size > asked * 0.7 ? 1 : most;
    if (lines.length <= allowed && lines.every((line) => measure(line) * size <= width)) return { lines, size };
  }
  const words = text.split(" ").flatMap((word) => brokenWord(measure, word, width / smallest));
  return { lines: broken(measure, words.join(" "), width / smallest), size: smallest };
}

/** The width of a line's pieces. */
export function widthOf(runs: readonly Run[], size: number): number {
  return runs.reduce((sum, { font, text }) => {
    const advance = glyphsOf(font, text).reduce((wide, { xAdvance }) => wide + xAdvance, 0);
    return sum + (advance * size) / fontOf(font).unitsPerEm;
  }, 0);
}

/** In as few lines as hold it, and those about as wide as each other. */
function balanced(measure: Measure, text: string, width: number): string[] {
  const lines = broken(measure, text, width);
  if (lines.length < 2) return lines;
  for (let share = 0.55; share < 1; share += 0.05) {
    const narrower = broken(measure, text, width * share);
    const fits = narrower.every((line) => measure(line) <= width);
    if (fits && narrower.length === lines.length) return narrower;
  }
  return lines;
}

/** The words in as few lines as hold them; one that is wider than a line stands in a line of its own. */
function broken(measure: Measure, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && measure(longer) <= width) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}

/** A word in pieces of which each fills a line, so that the next one is not put beside it. */
function brokenWord(measure: Measure, word: string, width: number): string[] {
  if (measure(word) <= width) return [word];
  const left = symbolsIn(word);
  const pieces: string[] = [];
  while (left.length > 0) pieces.push(left.splice(0, fittingIn(measure, left, width)).join(""));
  return pieces;
}

/** The number of symbols that fit, at least one. Halved each time, because to set each beginning of a long word takes a second. */
function fittingIn(measure: Measure, symbols: readonly string[], width: number): number {
  let [fitting, most] = [1, symbols.length];
  while (fitting < most) {
    const half = Math.ceil((fitting + most) / 2);
    if (measure(symbols.slice(0, half).join("")) <= width) fitting = half;
    else most = half - 1;
  }
  return fitting;
}
