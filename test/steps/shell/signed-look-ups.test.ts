import { expect, test } from "vitest";
import { checkEligibility } from "../../../shared/contract/exam/eligibility.ts";
import { signedTexts } from "../../../shared/http/signed-path.ts";
import * as given from "../../support/given.ts";
import { signed } from "../../support/invoke.ts";
import { call, field, refusal } from "../calls.ts";

const percent = (hex: (byte: number) => string, left: RegExp) => (text: string) =>
  [...text]
    .map((each) => (left.test(each) ? each : [...Buffer.from(each)].map((byte) => `%${hex(byte)}`).join("")))
    .join("");
const upper = (byte: number) => byte.toString(16).toUpperCase().padStart(2, "0");
const lower = (byte: number) => byte.toString(16).padStart(2, "0");

/** Client libraries encode path parameters in these ways. */
const libraries: Readonly<Record<string, (text: string) => string>> = {
  "JavaScript's encodeURIComponent": encodeURIComponent,
  "JavaScript's encodeURI": encodeURI,
  "Python's quote, and RFC 3986": percent(upper, /[\w.~-]/),
  "Python's quote before 3.7": percent(upper, /[\w.-]/),
  "Java's URLEncoder": percent(upper, /[\w.*-]/),
  ".NET's UrlEncode, with small digits": percent(lower, /[\w.!*()-]/),
  "Go's PathEscape, and Guava": percent(upper, /[\w.~$&+=:@-]/),
  "Rust's NON_ALPHANUMERIC": percent(upper, /[A-Za-z0-9]/),
  "small digits throughout": percent(lower, /[A-Za-z0-9]/),
  "no encoding": (text) => text,
};

/** Earlier codes with each check symbol, typed with blanks and with other hyphens, and one of today. */
const codes = [
  "ACTC-0000-0000-0000-0010-*",
  "ACTC-0000-0000-0000-0011-~",
  "ACTC-0000-0000-0000-0012-$",
  "ACTC-0000-0000-0000-0013-=",
  "actc 0000 0000 0000 0011 ~",
  "ACTC\u20100000\u20100000\u20100000\u20100010\u2010*",
  "ACTC-0000-0000-0000-0015-0",
];

async function lookUp(code: string, text: string, query: Record<string, string> = { exam: "written" }) {
  const params = { provider: "prometric", code };
  return call(checkEligibility, { params, query, headers: await signed("prometric", `GET ${text}`) });
}

const place = "/v1/test-centers/prometric/eligibility";

test.each(
  Object.entries(libraries).flatMap(([library, encode]) => codes.map((code) => [library, code, encode] as const)),
)("a look-up that %s writes for %s verifies", async (_, code, encode) => {
  const answer = await lookUp(code, `${place}/${encode(code)}?exam=${encode("written")}`);

  expect(refusal(answer)).toEqual([404, "eligibility-code-not-found"]);
});

test("a look-up of a registration's code verifies, and tells of it", async () => {
  const { eligibilityCode } = await given.registration("acp", given.someone());

  const answer = await lookUp(eligibilityCode, `${place}/${eligibilityCode.replaceAll("-", "%2d")}?exam=written`);

  expect(field(answer, "eligible")).toBe(true);
});

test.each([
  ["%20", "+"],
  ["+", "%20"],
])("a query that is signed with a blank as %s verifies where the gateway writes it as %s", async (sent, handedOn) => {
  const code = codes[0] ?? "";
  const query = `exam=written${sent}lab`;
  const headers = await signed("prometric", `GET ${place}/${encodeURIComponent(code)}?${query}`);
  const event = { params: { provider: "prometric", code }, query: { exam: "written lab" }, headers };

  const answer = await call(checkEligibility, { ...event, rawQuery: `exam=written${handedOn}lab` });

  expect(refusal(answer)).toEqual([404, "eligibility-code-not-found"]);
});

test.each([
  ["another code", `${place}/${codes[1]}?exam=written`],
  ["the code, encoded twice", `${place}/${encodeURIComponent(encodeURIComponent(codes[3] ?? ""))}?exam=written`],
  ["another exam", `${place}/${codes[3]}?exam=lab`],
  ["no query", `${place}/${codes[3]}`],
  ["another test centre", `/v1/test-centers/academy/eligibility/${codes[3]}?exam=written`],
  ["a part of the path that nobody encodes", `/v1/test%2Dcenters/prometric/eligibility/${codes[3]}?exam=written`],
])("a look-up that is signed for %s is refused", async (_, text) => {
  expect(refusal(await lookUp(codes[3] ?? "", text))).toEqual([401, "signature-wrong"]);
});

test("however long and odd a path and a query are, they are tried in a bounded number of spellings", () => {
  const odd = "!*'()$&+,;=:@~^|[]{} ".repeat(9);
  const spellings = (code: string, rawQueryString: string) =>
    signedTexts(checkEligibility, { rawPath: `${place}/${code}`, rawQueryString }).length;

  expect(spellings(odd, odd)).toBeLessThan(600);
  expect(spellings(odd.repeat(40), odd.repeat(40))).toBeLessThan(10);
  expect(spellings("ACTC-0000-0000-0000-0015-0", "exam=written")).toBeLessThan(5);
});
