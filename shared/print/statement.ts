import { brandText } from "../domain/programme/branding.ts";
import { readableOn } from "../domain/programme/contrast.ts";
import { levelName } from "../domain/programme/programme.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { drawInset } from "./art.ts";
import { drawParagraph, paragraph } from "./line.ts";
import { ink, margin, type Printed, sideWidth, soft } from "./sheet.ts";

const { branding } = programme;

/** The issuer on top, and what the certificate says of whom. The holder's name is the largest text. */
export function drawStatement(document: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement, of: Printed): void {
  const width = document.page.width - sideWidth - 2 * margin;
  const picture = { picture: branding.logo.light, left: margin, top: 44, width: 40, height: 40 };
  const logo = () => drawInset(document, picture);
  root.add(document.struct("Figure", { alt: programme.name, bbox: [margin, 44, margin + 40, 84] }, [logo]));
  const issuer = paragraph(programme.name, { width: width - 54, size: 17, smallest: 10, lines: 2 });
  draw("P", issuer, ink, 64 - issuer.height / 2, { left: margin + 54 });

  const level = levelName(programme, of.certification.level);
  const line = (text: string, size: number, letters = 0) =>
    paragraph(text, { width: width - letters * text.length, size, smallest: 8, lines: 3 });
  const heading = brandText(branding, "heading").toUpperCase();
  const name = paragraph(of.holderName, { width, size: 44, smallest: 12, lines: 3 });
  const titleSize = Math.min(27, Math.max(9, name.size - 3));
  const rows = [
    { tag: "H1", text: line(heading, 12, 1.6), letters: 1.6, after: 16, colour: accentText },
    { tag: "P", text: line(brandText(branding, "lead"), 14), after: 6 },
    { tag: "P", text: name, after: 22, colour: ink, ruled: true },
    { tag: "P", text: line(brandText(branding, "earned", { level }), 14), after: 6 },
    { tag: "P", text: line(of.certification.title, titleSize), after: 10, colour: branding.colours.primary },
    { tag: "P", text: line(brandText(branding, "attests", { issuer: programme.name }), 11.5), after: 0 },
  ];
  const height = rows.reduce((sum, { text, after }) => sum + text.height + after, 0);
  const [from, until] = [108, document.page.height - 132];
  let top = Math.max(from, from + (until - from - height) / 2);
  for (const { tag, text, after, colour = soft, letters = 0, ruled = false } of rows) {
    draw(tag, text, colour, top, { letters });
    top += text.height + after;
    if (ruled) rule(document, top - 13);
  }

  function draw(tag: string, text: ReturnType<typeof line>, colour: string, at: number, place: object): void {
    const actual = text.lines.map((each) => each.text).join(" ");
    const drawn = () => {
      document.fillColor(colour);
      drawParagraph(document, text, { left: margin, top: at, width, ...place });
    };
    root.add(document.struct(tag, { actual }, [drawn]));
  }
}

const accentText = readableOn("#ffffff", branding.colours.accent);

function rule(document: PDFKit.PDFDocument, top: number): void {
  document.markContent("Artifact", { type: "Layout" });
  document.rect(margin, top, 64, 2).fill(branding.colours.accent);
  document.endMarkedContent();
}

/** The signatures stand on their lines, from left to right. */
export function drawSignatories(document: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement): void {
  const top = document.page.height - 84;
  const width = 158;
  for (const [at, { name, title, signature }] of branding.signatories.entries()) {
    const left = margin + at * (width + 24);
    if (signature !== undefined) {
      const box = { left, top: top - 46, width: 130, height: 42 };
      const alt = `Signature of ${name}`;
      const bbox = [left, box.top, left + box.width, top - 4] as const;
      root.add(document.struct("Figure", { alt, bbox }, [() => drawInset(document, { picture: signature, ...box })]));
    }
    document.markContent("Artifact", { type: "Layout" });
    document.rect(left, top, width, 0.7).fill("#9aa5b1");
    document.endMarkedContent();
    for (const [text, size, colour, below] of [
      [name, 12, ink, 6],
      [title, 10, soft, 22],
    ] as const) {
      const set = paragraph(text, { width, size, smallest: 7, lines: 1 });
      const drawn = () => {
        document.fillColor(colour);
        drawParagraph(document, set, { left, top: top + below, width });
      };
      root.add(document.struct("P", { actual: text }, [drawn]));
    }
  }
}
