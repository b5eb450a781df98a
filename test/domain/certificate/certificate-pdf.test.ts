import { inflateSync } from "node:zlib";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, test } from "vitest";
import type { FontName } from "../../../shared/domain/printable.ts";
import { certificatePdf, type Paper } from "../../../shared/print/certificate.ts";
import { fontOf, glyphsOf } from "../../../shared/print/fonts.ts";
import { isPrintable, visualRuns } from "../../../shared/print/runs.ts";

const verifyUrl = "https://certrail.example/verify/CRT-7F3K-9QXW-2M8T-R5VN-Q";
const certificate = {
  certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-Q",
  holderName: "Ana Sá",
  certification: { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp" },
  claimedAt: "2026-11-22T09:30:00.000Z",
  validUntil: "2028-11-22T09:30:00.000Z",
};

const print = (fields: object = {}, paper: Paper = "a4") =>
  certificatePdf({ ...certificate, ...fields }, verifyUrl, paper);

/** Reads the page with another library. */
async function read(pdf: Buffer) {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  const [, , width, height] = page.view;
  const text = items.map((item) => ("str" in item ? item.str : "")).join(" ");
  const tree = JSON.stringify(await page.getStructTree());
  const { info } = await document.getMetadata();
  const [marks, pages] = [await document.getMarkInfo(), document.numPages];
  const lefts = items.flatMap((item) => ("transform" in item ? [Number(item.transform[4])] : []));
  return {
    lefts,
    size: [width, height],
    text: text.replaceAll(/\s+/g, " "),
    tree,
    info: JSON.stringify(info),
    marks,
    pages,
  };
}

test("a printed certificate says who is certified in what, since and until when, and where that is verified", async () => {
  const { text, pages } = await read(await print());

  expect(pages).toBe(1);
  for (const said of [
    "Ana Sá",
    "ACP level",
    "Cloud Computing",
    "CRT-7F3K-9QXW-2M8T-R5VN-Q",
    "Helena Marsh",
    "Cloud Practice Institute",
  ]) {
    expect(text).toContain(said);
  }
  expect(text).toMatch(/Issued 22 November 2026 +Valid until 22 November 2028/);
  expect(text).toMatch(/Verify at certrail\.example\/verify\/ +CRT-7F3K-9QXW-2M8T-R5VN-Q/);
  expect(text).not.toMatch(/certrail(?!\.example)/);
});

test("it is one landscape page of A4 or Letter", async () => {
  const [a4, letter] = await Promise.all([print(), print({}, "letter")].map(async (each) => read(await each)));

  expect(a4?.size.map((each) => Math.round(each ?? 0))).toEqual([842, 595]);
  expect(letter?.size).toEqual([792, 612]);
});

test("it can be read aloud: tagged, with a title, a language, a heading, and words for the QR code", async () => {
  const pdf = await print();
  const { tree, info, marks } = await read(pdf);

  expect(marks?.Marked).toBe(true);
  expect(info).toContain('"Title":"Ana Sá: Cloud Computing, CRT-7F3K-9QXW-2M8T-R5VN-Q"');
  expect(info).toContain('"Language":"en"');
  expect(tree).toContain('"role":"H1"');
  expect(tree).toContain('"role":"Figure"');
  expect(tree).toContain(`"alt":"QR code that leads to ${verifyUrl}"`);
  expect(pdf.toString("latin1")).toContain("<pdfuaid:part>1</pdfuaid:part>");
});

test("the same certificate gives the same bytes, whenever it is printed", async () => {
  const [first, again, other] = [await print(), await print(), await print({ holderName: "Bo Sá" })];

  expect(first.equals(again)).toBe(true);
  expect(first.equals(other)).toBe(false);
});

const names = {
  Latin: "Łukasz Nguyễn-Müller",
  Greek: "Ελένη Παπαδοπούλου",
  Cyrillic: "Ольга Їжакевич",
  Arabic: "ليلى حسن",
  Hebrew: "שרה כהן",
  Han: "王小明",
  traditional: "陳俊傑",
  Kana: "さくら 髙橋",
  Hangul: "김민준",
  Devanagari: "प्रिया शर्मा",
  Bengali: "অমর্ত্য সেন",
  Gurmukhi: "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
  Gujarati: "શ્રી કૃષ્ણ",
  Tamil: "கார்த்திகேயன்",
  Telugu: "శ్రీనివాస్",
  Kannada: "ಶ್ರೀಕಾಂತ್",
  Malayalam: "ശ്രീകുമാർ",
  Sinhala: "ශ්‍රී ලාල්",
  Oriya: "ପ୍ରିୟା",
  Thai: "ก้องเกียรติ",
  Lao: "ສົມສັກ",
  Khmer: "ស្រីមុំ",
  Myanmar: "မြင့်မြတ်",
  Ethiopic: "አበበ",
  Thaana: "އަޙްމަދު",
  Tibetan: "བསྟན་འཛིན",
  Mongolian: "ᠪᠠᠲᠤ",
  Syriac: "ܐܦܪܝܡ",
  NKo: "ߞߊ߲ߕߍ",
  Adlam: "𞤀𞤣𞤢𞤥𞤢",
  Tifinagh: "ⵎⴰⵙⵉⵏ",
  Vai: "ꔛꕌ",
  Cherokee: "ᏍᏏᏉᏯ",
  Canadian: "ᐃᓄᒃ",
  Osage: "𐓏𐓘𐓻",
  "Ol Chiki": "ᱨᱟᱹᱜᱷᱩ",
  Meetei: "ꯃꯤꯇꯩ",
  Chakma: "𑄌𑄋𑄴𑄟𑄳𑄦",
  Javanese: "ꦱꦸꦏꦂꦤ",
  Balinese: "ᬓ᭄ᬢᬸᬢ᭄",
  Cham: "ꨌꩌ",
  Lisu: "ꓡꓲꓢꓴ",
  Yi: "ꆈꌠ",
  Armenian: "Արամ",
  Georgian: "გიორგი",
  mixed: "王小明 (Ana Sá) ليلى",
};

describe("a name", () => {
  test.each(Object.entries(names))("in %s is drawn in fonts that have each of its symbols", async (_, holderName) => {
    expect(isPrintable(holderName)).toBe(true);
    const pdf = await print({ holderName });
    const written = pdf.toString("latin1");
    const [fonts, embedded] = [/\/Type \/FontDescriptor/g, /\/FontFile[23] /g].map(
      (each) => written.match(each)?.length,
    );
    expect((await read(pdf)).pages).toBe(1);
    expect(embedded).toBe(fonts);
  });

  test.each(["Ana 😀", "𓀀𓀁", "Ana \u{f8ff}"])("with a symbol that no font of ours has is not printable: %s", (name) => {
    expect(isPrintable(name)).toBe(false);
  });

  test("in the font of a script may hold what belongs to none, is not seen, or is put together", () => {
    const held = ["Zoë O’Neil-Ng\u0323oc", "٢ حسن", "علی\u200cرضا", "ー ヴ", "葛\u{e0100}城", "A\u00adB"];
    expect(held.filter((name) => !isPrintable(name))).toEqual([]);
  });

  test("of right-to-left letters is put in the order in which it is read, with its brackets turned", () => {
    const drawn = visualRuns("ليلى (Ana B) حسن").map(({ text }) => text);

    expect(drawn.join("")).toBe("حسن (Ana B) ليلى");
    expect(visualRuns("Ana (שרה) Sá").map(({ text }) => text)).toEqual(["Ana (", "שרה", ") ", "Sá"]);
  });

  test.each([
    ["Burmese, whose E stands before the consonant", "myanmar", "ကျော်", [2, 0, 1, 3, 4]],
    ["Thai, whose ring of AM stands below the tone", "thai", "น้ำ", [0, 2, 1, 2]],
    ["Lao, where ring and tone are one glyph", "lao", "ນ້ຳ", [0, 2, 2]],
  ] as const)("in %s, is set as it is written", (_, font, name, order) => {
    expect(glyphsOf(font, name).map(({ from }) => from)).toEqual(order);
  });

  test("in Burmese begins with the glyph of E, and one in Thai has the ring behind its consonant", () => {
    const glyph = (font: FontName, code: number) => fontOf(font).glyphForCodePoint(code).id;

    expect(fontOf("myanmar").layout("ကျော်").glyphs[0]?.codePoints).toEqual([0x1031]);
    expect(glyphsOf("myanmar", "ကျော်")[0]?.id).toBe(glyph("myanmar", 0x1031));
    expect(glyphsOf("thai", "นำ").map(({ id }) => id)).toEqual(
      [0x0e19, 0x0e4d, 0x0e32].map((code) => glyph("thai", code)),
    );
  });

  test("in Khmer has its marks on its letters", () => {
    const marks = glyphsOf("khmer", "មុំ").filter(({ xAdvance }) => xAdvance === 0);

    expect(marks.some(({ xOffset, yOffset }) => xOffset !== 0 || yOffset !== 0)).toBe(true);
  });

  test("whose parts must not join, as in Persian, is one piece", () => {
    expect(visualRuns("علی\u200cرضا").map(({ text }) => text)).toEqual(["علی\u200cرضا"]);
  });

  test.each(["Ngọc Ánh", "শ্রী কৃষ্ণ", "น้ำ", "ကျော်", "王小明 김민준 さくら"])(
    "can be searched and copied as it is: %s",
    async (holderName) => {
      expect(replacements(await print({ holderName }))).toContain(holderName);
    },
  );

  test.each(["شيماء", "حبيب", "שרה"])(
    "that is read from the right has each letter once, in its order: %s",
    async (holderName) => {
      const pdf = await print({ holderName });

      // This reader shows glyph parts without text as control characters.
      expect((await read(pdf)).text.replaceAll(/[\p{Cc} ]/gu, "")).toContain(holderName);
      expect(replacements(pdf)).not.toContain(holderName);
    },
  );

  test("that is long is made smaller and broken between words, and all of it is there", async () => {
    const holderName = Array.from({ length: 24 }, (_, each) => `Conceição${each}`).join(" ");

    const { text } = await read(await print({ holderName }));

    for (const word of holderName.split(" ")) expect(text).toContain(word);
  });

  test("that is one word of 100 letters stays within the frame, and all of it is there", async () => {
    const holderName = `${"Ω".repeat(100)} ${"ঐ".repeat(100)}`;

    const { text, lefts } = await read(await print({ holderName }));

    expect(Math.min(...lefts)).toBeGreaterThan(34);
    expect(text.match(/Ω/g)).toHaveLength(100);
    expect(text.match(/ঐ/g)).toHaveLength(100);
  });
});

/** Alternative texts of drawn glyphs. */
function replacements(pdf: Buffer): string[] {
  const streams = pdf.toString("latin1").matchAll(/\/FlateDecode\n>>\nstream\n(.*?)\nendstream/gs);
  const content = Array.from(streams, ([, packed = ""]) =>
    inflateSync(Buffer.from(packed, "latin1")).toString("latin1"),
  );
  const found = content.join("").matchAll(/\/ActualText \(((?:\\.|[^\\)])*)\)/gs);
  return Array.from(found, ([, text = ""]) => decoded(text));
}

/** Decodes a PDF string: bytes, or UTF-16 with a byte order mark. */
function decoded(text: string): string {
  const controls: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  const bytes = text.replaceAll(/\\(.)/gs, (_, escaped: string) => controls[escaped] ?? escaped);
  if (!bytes.startsWith("\u00fe\u00ff")) return bytes;
  return new TextDecoder("utf-16be").decode(Buffer.from(bytes, "latin1"));
}
