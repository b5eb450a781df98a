import type { Attachment } from "../domain/history/mail.ts";
import type { Sentence } from "./words.ts";

/** The content of an e-mail, from which text and HTML are made alike. */
export type Letter = {
  readonly subject: string;
  /** Absent where nobody is called by name. */
  readonly name?: string | undefined;
  readonly parts: readonly Part[];
  /** The next step, as a button. */
  readonly step?: Link | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
};

export type Part =
  | { readonly says: Sentence }
  | { readonly facts: readonly Fact[] }
  | { readonly reason: Sentence }
  | { readonly link: Link };

/** Codes and numbers are shown to be typed again. */
export type Fact = { readonly label: string; readonly value: string; readonly typed?: true };

export type Link = { readonly label: string; readonly url: string };

export function says(...sentences: readonly Sentence[]): Part[] {
  return sentences.map((each) => ({ says: each }));
}
