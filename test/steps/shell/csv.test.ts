import { describe, expect, test } from "vitest";
import { csvLine } from "../../../shared/contract/csv.ts";

describe("a cell of a CSV file", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+351 21", "'+351 21"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    [" =1+1", "' =1+1"],
    ["\u200b=1+1", "'\u200b=1+1"],
    ["\uff1d1+1", "'\uff1d1+1"],
    ["\t=1+1", `"'\t'=1+1"`],
    ["\r=1+1", `"'\r'=1+1"`],
    ["\tAna", `"'\tAna"`],
    ['Ana;=HYPERLINK("http://x.test");x', `"Ana;'=HYPERLINK(""http://x.test"");x"`],
    ["Ana; \u200b@SUM(A1)", `"Ana;' \u200b@SUM(A1)"`],
    ['Ana;"=1+1', `"Ana;'""=1+1"`],
    ["Ana;;-2|+3\t\uff1d4", `"Ana;;'-2|'+3\t'\uff1d4"`],
    [`=HYPERLINK("https://x.test","Ana")`, `"'=HYPERLINK(""https://x.test"",""Ana"")"`],
  ])("that a spreadsheet would run is told as text: %j", (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });

  test.each([
    ["Ana Sá"],
    ["O'Hara"],
    ["a=b"],
    ["a=b - c+d @ e"],
    ["ana@example.org"],
    ["EDU-7F3K-9QXW-2M8T-R5VN-="],
    [""],
  ])("that is harmless stays as it is: %j", (cell) => {
    expect(csvLine([cell])).toBe(`${cell}\r\n`);
  });

  test("cannot become two, whichever separator a spreadsheet takes", () => {
    expect(csvLine(["a;1", "b,=1", "c\n1", "d|1", 'e"'])).toBe('"a;1","b,=1","c\n1","d|1","e"""\r\n');
  });

  test.each([";", "|", "\t"])(
    "begins with no formula where a program splits at %j and heeds no quotes",
    (separator) => {
      const signs = ["=1", "+1", "-1", "@A1", '"=1', " =1", "\u200b=1", "\uff1d1"];
      const line = csvLine(
        signs.flatMap((sign) => [sign, `Ana${separator}${sign}`, `Ana${separator}${separator}${sign}`]),
      );
      for (const cell of line.split(separator)) expect(cell).not.toMatch(/^["\s\p{Cf}]*[=+\-@\uff1d]/u);
    },
  );
});
