import { expect, test } from "vitest";
import { type FontName, unprintableIn } from "../../shared/domain/printable.ts";
import { fontFiles } from "../../shared/print/font-files.ts";
import { fontOf } from "../../shared/print/fonts.ts";
import { isPrintable } from "../../shared/print/runs.ts";

const han = /\p{Script=Han}/u;
const isCode = /\p{C}/u;
const fontNames = ["chinese", "traditional", "japanese", "korean"] as const;

/** Code points of a font that a name may hold. The first font has the Han characters of all. */
function pointsOf(name: FontName): number[] {
  const own = fontOf(name).characterSet;
  const all =
    name === "chinese" ? [...own, ...fontNames.flatMap((each) => fontOf(each).characterSet.filter(isHan))] : own;
  const others: readonly string[] = fontNames.slice(1);
  const kept = others.includes(name) ? all.filter((point) => !isHan(point)) : all;
  const named = kept.filter((point) => !isCode.test(String.fromCodePoint(point)));
  return [...new Set(named)].sort((one, other) => one - other);
}

function isHan(point: number): boolean {
  return han.test(String.fromCodePoint(point));
}

function table(name: FontName): string {
  const ranges: { first: number; last: number }[] = [];
  for (const point of pointsOf(name)) {
    const range = ranges.at(-1);
    if (range !== undefined && point === range.last + 1) range.last = point;
    else ranges.push({ first: point, last: point });
  }
  const written = ranges.map(({ first, last }, index) => {
    const gap = (first - (ranges[index - 1]?.last ?? 0)).toString(36);
    return last === first ? gap : `${gap}-${(last - first).toString(36)}`;
  });
  const line = `  ${name}: "${written.join(" ")}",`;
  // Follows the formatter: a short name stays on the line.
  return name.length > 4 && line.length > 120 ? line.replace(": ", ":\n    ") : line;
}

function namesOf(files: Readonly<Record<FontName, string>>): FontName[] {
  const names: FontName[] = [];
  for (const name in files) if (isName(name, files)) names.push(name);
  return names;
}

function isName(name: string, files: Readonly<Record<FontName, string>>): name is FontName {
  return name in files;
}

test("the table of code points is that of the fonts; vitest's -u writes it anew", { timeout: 60_000 }, async () => {
  const source = [
    "/**",
    " * The code points of each font, written by test/domain/printable.test.ts from the fonts themselves: each range begins so",
    " * far behind the end of the one before, and goes on so far, in base 36. The Han of all fonts stands at `chinese`.",
    " */",
    "export const coverage = {",
    ...namesOf(fontFiles).map(table),
    "} as const;",
    "",
  ].join("\n");

  await expect(source).toMatchFileSnapshot("../../shared/domain/font-coverage.ts");
});

const printable = [
  "Ana Sá",
  "Nagy János",
  "Nguyễn Văn An",
  "Ólafur Þór",
  "Đặng Thị",
  "Łukasz Żółć",
  "O’Brien-Smith",
  "Mª José",
  "Ψάλτης",
  "Юрій Їжак",
  "王小明",
  "𠮷野家",
  "김민수",
  "남궁 민수",
  "山田太郎",
  "タナカ・ジョン",
  "ジョー",
  "محمد علی",
  "می‌خواهم",
  "שרה כהן",
  "Արամ",
  "გიორგი",
  "अनिल क्ष",
  "ক্‍ষ",
  "ਗੁਰਪ੍ਰੀਤ",
  "સંગીતા",
  "செல்வி",
  "రాజు",
  "ಶ್ರೀ",
  "മോഹന്‍",
  "ක්‍රිෂ්",
  "สมชาย",
  "ສົມ",
  "សុខ",
  "မောင်",
  "አበበ",
  "ބަޝީރު",
  "བཀྲ་ཤིས།",
  "ཧྐྵྨླྺྱྃ",
  "\u05d1\u05bc\u05b0\u0591",
  "ᠪᠠᠲᠤ",
  "ܝܘܚܢܢ",
  "ߡߊߡߊ",
  "𞤀𞤣𞤢",
  "ⵣⵉⵔⵉ",
  "ᏣᎳᎩ",
  "ᐃᓄᒃ",
  "ꆈꌠ",
];

test.each(printable)("%s is printed, and the table says so", (name) => {
  expect(unprintableIn(name)).toEqual([]);
  expect(isPrintable(name)).toBe(true);
});

test.each([
  ["Ana 🙂", ["🙂"]],
  ["👩‍💻 Ana 👍🏽👍🏽", ["👩‍💻", "👍🏽"]],
  ["Ana \u{10ffff}", ["\u{10ffff}"]],
  ["Ana \u{e000}", ["\u{e000}"]],
  ["𒀀", ["𒀀"]],
  ["A\u200bna", ["\u200b"]],
  [`Ana${"\u0301".repeat(9)} B${"\u0301".repeat(8)}`, [`a${"\u0301".repeat(9)}`]],
])("of %j the symbols that no font has are named", (name, symbols) => {
  expect(unprintableIn(name)).toEqual(symbols);
});

test("whatever letter the table takes, the fonts print it", { timeout: 120_000 }, () => {
  const taken: string[] = [];
  for (let point = 0x20; point < 0x323b0; point += point < 0x3400 ? 1 : 13) {
    const letter = String.fromCodePoint(point);
    if (/[\p{L}\p{N}]/u.test(letter) && unprintableIn(letter).length === 0) taken.push(letter);
  }

  expect(taken.length).toBeGreaterThan(8_000);
  expect(taken.filter((letter) => !isPrintable(letter))).toEqual([]);
});

test("a Latin letter that is accepted at once is accepted beside another script, too", () => {
  const points = Array.from({ length: 0x250 }, (_, point) => point);
  const letters = points.map((point) => String.fromCodePoint(point)).filter((each) => unprintableIn(each).length === 0);
  expect(letters.length).toBeGreaterThan(500);
  expect(letters.filter((each) => unprintableIn(`${each}あ`).includes(each))).toEqual([]);
});
