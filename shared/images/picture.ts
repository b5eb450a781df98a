import type { Picture } from "../domain/programme/branding.ts";
import { drawingIn } from "../domain/programme/drawing.ts";
import { short } from "./lettering.ts";

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A picture of the programme within a drawing, as large as its box lets it be, in the middle. */
export function inset(picture: Picture, { x, y, width, height }: Box): string {
  if ("png" in picture) {
    const place = `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
    return `<image ${place} href="data:image/png;base64,${picture.png}"/>`;
  }
  const drawing = drawingIn(picture.svg);
  // The programme was checked before the build.
  if (typeof drawing === "string") throw new Error(drawing);
  const scale = Math.min(width / drawing.width, height / drawing.height);
  const left = x + (width - drawing.width * scale) / 2;
  const top = y + (height - drawing.height * scale) / 2;
  const shapes = drawing.shapes.map(({ name, attributes }) => {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
    return `<${name}${written.join("")}/>`;
  });
  return `<g transform="translate(${short(left)} ${short(top)}) scale(${scale.toPrecision(4)})">${shapes.join("")}</g>`;
}
