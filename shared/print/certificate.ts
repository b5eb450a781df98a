import PDFDocument from "pdfkit";
import { encode } from "uqr";
import type { ClaimedCertificate } from "../domain/certificate/certificate.ts";
import type { Instant } from "../domain/instant.ts";
import { levelName } from "../domain/programme/programme.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { dayOf } from "../pages/date.ts";
import { drawCentred, type Setting } from "./line.ts";

export type Paper = "a4" | "letter";

/** The public part of a certificate, which the PDF shows (R20). */
type Printed = Pick<
  ClaimedCertificate,
  "certificateNumber" | "holderName" | "certification" | "claimedAt" | "validUntil"
>;

const ink = "#16202c";
const soft = "#4a5866";
const edge = 28;
const codeSize = 92;

/** A tagged PDF of one page with its fonts. The QR code leads to the verification page. Same input, same bytes. */
export async function certificatePdf(of: Printed, verifyUrl: string, paper: Paper): Promise<Buffer> {
  const title = `Certificate ${of.certificateNumber}`;
  const document = emptyPage(title, of.claimedAt, paper);
  const chunks: Buffer[] = [];
  const written = new Promise<void>((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", resolve).on("error", reject);
  });
  drawFrame(document);
  const root = document.struct("Document", { title });
  document.addStructure(root);
  drawText(document, root, of, verifyUrl);
  drawCode(document, root, verifyUrl);
  root.end();
  document.end();
  await written;
  return Buffer.concat(chunks);
}

function emptyPage(title: string, claimedAt: Instant, paper: Paper): PDFKit.PDFDocument {
  const at = new Date(claimedAt);
  const options: PDFKit.PDFDocumentOptions = {
    size: paper.toUpperCase(),
    layout: "landscape",
    margin: 0,
    pdfVersion: "1.7",
    font: "",
    tagged: true,
    lang: "en",
    displayTitle: true,
    info: { Title: title, Author: programme.name, CreationDate: at, ModDate: at },
  };
  // The types of pdfkit do not know of this subset yet.
  return new PDFDocument(Object.assign(options, { subset: "PDF/UA" }));
}

function drawText(document: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement, of: Printed, verifyUrl: string) {
  const { width, height } = document.page;
  let top = height * 0.13;
  const add = (tag: string, text: string, size: number, colour = soft, setting: Partial<Setting> = {}) => {
    const draw = () => {
      document.fillColor(colour);
      const asked = { width: width - 180, top, size, smallest: Math.min(size, 12), lines: 3, ...setting };
      top = drawCentred(document, text, asked);
    };
    root.add(document.struct(tag, { actual: text }, [draw]));
  };
  add("P", programme.name, 14);
  add("H1", "Certificate", 40, ink);
  top += 12;
  add("P", "This certifies that", 14);
  add("P", of.holderName, 36, ink);
  top += 6;
  add("P", `has passed every exam at level ${levelName(programme, of.certification.level)} of`, 14);
  add("P", of.certification.title, 24, ink);
  top = height - edge - codeSize - 34;
  const facts = { width: width - 2 * (codeSize + 80), lines: 1 };
  add("P", `Certificate number ${of.certificateNumber}`, 12, ink, facts);
  add("P", `Issued ${dayOf(of.claimedAt)}, valid until ${dayOf(of.validUntil)}`, 12, ink, facts);
  add("P", "Whether it is still valid, and was not revoked, is told at", 10, soft, { ...facts, smallest: 8 });
  add("P", verifyUrl, 10, ink, { ...facts, smallest: 7 });
}

function drawFrame(document: PDFKit.PDFDocument): void {
  const { width, height } = document.page;
  document.markContent("Artifact", { type: "Layout" });
  document
    .lineWidth(2)
    .strokeColor("#0b57a4")
    .rect(edge, edge, width - 2 * edge, height - 2 * edge)
    .stroke();
  document
    .lineWidth(0.5)
    .rect(edge + 6, edge + 6, width - 2 * edge - 12, height - 2 * edge - 12)
    .stroke();
  document.endMarkedContent();
}

/** The QR code, in the corner where it can be held to a camera; with the quiet border that readers need. */
function drawCode(document: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement, url: string): void {
  const { data, size } = encode(url, { ecc: "M", border: 0 });
  const left = document.page.width - edge - 24 - codeSize;
  const top = document.page.height - edge - 24 - codeSize;
  const module = codeSize / size;
  const draw = () => {
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
