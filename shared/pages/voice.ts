import { isSameLanguage } from "../domain/locale.ts";
import { brandText } from "../domain/programme/branding.ts";
import { type TextKey, texts } from "../domain/programme/branding-texts.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { simplifiedChinese } from "./language/simplified-chinese.ts";

/** The language of a page (BCP 47) and its texts, whose places are not filled. */
export type Voice = { readonly tag: string; readonly text: (key: TextKey) => string };

/** The programme's own language and words. */
export const ours: Voice = { tag: programme.branding.language, text: (key) => brandText(programme.branding, key) };

const spoken: Readonly<Record<string, string>> = simplifiedChinese;
const voices: readonly Voice[] = [
  ours,
  { tag: "en", text: (key) => texts[key] },
  { tag: "zh-Hans", text: (key) => spoken[key] ?? texts[key] },
];

/** The first of the languages that we have, or else the programme's. */
export function voiceFor(languages: readonly string[]): Voice {
  for (const asked of languages) {
    const found = voices.find(({ tag }) => isSameLanguage(tag, asked));
    if (found !== undefined) return found;
  }
  return ours;
}

/** Tells caches that another reader may get another language. */
export function spokenHeaders({ tag }: Voice): Readonly<Record<string, string>> {
  return { "content-language": tag, vary: "accept-language" };
}
