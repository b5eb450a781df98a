/**
 * The addresses in a CSV file, one for each line that has anything in it: the cell in the column headed e-mail or, without
 * such a heading, the first cell with an @. A line without an address gives its first cell as it stands, so that whoever
 * sent the file is told of it; a first line without any is a heading, and gives none.
 */
export function addressesInCsv(csv: string): string[] {
  const [first = [], ...others] = rowsOf(csv).filter((row) => row.some((cell) => cell !== ""));
  const column = first.findIndex((cell) => /^e-?mail([ -]?address)?$/i.test(cell));
  if (column >= 0) return others.map((row) => row[column] || withoutAddress(row));
  const isHeading = others.length > 0 && !first.some((cell) => cell.includes("@"));
  const rows = isHeading ? others : [first, ...others];
  return rows.flatMap((row) => row.find((cell) => cell.includes("@")) ?? row[0] ?? []);
}

/** Another column's address is nobody's who is to be invited. */
function withoutAddress(row: readonly string[]): string {
  return row.find((cell) => cell !== "" && !cell.includes("@")) ?? "";
}

/** A cell in quotes, which stand doubled in it, or without; and what ends it: a comma, semicolon or tab, or its line. */
const cell = /[^\S\t\r\n]*(?:"((?:[^"]|"")*)"[^,;\t\r\n]*|([^,;\t\r\n]*))([,;\t]|\r\n|[\r\n]|$)/g;

function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of csv.replace(/^\ufeff/, "").matchAll(cell)) {
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end !== undefined && /[\r\n]/.test(end)) rows.push([]);
  }
  return rows;
}
