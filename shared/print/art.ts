import type { Picture } from "../domain/programme/branding.ts";
import { type Drawing, drawingIn, type Shape } from "../domain/programme/drawing.ts";

/** A picture within another, in a box that it fills as far as its form lets it. */
export type Inset = {
  readonly picture: Picture;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

function drawArt(document: PDFKit.PDFDocument, art: Drawing, left: number, top: number, scale: number): void {
  document.save().translate(left, top).scale(scale);
  for (const shape of art.shapes) drawShape(document, shape);
  document.restore();
}

/** Draws a picture of the programme on the page. */
export function drawInset(document: PDFKit.PDFDocument, { picture, left, top, width, height }: Inset): void {
  if ("png" in picture) {
    document.image(Buffer.from(picture.png, "base64"), left, top, {
      fit: [width, height],
      align: "center",
      valign: "center",
    });
    return;
  }
  const drawing = drawn(picture.svg);
  const { scale, x, y } = within(drawing, { left, top, width, height });
  drawArt(document, drawing, x, y, scale);
}

function within(of: Drawing, { left, top, width, height }: Omit<Inset, "picture">) {
  const scale = Math.min(width / of.width, height / of.height);
  return { scale, x: left + (width - of.width * scale) / 2, y: top + (height - of.height * scale) / 2 };
}

/** The programme was checked before the build. */
function drawn(svg: string): Drawing {
  const drawing = drawingIn(svg);
  if (typeof drawing === "string") throw new Error(drawing);
  return drawing;
}

function drawShape(document: PDFKit.PDFDocument, { name, attributes }: Shape): void {
  const { fill = "#000000", stroke = "none", opacity = "1" } = attributes;
  outline(document, name, attributes);
  document.opacity(Number(opacity)).lineWidth(Number(attributes["stroke-width"] ?? 1));
  if (attributes["stroke-linecap"] === "round") document.lineCap("round");
  if (attributes["stroke-linejoin"] === "round") document.lineJoin("round");
  const rule = attributes["fill-rule"] === "evenodd" ? "even-odd" : "non-zero";
  if (fill !== "none" && stroke !== "none") document.fillAndStroke(fill, stroke, rule);
  else if (stroke !== "none") document.stroke(stroke);
  else if (fill !== "none") document.fill(fill, rule);
}

function outline(document: PDFKit.PDFDocument, name: string, attributes: Shape["attributes"]): void {
  const at = (key: string) => Number(attributes[key] ?? 0);
  if (name === "path") document.path(attributes.d ?? "");
  else if (name === "circle") document.circle(at("cx"), at("cy"), at("r"));
  else if (name === "ellipse") document.ellipse(at("cx"), at("cy"), at("rx"), at("ry"));
  else if (name === "rect") document.roundedRect(at("x"), at("y"), at("width"), at("height"), at("rx"));
  else document.path(`M${attributes.points ?? ""}Z`);
}
