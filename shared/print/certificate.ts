import PDFDocument from "pdfkit";
import type { Instant } from "../domain/instant.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import type { Printed } from "./sheet.ts";
import { drawGround, drawSide } from "./side.ts";
import { drawSignatories, drawStatement } from "./statement.ts";

export type Paper = "a4" | "letter";

/** A tagged PDF of one page with its fonts. The QR code leads to the verification page. Same input, same bytes. */
export async function certificatePdf(of: Printed, verifyUrl: string, paper: Paper): Promise<Buffer> {
  const title = `${of.holderName}: ${of.certification.title}, ${of.certificateNumber}`;
  const document = emptyPage(title, of.claimedAt, paper);
  const chunks: Buffer[] = [];
  const written = new Promise<void>((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", resolve).on("error", reject);
  });
  drawGround(document);
  const root = document.struct("Document", { title });
  document.addStructure(root);
  drawStatement(document, root, of);
  drawSignatories(document, root);
  drawSide(document, root, of, verifyUrl);
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
    lang: programme.branding.language,
    displayTitle: true,
    info: { Title: title, Author: programme.name, Creator: programme.name, CreationDate: at, ModDate: at },
  };
  // The types of pdfkit do not know of this subset yet.
  return new PDFDocument(Object.assign(options, { subset: "PDF/UA" }));
}
