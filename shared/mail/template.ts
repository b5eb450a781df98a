/** One template for each kind of e-mail: a subject and paragraphs, from which both forms are made. */
export type Template = { readonly subject: string; readonly paragraphs: readonly string[] };

/** An instant as e-mails tell it. */
export function utc(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
