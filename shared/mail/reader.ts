import type { MailReader } from "../domain/history/mail-return.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { isTimeZone } from "../domain/time-zone.ts";
import { languageFor } from "./language/languages.ts";
import { Words } from "./words.ts";

/**
 * The words for a reader: in their language and on their clock, or else the programme's. A runtime may no longer know a zone
 * that was stored, and an e-mail must not wait for that.
 */
export function wordsFor({ locale, timeZone }: MailReader, { branding } = programme): Words {
  const zone = [timeZone, branding.timeZone].find((each) => each !== undefined && isTimeZone(each));
  return new Words(languageFor([locale, branding.language]), zone ?? "UTC");
}

/** The words for a reader of whom nothing is known. */
export function usualWords(): Words {
  return wordsFor({});
}
