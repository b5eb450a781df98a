/**
 * A line of a CSV file after RFC 4180. A spreadsheet takes a cell that begins with = + - @ for a formula and runs it, so
 * such a cell gets an apostrophe in front, also where what it begins with cannot be seen. Where the list separator is
 * another one than the comma, quotes that do not stand at the cell's beginning as it sees it are no help: a formula after
 * such a separator gets an apostrophe as well. Cells are quoted where any program might see a separator in them.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** What a spreadsheet needs at the beginning of a file to read it as UTF-8. */
export const byteOrderMark = "\ufeff";

/** Before a formula, where a cell begins: ours, or one that another separator makes. */
const formula = /(?<=^|[;|\t\r\n])(?=[\s\p{Cf}"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

function csvCell(text: string): string {
  const harmless = text.replace(formula, "'").replace(/^(?=[\t\r\n])/, "'");
  return /[",;|\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
