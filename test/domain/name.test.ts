import { expect, test } from "vitest";
import { calledName, cleanName, fullNameOf, type NameOrder } from "../../shared/domain/name.ts";

test.each([
  ["Ana", "Sá", "Ana Sá"],
  ["小明", "王", "王小明"],
  ["修", "歐陽", "歐陽修"],
  ["민수", "김", "김민수"],
  ["太郎", "山田", "山田太郎"],
  ["めぐみ", "すずき", "すずきめぐみ"],
  ["タロー", "ヤマダ", "ヤマダタロー"],
  ["Jackie", "成", "Jackie 成"],
  ["Юрий", "Гагарин", "Юрий Гагарин"],
  ["محمد", "علی", "محمد علی"],
  ["שרה", "כהן", "שרה כהן"],
  ["अनिल", "शर्मा", "अनिल शर्मा"],
  ["สมชาย", "ใจดี", "สมชาย ใจดี"],
  ["አበበ", "ቢቂላ", "አበበ ቢቂላ"],
])("%s %s is written %s", (givenName, familyName, full) => {
  expect(fullNameOf({ givenName, familyName })).toBe(full);
});

const byHolder: readonly (readonly [string, string, NameOrder, string])[] = [
  ["János", "Nagy", "family-first", "Nagy János"],
  ["Văn An", "Nguyễn", "family-first", "Nguyễn Văn An"],
  ["小明", "王", "given-first", "小明 王"],
  ["小明", "王", "family-first", "王小明"],
  ["Ana", "Sá", "given-first", "Ana Sá"],
];

test.each(byHolder)("%s %s whose holder says %s is written %s", (givenName, familyName, nameOrder, full) => {
  expect(fullNameOf({ givenName, familyName, nameOrder })).toBe(full);
});

test("one name alone is the whole name, whichever of the two it is", () => {
  expect(fullNameOf({ givenName: "Suharto" })).toBe("Suharto");
  expect(fullNameOf({ familyName: "Suharto", nameOrder: "family-first" })).toBe("Suharto");
});

test("a greeting has the given name; the whole one where that is the only name, and where people are called so", () => {
  expect(calledName({ givenName: "Ana", familyName: "Sá" })).toBe("Ana");
  expect(calledName({ familyName: "Suharto" })).toBe("Suharto");
  expect(calledName({ givenName: "小明", familyName: "王" })).toBe("王小明");
});

test.each([
  ["Ana  \u00a0 Sá", "Ana Sá"],
  ["王\u3000小明", "王 小明"],
  ["\u200fAna\u200b\u00ad Sa\u0301\ufeff", "Ana Sá"],
  ["A\u200dna", "Ana"],
  ["می\u200cخواهم", "می\u200cخواهم"],
  ["ක්\u200dරිෂ්", "ක්\u200dරිෂ්"],
  ["മോഹന്\u200d", "മോഹന്\u200d"],
  ["葛\u{e0100}城", "葛\u{e0100}城"],
  ["\u3164Ana", "Ana"],
])("%j is kept as %j", (typed, kept) => {
  expect(cleanName(typed)).toBe(kept);
});
