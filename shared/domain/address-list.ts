/**
 * One address for each filled line: the cell below the heading e-mail or, without a heading, the first cell with an @.
 * A line without an address gives its first cell, so that the sender is told. A first line without an address is a
 * heading.
 */
export function addressesInCsv(csv: string): string[] {
  const [first = [], ...others] = rowsOf(csv).filter((row) => row.some((cell) => cell !== ""));
  const column = first.findIndex((cell) => /^e-?mail([ -]?address)?$/i.test(cell));
  if (column >= 0) return others.map((row) => row[column] || withoutAddress(row));
  const isHeading = others.length > 0 && !first.some((cell) => cell.includes("@"));
  const rows = isHeading ? others : [first, ...others];
  return rows.flatMap((row) => row.find((cell) => cell.includes("@")) ?? row[0] ?? []);
}

/** An address in another column belongs to someone else. */
function withoutAddress(row: readonly string[]): string {
  return row.find((cell) => cell !== "" && !cell.includes("@")) ?? "";
}

/** A cell with or without quotes (doubled inside), and its separator: comma, semicolon, tab or line end. */
const cell = /[^\S\t\r\n]*(?:"((?:[^"]|"")*)"[^,;\t\r\n]*|([^,;\t\r\n]*))([,;\t]|\r\n|[\r\n]|$)/g;

function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of csv.replace(/^\ufeff/, "").matchAll(cell)) {
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end !== undefined && /[\r\n]/.test(end)) rows.push([]);
  }
  return rows;
}
