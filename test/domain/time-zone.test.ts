import { expect, test } from "vitest";
import { isTimeZone } from "../../shared/domain/time-zone.ts";
import { wordsFor } from "../../shared/mail/reader.ts";

test.each(["Europe/Lisbon", "Etc/GMT+12", "UTC", "America/Argentina/Ushuaia"])("%s is a time zone", (name) => {
  expect(isTimeZone(name)).toBe(true);
});

test.each(["+01:00", "-01:00", "\u221208:00", "UTC+8", "../", "", " UTC", "Mars/Olympus"])("%j is none", (name) => {
  expect(isTimeZone(name)).toBe(false);
});

test("an e-mail with a zone that the runtime does not know is written in the programme's", () => {
  const words = wordsFor({ timeZone: "Mars/Olympus" });
  const at = "2026-12-01T10:00:00.000Z";

  expect(words.when(at)).toBe("1 December 2026, 10:00 UTC");
  expect(words.begins(at, "Mars/Olympus")).toBe(words.begins(at, undefined));
});
