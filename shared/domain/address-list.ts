/**
 * The addresses in a CSV file, one for each line that has anything in it: the first cell with an @. A line without one gives
 * its first cell as it stands, so that whoever sent the file is told of it; the first line may be a heading, and then gives
 * none. The separator may be a comma, a semicolon or a tab.
 */
export function addressesInCsv(csv: string): string[] {
  const lines = csv.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const cells = lines.map((line) =>
    line.split(/[,;\t]/).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, "$1")
        .trim(),
    ),
  );
  const filled = cells.filter((line) => line.some((cell) => cell !== ""));
  return filled.flatMap((line, at) => {
    const address = line.find((cell) => cell.includes("@"));
    const isHeading = at === 0 && address === undefined && filled.length > 1;
    return isHeading ? [] : [address ?? line[0] ?? ""];
  });
}
