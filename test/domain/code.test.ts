import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawCode, drawId, readCode } from "../../shared/domain/code.ts";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const checks = [...digits, "*", "~", "$", "=", "U"];
const knownCodes = ["EDU0123456789ABCDEFK", "EDUZZZZZZZZZZZZZZZZ~", "EDU04HMASW9NF6YY093B", "EDU0000000000000014U"];

function from(...bytes: number[]): () => Uint8Array {
  return () => Uint8Array.from(bytes);
}

/** A stub that draws these values in turn. */
function drawing(...draws: readonly (readonly number[] | Uint8Array)[]): () => Uint8Array {
  const left = [...draws];
  return () => Uint8Array.from(left.shift() ?? []);
}

describe("a drawn code", () => {
  test.each([
    ["eighty zero bits", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "EDU-0000-0000-0000-0000-0"],
    ["the first bit alone", [128, 0, 0, 0, 0, 0, 0, 0, 0, 0], "EDU-G000-0000-0000-0000-H"],
    ["0x0123456789abcdef0123", [1, 35, 69, 103, 137, 171, 205, 239, 1, 35], "EDU-04HM-ASW9-NF6Y-Y093-B"],
    ["the digits 0 to 15", [0, 68, 50, 20, 199, 66, 84, 182, 53, 207], "EDU-0123-4567-89AB-CDEF-K"],
    ["thirty-six", [0, 0, 0, 0, 0, 0, 0, 0, 0, 36], "EDU-0000-0000-0000-0014-U"],
    ["thirty-seven", [0, 0, 0, 0, 0, 0, 0, 0, 0, 37], "EDU-0000-0000-0000-0015-0"],
  ])("of %s is %j → %s", (_, bytes, code) => {
    expect(drawCode("EDU", from(...bytes))).toBe(code);
  });

  test.each([
    ["*", [0, 0, 0, 0, 0, 0, 0, 0, 0, 32]],
    ["~", [0, 0, 0, 0, 0, 0, 0, 0, 0, 33]],
    ["$", [0, 0, 0, 0, 0, 0, 0, 0, 0, 34]],
    ["=", [0, 0, 0, 0, 0, 0, 0, 0, 0, 35]],
    ["~, of eighty one bits", Array.from({ length: 10 }, () => 255)],
  ])("that would end in %s is drawn again", (_, bytes) => {
    expect(drawCode("CRT", drawing(bytes, bytes, [0, 0, 0, 0, 0, 0, 0, 0, 0, 36]))).toBe("CRT-0000-0000-0000-0014-U");
  });

  test("is none, and no endless search for one, where the randomness never changes", () => {
    expect(() => drawCode("EDU", from(0, 0, 0, 0, 0, 0, 0, 0, 0, 32))).toThrow("the randomness gives no code");
  });

  test("asks for ten random bytes, which are its eighty bits", () => {
    const asked: number[] = [];
    drawCode("ACTC", (bytes) => {
      asked.push(bytes);
      return new Uint8Array(bytes);
    });
    expect(asked).toEqual([10]);
  });

  test.each(["EDU", "ACTC", "CRT"] as const)(
    "of the kind %s has as many values as its bits, and reads as itself",
    (prefix) => {
      const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
      const second = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
      fc.assert(
        fc.property(bytes, (first) => {
          const code = drawCode(prefix, drawing(first, second));
          const [, ...groups] = code.split("-");
          const body = groups.slice(0, 4).join("");
          const value = [...body].reduce((sum, digit) => sum * 32n + BigInt(digits.indexOf(digit)), 0n);
          const check = checks[Number(value % 37n)];
          const isWord = /^\w$/.test(checks[Number(BigInt(`0x${Buffer.from(first).toString("hex")}`) % 37n)] ?? "");
          const drawn = isWord ? first : second;

          expect(value).toBe(BigInt(`0x${Buffer.from(drawn).toString("hex")}`));
          expect(groups[4]).toBe(check);
          expect(readCode(prefix, code)).toEqual({ code });
        }),
      );
    },
  );
});

