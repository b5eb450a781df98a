import type { Key } from "./language/language.ts";
import type { Words } from "./words.ts";

/** An exam as the catalogue names it, with its series code; as its certification does, where the catalogue did not yet. */
export function examNamed(
  of: {
    readonly exam: string;
    readonly certification: string;
    readonly title?: string | undefined;
    readonly seriesCode?: string | undefined;
  },
  words: Words,
): string {
  const { exam, certification, title, seriesCode: series } = of;
  if (title === undefined) return words.plain("unnamedExam", { exam, certification });
  return series === undefined ? title : words.plain("numberedExam", { title, series });
}

export const outcomes = {
  pass: "outcomePass",
  fail: "outcomeFail",
  incomplete: "outcomeIncomplete",
  held: "outcomeHeld",
  invalidated: "outcomeInvalidated",
  "no-show": "outcomeNoShow",
} as const satisfies Record<string, Key>;

/** The next step after each outcome. */
export const nextAfter = {
  pass: "nextAfterPass",
  fail: "nextAfterFail",
  incomplete: "nextAfterIncomplete",
  held: "nextAfterHeld",
  invalidated: "askSupport",
  "no-show": "askSupport",
} as const satisfies Record<keyof typeof outcomes, Key>;

/** Notices name the levels of a general-purpose code in English: `level ACA or ACP`. */
export function coverageIn(words: Words, isFor: string): string {
  const [, levels] = /^level (.+)$/.exec(isFor) ?? [];
  return levels === undefined ? isFor : words.plain("ofLevel", { levels: words.anyOf(levels.split(" or ")) });
}
