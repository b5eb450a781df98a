import type { Attachment } from "../domain/history/mail.ts";

/** One template for each kind of e-mail: a subject and paragraphs, from which both forms are made, and files. */
export type Template = {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly attachments?: readonly Attachment[];
};

/** An exam as the catalogue names it, with its series code; as its certification does, where the catalogue did not yet. */
export function examNamed(of: {
  readonly exam: string;
  readonly certification: string;
  readonly title?: string | undefined;
  readonly seriesCode?: string | undefined;
}): string {
  const { exam, certification, title, seriesCode } = of;
  if (title === undefined) return `the ${exam} exam of ${certification}`;
  return seriesCode === undefined ? title : `${title} (exam ${seriesCode})`;
}

/** An instant as e-mails tell it. */
export function utc(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** An outcome as e-mails say it. */
export const outcomeInWords = {
  pass: "passed",
  fail: "not passed",
  incomplete: "incomplete: it can be booked again",
  held: "the result is held by the test centre and will follow",
  invalidated: "invalidated",
  "no-show": "not attended",
} as const;