describe("a typed code", () => {
  test.each([
    "EDU-04HM-ASW9-NF6Y-Y093-B",
    "EDU04HMASW9NF6YY093B",
    "edu-04hm-asw9-nf6y-y093-b",
    "eDu 04hM aSw9 Nf6y y093 B",
    "  EDU-04HM-ASW9-NF6Y-Y093-B\n",
    "EDU\t04HM\u00a0ASW9\u2003NF6Y\u3000Y093 B",
    "E-D-U--04HM ASW9 - NF6Y - Y093B",
    "EDU\u201004HM\u2011ASW9\u2012NF6Y\u2013Y093\u2014B",
    "EDU\u201504HM\u2212ASW9\u2013NF6Y\u2013Y093\u2013B",
    "EDU-O4HM-ASW9-NF6Y-YO93-B",
    "edu-o4hm-asw9-nf6y-yo93-b",
    "ＥＤＵ－０４ＨＭ－ＡＳＷ９－ＮＦ６Ｙ－Ｙ０９３－Ｂ",
    "ｅｄｕー04hmーasw9ーnf6yｰy093ｰｂ",
    "ＥＤＵ\u300004HM\u3000ASW9\u3000NF6Y\u3000Y093\u3000B",
    "\ufeffEDU-04HM-ASW9-NF6Y-Y093-B\u200b",
    "\u2066EDU-04HM\u200d-\u200cASW9-\u2060NF6Y-Y093-B\u2069",
    "\u200e\u202aEDU-04HM-ASW9\u200f-NF6Y-Y093-B\u202c\u061c",
    "EDU-\u00ad04HM-\u00adASW9-\u00adNF6Y-\u00adY093-\u00adB",
    "E\u200bD\u200bU\u200b0\u200b4\u200bH\u200bM\u200bA\u200bS\u200bW\u200b9\u200bN\u200bF\u200b6\u200bY\u200bY\u200b0\u200b9\u200b3\u200bB",
    "EDU\ufe5804HM\ufe63ASW9\u2043NF6Y\u1806Y093\ufe0f-B",
  ])("%j is read as EDU-04HM-ASW9-NF6Y-Y093-B", (typed) => {
    expect(readCode("EDU", typed)).toEqual({ code: "EDU-04HM-ASW9-NF6Y-Y093-B" });
  });

  test.each(["EDU-OO00-OooO-0000-0001-1", "EDU-0000-0000-0000-000I-L", "edu-0000-0000-0000-000l-i"])(
    "%s is read with O as 0, and with I and L as 1, in its check symbol too",
    (typed) => {
      expect(readCode("EDU", typed)).toEqual({ code: "EDU-0000-0000-0000-0001-1" });
    },
  );

  test.each(["＊", "*\u200b", "\u200e*"])("of before may end in %j", (symbol) => {
    expect(readCode("EDU", `EDU-0000-0000-0000-0010-${symbol}`)).toEqual({ code: "EDU-0000-0000-0000-0010-*" });
  });

  test.each(["～", "〜"])("of before may have its ~ typed with an input method, as %s", (symbol) => {
    expect(readCode("EDU", `EDU-0000-0000-0000-0011-${symbol}`)).toEqual({ code: "EDU-0000-0000-0000-0011-~" });
  });

  test("may have its check symbol U typed in lower case", () => {
    expect(readCode("EDU", "edu-0000-0000-0000-0014-u")).toEqual({ code: "EDU-0000-0000-0000-0014-U" });
  });

  test.each([
    ["", "wrong-prefix"],
    ["ED", "wrong-prefix"],
    ["04HM-ASW9-NF6Y-Y093-B", "wrong-prefix"],
    ["ACTC-04HM-ASW9-NF6Y-Y093-B", "wrong-prefix"],
    ["EDU", "wrong-length"],
    ["EDU-04HM-ASW9-NF6Y-Y093", "wrong-length"],
    ["EDU-04HM-ASW9-NF6Y-Y093-BB", "wrong-length"],
    ["EDU-04HM-ASW9-NF6Y-U093-B", "wrong-symbol"],
    ["EDU-04HM-ASW9-NF6Y-*093-B", "wrong-symbol"],
    ["EDU-04HM-ASW9-NF6Y-Y09_-B", "wrong-symbol"],
    ["EDU-04HM-ASW9-NF6Y-Y093-C", "wrong-check-symbol"],
    ["EDU-04HM-ASW9-NF6Y-Y093-_", "wrong-check-symbol"],
    ["EDU-04HM-ASW9-NF6Y-Y094-B", "wrong-check-symbol"],
  ])("%j is refused: %s", (typed, mistake) => {
    expect(readCode("EDU", typed)).toEqual({ mistake });
  });

  test.each([
    ["a dotless i", "EDU-0000-0000-0000-000ı-1"],
    ["a dotless i as the check symbol", "EDU-0000-0000-0000-0001-ı"],
    ["a long s", "EDU-04HM-AſW9-NF6Y-Y093-B"],
    ["a Kelvin sign", "EDU-0123-4567-89AB-CDEF-\u212a"],
    ["a Cyrillic А", "EDU-04HM-АSW9-NF6Y-Y093-B"],
    ["an Arabic digit", "EDU-٠4HM-ASW9-NF6Y-Y093-B"],
    ["a ligature that grows in upper case", "EDU-04HM-ASW9-NF6Y-Y0ﬀ-B"],
    ["a null character", "EDU-04HM-ASW9-NF6Y-Y093-B\u0000"],
  ])("with %s is refused, although it looks right", (_, typed) => {
    expect(readCode("EDU", typed)).toEqual({ mistake: "wrong-symbol" });
  });

  test.each(knownCodes)("%s is refused with any one of its symbols replaced by another", (code) => {
    const wrong = Array.from({ length: 17 }, (_, at) => at + 3).flatMap((at) =>
      checks.filter((symbol) => symbol !== code[at]).map((symbol) => code.slice(0, at) + symbol + code.slice(at + 1)),
    );
    expect(wrong).toHaveLength(17 * 36);
    expect(wrong.filter((typed) => "code" in readCode("EDU", typed))).toEqual([]);
  });

  test.each(knownCodes)("%s is refused with any two neighbours that differ exchanged", (code) => {
    const wrong = Array.from({ length: 16 }, (_, at) => at + 3)
      .filter((at) => code[at] !== code[at + 1])
      .map((at) => code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2));
    expect(wrong.length).toBeGreaterThan(0);
    expect(wrong.filter((typed) => "code" in readCode("EDU", typed))).toEqual([]);
  });

  test("has one answer, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (typed) => {
        expect(Object.keys(readCode("EDU", typed))).toHaveLength(1);
      }),
    );
  });
});

test("an identifier has its prefix and sixteen symbols, each of five of its bits", () => {
  expect(drawId("ord", from(0, 1, 9, 10, 17, 18, 19, 20, 26, 27, 31, 32, 63, 64, 128, 255))).toBe(
    "ord_019ahjkmtvz0z00z",
  );
});
