import type { MailReader } from "../domain/history/mail-return.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { languageFor } from "./language/languages.ts";
import { Words } from "./words.ts";

/** The words for a reader: in their language and on their clock, or else the programme's. */
export function wordsFor({ locale, timeZone }: MailReader, { branding } = programme): Words {
  return new Words(languageFor([locale, branding.language]), timeZone ?? branding.timeZone ?? "UTC");
}

/** The words for a reader of whom nothing is known. */
export function usualWords(): Words {
  return wordsFor({});
}
