import { fitted, type Setting, widthOf } from "./fit.ts";
import { fontOf } from "./fonts.ts";
import { type Run, visualRuns } from "./runs.ts";

/** A text as it fits a column of the page. */
export type Paragraph = {
  readonly lines: readonly { readonly text: string; readonly runs: readonly Run[] }[];
  readonly size: number;
  readonly height: number;
};

/** Between the letters of a line, and between the lines, by the size. */
export type Spacing = { readonly letters?: number; readonly lines?: number };

export function paragraph(text: string, setting: Setting, { lines: leading = 1.25 }: Spacing = {}): Paragraph {
  const { lines, size } = fitted(text, setting);
  return {
    lines: lines.map((line) => ({ text: line, runs: visualRuns(line) })),
    size,
    height: lines.length * size * leading,
  };
}

export type Place = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly centred?: boolean;
  readonly letters?: number;
  readonly link?: string;
};

/** Draws a paragraph, in any script, from the left or in the middle of a column. */
export function drawParagraph(document: PDFKit.PDFDocument, { lines, size, height }: Paragraph, place: Place): void {
  const { letters = 0, link } = place;
  const leading = height / Math.max(1, lines.length);
  for (const [at, { text, runs }] of lines.entries()) {
    // Not every letter is drawn where it is read. What is read from the right, programs turn round: glyph by glyph alone.
    const asRead = runs.every((run) => run.toRight);
    if (asRead) document.markContent("Span", { actual: text });
    const wide = widthOf(runs, size) + Math.max(0, text.length - 1) * letters;
    let left = place.left + (place.centred ? (place.width - wide) / 2 : 0);
    const baseline = place.top + at * leading + size * 0.95;
    for (const run of runs) {
      document.font(fontOf(run.font)).fontSize(size);
      const options = { baseline: "alphabetic", lineBreak: false, characterSpacing: letters } as const;
      document.text(run.text, left, baseline, link === undefined ? options : { ...options, link });
      left += widthOf([run], size) + run.text.length * letters;
    }
    if (asRead) document.endMarkedContent();
  }
}
