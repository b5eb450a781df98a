import { describe, expect, test } from "vitest";
import { csvLine } from "../../shared/contract/csv.ts";

describe("a cell of a CSV file", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+351 21", "'+351 21"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    [" =1+1", "' =1+1"],
    ["\u200b=1+1", "'\u200b=1+1"],
    ["\uff1d1+1", "'\uff1d1+1"],
    ["\t=1+1", `"'\t=1+1"`],
    ["\r=1+1", `"'\r=1+1"`],
    [`=HYPERLINK("https://x.test","Ana")`, `"'=HYPERLINK(""https://x.test"",""Ana"")"`],
  ])("that a spreadsheet would run is told as text: %j", (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`);
  });

  test.each([["Ana Sá"], ["O'Hara"], ["a=b"], ["ana@example.org"], ["EDU-7F3K-9QXW-2M8T-R5VN-="], [""]])(
    "that is harmless stays as it is: %j",
    (cell) => {
      expect(csvLine([cell])).toBe(`${cell}\r\n`);
    },
  );

  test("cannot become two, whichever separator a spreadsheet takes", () => {
    expect(csvLine(["a;=1", "b,=1", "c\n=1", 'd"'])).toBe('"a;=1","b,=1","c\n=1","d"""\r\n');
  });
});
