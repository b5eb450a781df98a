import { expect, test } from "vitest";
import { isSameName, nameDifference, nameEarned } from "../../../shared/domain/exam/name-difference.ts";
import * as given from "../given.ts";

test.each([
  ["Ana Sá", "ANA SA"],
  ["Ana Sá", "Sá Ana"],
  ["Ana Maria Sá", "Sa, Ana Maria"],
  ["Jürgen Müller", "JUERGEN MUELLER"],
  ["Søren Kierkegaard", "Soren Kierkegaard"],
  ["Łukasz Żółć", "Lukasz Zolc"],
  ["Weiß", "WEISS"],
  ["Conan O’Brien", "Conan OBrien"],
  ["Jean-Luc Picard", "Jean Luc Picard"],
  ["王小明", "王 小明"],
  ["Юрий Гагарин", "ЮРИИ ГАГАРИН"],
  ["Ana Sa\u0301", "Ana Sá"],
])("%s and %s are one name in two spellings", (one, other) => {
  expect(isSameName(one, other)).toBe(true);
  expect(isSameName(other, one)).toBe(true);
});

test.each([
  ["Ana Sá", "Ana Silva"],
  ["Ana Sá", "Ana"],
  ["Ana Sá", "Ana Sá Carneiro"],
  ["王小明", "王小红"],
  ["王小明", "Xiaoming Wang"],
  ["राम", "रमा"],
])("%s and %s are two names", (one, other) => {
  expect(isSameName(one, other)).toBe(false);
});

const silva = { candidate: { givenName: "Ana", familyName: "Silva" } };
const booking = { ...given.booked("885-1", "2027-02-01T00:00:00.000Z"), ...silva };

test("staff's decision about one name of the centre does not hide another; the certificate keeps the decided one", () => {
  const decided = { ...given.registration("acp", [booking]), nameSettled: "Ana Silva" };
  const move = given.rescheduled("885-1", "885-2", "2027-03-01T00:00:00.000Z");
  const other = { ...move, candidate: { givenName: "Ana", familyName: "Costa" } };
  const later = { ...decided, reports: [booking, other] };

  expect([nameDifference(decided), nameEarned(decided)]).toEqual([undefined, "Ana Sá"]);
  expect([nameDifference(later)?.checked, nameEarned(later)]).toEqual(["Ana Costa", "Ana Sá"]);
});

test("a report that does not count states no name", () => {
  const late = { ...given.result("pass", "885-9", "2027-05-01T12:00:00.000Z"), ...silva };

  expect(nameDifference(given.registration("acp", [booking]))?.checked).toBe("Ana Silva");
  expect(nameDifference(given.registration("acp", [late]))).toBeUndefined();
});
