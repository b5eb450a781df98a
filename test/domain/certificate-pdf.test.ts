import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, test } from "vitest";
import { certificatePdf, type Paper } from "../../shared/print/certificate.ts";
import { fontOf } from "../../shared/print/fonts.ts";
import { visualRuns } from "../../shared/print/runs.ts";

const verifyUrl = "https://certrail.example/verify/CRT-7F3K-9QXW-2M8T-R5VN-Q";
const certificate = {
  ...{ certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-Q", holderName: "Ana Sá" },
  certification: { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp" },
  ...{ claimedAt: "2026-11-22T09:30:00.000Z", validUntil: "2028-11-22T09:30:00.000Z" },
};

const print = (fields: object = {}, paper: Paper = "a4") =>
  certificatePdf({ ...certificate, ...fields }, verifyUrl, paper);

/** The page as another library reads it. */
async function read(pdf: Buffer) {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  const [, , width, height] = page.view;
  const text = items.map((item) => ("str" in item ? item.str : "")).join(" ");
  const tree = JSON.stringify(await page.getStructTree());
  const { info } = await document.getMetadata();
  const [marks, pages] = [await document.getMarkInfo(), document.numPages];
  return { size: [width, height], text: text.replaceAll(/\s+/g, " "), tree, info: JSON.stringify(info), marks, pages };
}

test("a printed certificate says who is certified in what, since and until when, and where that is verified", async () => {
  const { text, pages } = await read(await print());

  expect(pages).toBe(1);
  for (const said of ["Ana Sá", "level ACP", "Cloud Computing", "CRT-7F3K-9QXW-2M8T-R5VN-Q", verifyUrl]) {
    expect(text).toContain(said);
  }
  expect(text).toContain("Issued 22 November 2026, valid until 22 November 2028");
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
  expect(info).toContain('"Title":"Certificate CRT-7F3K-9QXW-2M8T-R5VN-Q"');
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
  ...{ Latin: "Łukasz Nguyễn-Müller", Greek: "Ελένη Παπαδοπούλου", Cyrillic: "Ольга Їжакевич", Arabic: "ليلى حسن" },
  ...{ Hebrew: "שרה כהן", Han: "王小明", traditional: "陳俊傑", Kana: "さくら 髙橋", Hangul: "김민준" },
  ...{
    Devanagari: "प्रिया शर्मा",
    Bengali: "অমর্ত্য সেন",
    Gurmukhi: "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    Gujarati: "શ્રી કૃષ્ણ",
    Tamil: "கார்த்திகேயன்",
  },
  ...{ Telugu: "శ్రీనివాస్", Kannada: "ಶ್ರೀಕಾಂತ್", Malayalam: "ശ്രീകുമാർ", Sinhala: "ශ්‍රී ලාල්", Oriya: "ପ୍ରିୟା" },
  ...{ Thai: "ก้องเกียรติ", Lao: "ສົມສັກ", Khmer: "ស្រីមុំ", Myanmar: "မြင့်မြတ်", Ethiopic: "አበበ", Thaana: "އަޙްމަދު" },
  ...{ Armenian: "Արամ", Georgian: "გიორგი", mixed: "王小明 (Ana Sá) ليلى" },
};

describe("a name", () => {
  test.each(Object.entries(names))("in %s is drawn in fonts that have each of its symbols", async (_, holderName) => {
    for (const { text, font } of visualRuns(holderName)) {
      const missing = [...text].filter(
        (each) => !/\p{Cf}/u.test(each) && !fontOf(font).hasGlyphForCodePoint(codeOf(each)),
      );
      expect(missing).toEqual([]);
    }
    const pdf = await print({ holderName });
    const written = pdf.toString("latin1");
    const [fonts, embedded] = [/\/Type \/FontDescriptor/g, /\/FontFile[23] /g].map(
      (each) => written.match(each)?.length,
    );
    expect((await read(pdf)).pages).toBe(1);
    expect(embedded).toBe(fonts);
  });

  test("of right-to-left letters is put in the order in which it is read, with its brackets turned", () => {
    const drawn = visualRuns("ليلى (Ana B) حسن").map(({ text }) => text);

    expect(drawn.join("")).toBe("حسن (Ana B) ليلى");
    expect(visualRuns("Ana (שרה) Sá").map(({ text }) => text)).toEqual(["Ana (", "שרה", ") Sá"]);
  });

  test("that is long is made smaller and broken between words, and all of it is there", async () => {
    const holderName = Array.from({ length: 24 }, (_, each) => `Conceição${each}`).join(" ");

    const { text } = await read(await print({ holderName }));

    for (const word of holderName.split(" ")) expect(text).toContain(word);
  });
});

function codeOf(symbol: string): number {
  return symbol.codePointAt(0) ?? 0;
}
