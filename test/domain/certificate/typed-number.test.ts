import { expect, test } from "vitest";
import { readTypedNumber } from "../../../shared/domain/certificate/typed-number.ts";
import { drawCode } from "../../../shared/domain/code.ts";

const number = drawCode("CRT", (bytes) => new Uint8Array(bytes).fill(77));
const bare = number.slice("CRT-".length);

test.each([
  ["as it is printed", number],
  ["in lower case, with spaces", number.toLowerCase().replaceAll("-", " ")],
  ["without hyphens", number.replaceAll("-", "")],
  ["without its prefix", bare],
  ["with what stands around it", `  (Certificate number: ${number}, of Ana Sá).`],
  ["in a link", `https://certs.example.org/verify/${number}`],
  ["in a link with what a social network adds", `certs.example.org/verify/${number.toLowerCase()}?fbclid=x&crt=1`],
  ["in the link to the PDF", `https://certs.example.org/v1/certificates/${number}/certificate.pdf?token=aCrT77`],
  ["in a link whose host looks like one", `https://crt.example.org/verify/${number}`],
  ["in an encoded link", encodeURIComponent(`https://certs.example.org/verify/${number}`)],
  ["in full-width symbols", [...number].map((each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).join("")],
])("a number is read %s", (_, typed) => {
  expect(readTypedNumber(typed)).toEqual({ code: number });
});

test.each([
  ["nothing", "", "wrong-prefix", undefined],
  ["another text", "hello", "wrong-prefix", undefined],
  ["another kind of code", "EDU-7F3K-9QXW-2M8T-R5VN-8", "wrong-prefix", undefined],
  ["a broken encoding", "%E0%A4%A", "wrong-prefix", undefined],
  ["a link that ends early", `https://certs.example.org/verify/${number.slice(0, -2)}`, "too-short", 16],
  ["a number that ends early", number.slice(0, 8), "too-short", 4],
  ["a number with one symbol more", `${number}7`, "too-long", 18],
  ["a number with a symbol that no number has", number.replace(/\w-/, "U-"), "wrong-prefix", undefined],
  ["a mistyped number", mistyped(number), "wrong-check-symbol", undefined],
  ["a mistyped number in a sentence", `It is ${mistyped(number)} of Ana`, "wrong-check-symbol", undefined],
  ["a mistyped number without its prefix", mistyped(bare), "wrong-check-symbol", undefined],
])("of %s it is said what is wrong", (_, typed, mistake, symbols) => {
  expect(readTypedNumber(typed)).toEqual({ mistake, symbols });
});

test("a symbol that no number has is told from one that does not fit", () => {
  const strange = `CRT-U${number.slice("CRT-U".length)}`;
  expect(readTypedNumber(strange)).toEqual({ mistake: "wrong-symbol" });
});

function mistyped(of: string): string {
  return `${of.slice(0, -1)}${of.endsWith("0") ? "1" : "0"}`;
}
