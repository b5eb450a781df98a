import type { MailReader } from "../domain/history/mail-return.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { isTimeZone } from "../domain/time-zone.ts";
import { languageFor } from "./language/languages.ts";
import { type Names, Words } from "./words.ts";

/** The reader of an e-mail, with the titles of the certifications that its notice names by their ids. */
export type Reader = MailReader & { readonly titles?: Names["titles"] };

/**
 * The words for a reader: in their language and on their clock, or else the programme's. A runtime may no longer know a zone
 * that was stored, and an e-mail must not wait for that.
 */
export function wordsFor({ locale, timeZone, titles = new Map() }: Reader, { branding, levels } = programme): Words {
  const zone = [timeZone, branding.timeZone].find((each) => each !== undefined && isTimeZone(each));
  return new Words(languageFor([locale, branding.language]), zone ?? "UTC", { levels, titles });
}

/** The words for a reader of whom nothing is known. */
export function usualWords(): Words {
  return wordsFor({});
}
