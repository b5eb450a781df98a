import * as given from "../../support/given.ts";
import { causedMails } from "../caused-mails.ts";
import type { Sendable } from "./kept-reports.ts";

/** After all reports of these tests. */
export const after = "2026-12-23T09:30:00.000Z";

/**
 * The e-mails that a report causes in its own history and in that of another thing: reader and beginning of the subject, and
 * the result if one is told.
 */
export async function mailsOf(report: Sendable, kind: string, id: string): Promise<string[]> {
  const before = (await causedMails(kind, id)).length;
  given.must([200], await report.send(after));
  const mails = [...(await causedMails("report", report.reportId)), ...(await causedMails(kind, id)).slice(before)];
  return mails.map(({ to, subject, text }) => {
    const [, outcome] = /Result: (.*)/.exec(text) ?? [];
    return `${to}: ${subject.split(":")[0]}${outcome === undefined ? "" : `: ${outcome}`}`;
  });
}
