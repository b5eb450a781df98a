import type { Notification } from "../domain/history/notification.ts";
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

/**
 * The certification or levels that a code can be activated for. Notices name the levels of a general-purpose code by
 * their ids, as `level ACA or ACP`, and the certification of another by its id, as the code itself does.
 */
export function coverageIn(words: Words, isFor: string): string {
  const [, levels] = levelsOf.exec(isFor) ?? [];
  if (levels === undefined) return words.certification(isFor);
  return words.plain("ofLevel", { levels: words.anyOf(levels.split(" or ").map((each) => words.level(each))) });
}

/** The certifications that a notice names by their ids alone, also one that an earlier version has stored. */
export function certificationsIn(notice: Notification): string[] {
  switch (notice.tells) {
    case "order-paid":
      return [...covered(notice.codes), ...notice.training.map(({ certificationId }) => certificationId)];
    case "order-codes":
    case "dispute-closed":
      return covered(notice.codes);
    case "training-moved":
    case "binding-failed":
      return [notice.certificationId];
    case "gift":
      return covered([notice]);
    case "ending":
      return notice.what === "authorization code" ? covered([notice]) : [];
    default:
      return [];
  }
}

function covered(codes: readonly { readonly isFor?: string | undefined }[]): string[] {
  return codes.flatMap(({ isFor }) => (isFor === undefined || levelsOf.test(isFor) ? [] : [isFor]));
}

const levelsOf = /^level (.+)$/;
