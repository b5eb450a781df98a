/**
 * A CSV line (RFC 4180). A spreadsheet runs a cell that begins with = + - @ as a formula, so such a cell gets an
 * apostrophe, also behind invisible symbols. A spreadsheet with another separator ignores our quotes, so a formula
 * behind any separator gets one, too. Cells with any separator are quoted.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** A spreadsheet needs it to read UTF-8. */
export const byteOrderMark = "\ufeff";

/** Before a formula at the beginning of a cell, by any separator. */
const formula = /(?<=^|[;|\t\r\n])(?=[\s\p{Cf}"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

function csvCell(text: string): string {
  const harmless = text.replace(formula, "'").replace(/^(?=[\t\r\n])/, "'");
  return /[",;|\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
