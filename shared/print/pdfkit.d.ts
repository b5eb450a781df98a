declare namespace PDFKit.Mixins {
  interface PDFFont {
    /** A font that was read already; the types of pdfkit do not know of it yet. */
    font(source: import("fontkit").Font): this;
  }
  interface PDFText {
    /** Its options know the baseline. */
    text(
      text: string,
      x: number,
      y: number,
      options: { baseline: "alphabetic"; lineBreak: false; characterSpacing: number; link?: string },
    ): this;
  }
  interface StructureElementOptions {
    /** The box of a figure. */
    bbox?: readonly [number, number, number, number];
  }
}
