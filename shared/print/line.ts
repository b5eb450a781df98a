import { type FontName, symbolsIn } from "../domain/printable.ts";
import { fontOf } from "./fonts.ts";
import { type Run, visualRuns } from "./runs.ts";

/** Text in the middle of a page: it is made smaller, then broken between words, at last within one, until it fits. */
export type Setting = {
  readonly width: number;
  readonly top: number;
  readonly size: number;
  readonly smallest: number;
  readonly lines: number;
};

/** Draws a text, in any script, centred on the page. Answers where it ends. */
export function drawCentred(document: PDFKit.PDFDocument, text: string, setting: Setting): number {
  const { lines, size } = fitted(document, text, setting);
  let top = setting.top;
  for (const line of lines) {
    const runs = visualRuns(line);
    // Not every letter is drawn where it is read. What is read from the right, programs turn round: glyph by glyph alone.
    const asRead = runs.every((run) => run.toRight);
    if (asRead) document.markContent("Span", { actual: line });
    let left = (document.page.width - widthOf(document, runs, size)) / 2;
    for (const run of runs) {
      use(document, run.font, size);
      document.text(run.text, left, top + size, { baseline: "alphabetic", lineBreak: false });
      left += document.widthOfString(run.text);
    }
    if (asRead) document.endMarkedContent();
    top += size * 1.4;
  }
  return top;
}

/** One line as long as that is not much smaller than asked; then as many as there may be. */
function fitted(document: PDFKit.PDFDocument, text: string, setting: Setting): { lines: string[]; size: number } {
  for (let size = setting.size; size > setting.smallest; size -= 1) {
    const lines = broken(document, text, size, setting.width);
    const allowed = size > setting.size * 0.6 ? 1 : setting.lines;
    const fits = lines.every((line) => widthOf(document, visualRuns(line), size) <= setting.width);
    if (fits && lines.length <= allowed) return { lines, size };
  }
  const size = setting.smallest;
  const words = text.split(" ").flatMap((word) => brokenWord(document, word, size, setting.width));
  return { lines: broken(document, words.join(" "), size, setting.width), size };
}

/** The words in as few lines as hold them; one that is wider than a line stands in a line of its own. */
function broken(document: PDFKit.PDFDocument, text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(document, visualRuns(longer), size) <= width) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}

/** A word in pieces of which each fills a line, so that the next one is not put beside it. */
function brokenWord(document: PDFKit.PDFDocument, word: string, size: number, width: number): string[] {
  if (widthOf(document, visualRuns(word), size) <= width) return [word];
  const pieces: string[] = [];
  for (const symbol of symbolsIn(word)) {
    const longer = `${pieces.at(-1) ?? ""}${symbol}`;
    if (widthOf(document, visualRuns(longer), size) <= width) pieces.splice(-1, 1, longer);
    else pieces.push(symbol);
  }
  return pieces;
}

function widthOf(document: PDFKit.PDFDocument, runs: readonly Run[], size: number): number {
  return runs.reduce((sum, run) => {
    use(document, run.font, size);
    return sum + document.widthOfString(run.text);
  }, 0);
}

function use(document: PDFKit.PDFDocument, font: FontName, size: number): void {
  document.font(fontOf(font)).fontSize(size);
}
