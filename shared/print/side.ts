import { encode } from "uqr";
import { brandText } from "../domain/programme/branding.ts";
import { mixed } from "../domain/programme/contrast.ts";
import { levelName } from "../domain/programme/programme.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { dayIn } from "../pages/date.ts";
import { drawParagraph, paragraph } from "./line.ts";
import { ink, type Printed, sideWidth, soft } from "./sheet.ts";

const { branding } = programme;
const { primary, accent } = branding.colours;
const inner = sideWidth - 44;
const codeSize = 96;

/** A tinted side, which ends in a line of the accent colour. */
export function drawGround(document: PDFKit.PDFDocument): void {
  const { width, height } = document.page;
  document.markContent("Artifact", { type: "Layout" });
  document.rect(width - sideWidth, 0, sideWidth, height).fill(mixed(primary, "#ffffff", 0.94));
  document.rect(width - sideWidth, 0, 3, height).fill(primary);
  document.rect(0, height - 8, width, 8).fill(primary);
  document.endMarkedContent();
}

/** The seal with the level, the dates, and one block by which anyone verifies: code, caption, link and number. */
export function drawSide(
  document: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  of: Printed,
  url: string,
): void {
  const left = document.page.width - sideWidth + 24;
  drawSeal(document, left + inner / 2, 118);
  const onSeal = { colour: "#ffffff", wide: 84 };
  add(levelName(programme, of.certification.level), 22, 105, onSeal);
  add(brandText(branding, "issued"), 10, 212);
  add(dayIn(of.claimedAt, branding.language), 14, 225, { colour: ink });
  add(brandText(branding, "validUntil"), 10, 252);
  add(dayIn(of.validUntil, branding.language), 14, 265, { colour: ink });
  const bottom = document.page.height - 40;
  drawCode(document, root, url, left + (inner - codeSize) / 2, bottom - 74 - codeSize);
  add(brandText(branding, "scan"), 11, bottom - 54, { colour: ink });
  // The address goes on with the number in the line below.
  const short = url.replace(/^https?:\/\//, "").replace(/[^/]*$/, "");
  add(`${brandText(branding, "verify")} ${short}`, 9, bottom - 36, { colour: primary, link: url });
  add(of.certificateNumber, 10, bottom - 16, { colour: ink });

  type More = { readonly colour?: string; readonly wide?: number; readonly link?: string };
  function add(text: string, size: number, top: number, { colour = soft, wide = inner, link }: More = {}): void {
    const set = paragraph(text, { width: wide, size, smallest: 6, lines: 2 }, { lines: 1.15 });
    const drawn = () => {
      document.fillColor(colour);
      const place = { left: left + (inner - wide) / 2, top, width: wide, centred: true };
      drawParagraph(document, set, link === undefined ? place : { ...place, link });
    };
    root.add(document.struct(link === undefined ? "P" : "Link", { actual: text }, [drawn]));
  }
}

function drawSeal(document: PDFKit.PDFDocument, x: number, y: number): void {
  document.markContent("Artifact", { type: "Layout" });
  const points = Array.from({ length: 72 }, (_, at) => {
    const [angle, radius] = [(at * Math.PI) / 36, at % 2 === 0 ? 66 : 61];
    return `${at === 0 ? "M" : "L"}${(x + radius * Math.sin(angle)).toFixed(2)} ${(y - radius * Math.cos(angle)).toFixed(2)}`;
  });
  document.path(`${points.join("")}Z`).fill(accent);
  document.circle(x, y, 55).fill("#ffffff");
  document.circle(x, y, 53).fill(primary);
  document.lineWidth(0.8).circle(x, y, 47).stroke("#ffffff");
  document.endMarkedContent();
}

/** With the quiet border that readers need. */
function drawCode(
  document: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  url: string,
  left: number,
  top: number,
) {
  const { data, size } = encode(url, { ecc: "M", border: 0 });
  const module = codeSize / size;
  const draw = () => {
    document.roundedRect(left - 10, top - 10, codeSize + 20, codeSize + 20, 6).fill("#ffffff");
    document.fillColor("#000000");
    for (const [y, row] of data.entries()) {
      for (const [x, dark] of row.entries()) {
        if (dark) document.rect(left + x * module, top + y * module, module, module);
      }
    }
    document.fill();
  };
  const alt = `QR code that leads to ${url}`;
  root.add(document.struct("Figure", { alt, bbox: [left, top, left + codeSize, top + codeSize] }, [draw]));
}
