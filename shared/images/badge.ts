import { html } from "hono/html";
import { brandText } from "../domain/programme/branding.ts";
import { contrast, mixed, readableOn } from "../domain/programme/contrast.ts";
import { levelName } from "../domain/programme/programme.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { Lettering } from "./lettering.ts";
import { marks, outlineFor } from "./level-form.ts";
import { inset } from "./picture.ts";

export type Badged = { readonly title: string; readonly level: string };

const { branding } = programme;
const { primary, accent } = branding.colours;
const ink = "#16202c";
/** The side of the square that a badge is drawn in. */
export const badgeSide = 512;
/** The width of its bitmap, which profiles and pages show smaller. */
export const badgePixels = 600;
const middle = badgeSide / 2;
/** Outlines to a quarter of a percent of the letters' size, because a badge is often fetched. */
const grain = 4;

/** A badge as a drawing of its own. Same certification and branding, same text. */
export function badgeSvg(of: Badged): string {
  const letters = new Lettering(grain);
  const art = badgeArt(of, letters);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${badgeSide} ${badgeSide}" role="img">${html`<title>${badgeCaption(of)}</title>`}${letters.outlines()}${art}</svg>`;
}

/** In words, for people who do not see it. */
export function badgeCaption({ title, level }: Badged): string {
  return brandText(branding, "achievement", { title, level: levelName(programme, level), issuer: programme.name });
}

/** The badge within a drawing. The level is told by the outline, by the number of marks, and in words. */
export function badgeArt({ title, level }: Badged, letters: Lettering): string {
  const rank = programme.levels.findIndex((each) => each.level === level);
  const { issuer, name, band, word } = wordsOf({ title, level }, letters);
  const form = (size: number, look: string) =>
    `<use href="#form" transform="translate(${middle} ${middle}) scale(${size / 100})" ${look}/>`;
  return [
    `<defs><path id="form" d="${outlineFor(rank)}"/></defs>`,
    form(252, `fill="${accent}"`),
    form(240, `fill="#ffffff"`),
    form(235, `fill="${primary}"`),
    form(222, `fill="none" stroke="${ring}"`),
    `<circle cx="${middle}" cy="109" r="38" fill="#ffffff"/>`,
    inset(branding.logo.light, { x: middle - 25, y: 84, width: 50, height: 50 }),
    issuer.drawn(middle, 165 - issuer.height / 2, true),
    name.drawn(middle, 249 - name.height / 2, true),
    `<rect x="8" y="324" width="496" height="56" rx="10" fill="${accent}" stroke="#ffffff" stroke-width="5"/>`,
    band.drawn(middle, 351 - band.height / 2, true),
    word.drawn(middle, 386, true),
    marks(rank, programme.levels.length, middle, 427, ring),
  ].join("");
}

function wordsOf({ title, level }: Badged, letters: Lettering) {
  const line = { smallest: 8, lines: 1, style: "sans", colour: "#ffffff" } as const;
  return {
    issuer: letters.set({ ...line, text: programme.name, width: 260, size: 21, lines: 2, colour: soft }),
    name: letters.set({ ...line, text: title, width: 336, size: 53, lines: 4, bold: true, leading: 1.16 }),
    band: letters.set({
      ...line,
      text: levelName(programme, level),
      width: 330,
      size: 34,
      bold: true,
      colour: onAccent,
    }),
    word: letters.set({ ...line, text: brandText(branding, "badgeWord"), width: 190, size: 21, spaced: 0.06 }),
  };
}

const soft = mixed(primary, "#ffffff", 0.82);
/** To be told from the ground, on which the accent may be no more than a shade. */
const ring = readableOn(primary, accent, 3);
const onAccent = contrast("#ffffff", accent) >= contrast(ink, accent) ? "#ffffff" : ink;
