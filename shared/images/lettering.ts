import { fitted, type Setting, widthOf } from "../print/fit.ts";
import type { Face } from "../print/font-files.ts";
import { fontOf, glyphsOf } from "../print/fonts.ts";
import { type Run, visualRuns } from "../print/runs.ts";

export type Words = Setting & {
  readonly text: string;
  readonly colour: string;
  /** Thicker strokes, as of a bold font. */
  readonly bold?: true;
  /** Between the letters, by the size. */
  readonly spaced?: number;
  readonly leading?: number;
};

/** A text as it fits its column. `drawn` puts its top left corner, or the middle of its top, at a place. */
export type SetWords = {
  readonly width: number;
  readonly height: number;
  readonly drawn: (x: number, top: number, centred?: boolean) => string;
};

/**
 * Text as outlines of its glyphs, set as in the PDF. So a drawing has each script right wherever it is shown, and
 * needs no font. A glyph's outline stands once in a drawing, in `outlines`, which comes after all its words.
 */
export class Lettering {
  readonly #known = new Map<string, string>();
  readonly #grain: number;

  /** Outlines are rounded to so many units of the font. */
  constructor(grain = 1) {
    this.#grain = grain;
  }

  set(words: Words): SetWords {
    const { lines, size } = fitted(words.text, words);
    const step = size * (words.leading ?? 1.25);
    const set = lines.map((line) => {
      const runs = visualRuns(line, words.style);
      return { runs, width: widthOf(runs, size) + (words.spaced ?? 0) * size * (line.length - 1) };
    });
    return {
      width: Math.max(...set.map(({ width }) => width)),
      height: lines.length * step,
      drawn: (x, top, centred = false) =>
        set
          .map(({ runs, width }, at) => {
            const left = centred ? x - width / 2 : x;
            return this.#line(runs, { ...words, size }, left, top + at * step + size * 0.95);
          })
          .join(""),
    };
  }

  outlines(): string {
    return `<defs>${[...this.#known].map(([id, d]) => `<path id="${id}" d="${d}"/>`).join("")}</defs>`;
  }

  #line(runs: readonly Run[], { size, colour, bold, spaced = 0 }: Words, left: number, baseline: number): string {
    let pen = left;
    const drawn = runs.map((run) => {
      const unit = fontOf(run.font).unitsPerEm / this.#grain;
      const scale = size / unit;
      const thick = bold ? ` stroke="${colour}" stroke-width="${short(unit * 0.04)}"` : "";
      const place = `translate(${short(pen)} ${short(baseline)}) scale(${scale.toPrecision(4)} -${scale.toPrecision(4)})`;
      let at = 0;
      const uses = glyphsOf(run.font, run.text).map(({ id, xAdvance, xOffset, yOffset }) => {
        const used = this.#use(run.font, id, at + xOffset / this.#grain, yOffset / this.#grain);
        at += xAdvance / this.#grain + spaced * unit;
        return used;
      });
      pen += at * scale;
      return `<g transform="${place}"${thick}>${uses.join("")}</g>`;
    });
    return `<g fill="${colour}">${drawn.join("")}</g>`;
  }

  #use(font: Face, glyph: number, x: number, y: number): string {
    const id = `${font}${glyph}`;
    const outline = this.#known.get(id) ?? outlineOf(font, glyph, this.#grain);
    if (outline === "") return "";
    this.#known.set(id, outline);
    return `<use href="#${id}"${x === 0 ? "" : ` x="${short(x)}"`}${y === 0 ? "" : ` y="${short(y)}"`}/>`;
  }
}

const letters = { moveTo: "m", lineTo: "l", quadraticCurveTo: "q", bezierCurveTo: "c", closePath: "z" } as const;

/** In whole numbers, each place relative to the one before, because that takes the fewest bytes. */
function outlineOf(font: Face, glyph: number, grain: number): string {
  let [penX, penY, startX, startY] = [0, 0, 0, 0];
  const commands = fontOf(font)
    .getGlyph(glyph)
    .path.commands.map(({ command, args }) => {
      const rounded = args.map((each) => Math.round(each / grain));
      const relative = rounded.map((each, at) => each - (at % 2 === 0 ? penX : penY));
      if (command === "closePath") [penX, penY] = [startX, startY];
      else [penX = penX, penY = penY] = rounded.slice(-2);
      if (command === "moveTo") [startX, startY] = [penX, penY];
      return letters[command] + relative.join(" ").replaceAll(" -", "-");
    });
  return commands.join("");
}

/** To a tenth of a pixel. */
export function short(of: number): string {
  return String(Math.round(of * 10) / 10);
}
