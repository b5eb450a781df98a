import { expect, test } from "vitest";
import { isCountry, officialCountries } from "../../shared/contract/countries.ts";

const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const known = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

test("a country is what the platform names, whether or not it stands in our list", () => {
  const codes = letters.flatMap((one) => letters.map((other) => one + other));
  expect(codes.filter(isCountry)).toEqual(codes.filter((code) => known.of(code) !== undefined));
});

test("the list holds 249 codes, each once", () => {
  const codes = officialCountries.match(/../g) ?? [];
  expect([codes.length, new Set(codes).size]).toEqual([249, 249]);
});

test.each(["", "P", "PTT", "pt", "P1"])("%j is no country", (code) => {
  expect(isCountry(code)).toBe(false);
});
