import { isSameLanguage } from "../../domain/locale.ts";
import { english } from "./english.ts";
import type { Language } from "./language.ts";
import { simplifiedChinese } from "./simplified-chinese.ts";

/** The languages of e-mails: all of `mailLanguages`. The first stands in for one that is missing. */
export const languages = [
  { tag: "en", formats: "en-GB", direction: "ltr", texts: english },
  { tag: "zh-Hans", formats: "zh-Hans-CN", direction: "ltr", texts: simplifiedChinese },
] as const satisfies readonly Language[];

/** The language of the first of these locales that we have, by language and script: `zh` and `zh-CN` are `zh-Hans`. */
export function languageFor(locales: readonly (string | undefined)[]): Language {
  for (const locale of locales) {
    const found = languages.find(({ tag }) => locale !== undefined && isSameLanguage(locale, tag));
    if (found !== undefined) return found;
  }
  return languages[0];
}
