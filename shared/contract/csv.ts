/**
 * A line of a CSV file after RFC 4180. A spreadsheet takes a cell that begins with = + - @ for a formula and runs it, so
 * such a cell gets an apostrophe in front, also where what it begins with cannot be seen. Cells are quoted where any
 * program might see a separator in them.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** What a spreadsheet needs at the beginning of a file to read it as UTF-8. */
export const byteOrderMark = "\ufeff";

function csvCell(text: string): string {
  const harmless = /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
