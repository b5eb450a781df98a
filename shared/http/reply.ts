import { byteOrderMark } from "../contract/csv.ts";
import type { Refusal } from "../domain/decision.ts";
import type { Page } from "../pages/page.ts";

/** What a function answers over HTTP, ready to be sent or recorded. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body is base64 of bytes. */
  readonly base64?: true;
  /** What the rules refused, where the answer is no problem document. */
  readonly refusal?: Refusal;
  /** The accounts of whose things it shows something. */
  readonly about?: readonly string[];
  /** The member of staff who asked. */
  readonly staff?: string;
};

export function jsonReply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** The same answer, with the accounts of whose things it shows something. */
export function showing(reply: Reply, accounts: readonly (string | undefined)[]): Reply {
  return { ...reply, about: accounts.filter((each) => each !== undefined) };
}

/** A page for a person's browser. */
export function pageReply(status: number, { body, headers }: Page): Reply {
  return { status, headers, body };
}

/** A CSV file for a spreadsheet, which reads it as UTF-8 by the mark in front. */
export function csvReply(name: string, lines: string): Reply {
  const headers = {
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="${name}.csv"`,
  };
  return { status: 200, headers, body: byteOrderMark + lines };
}

/** A file for a calendar (RFC 5545). */
export function calendarReply(body: string): Reply {
  const headers = {
    "content-type": "text/calendar; charset=utf-8; method=PUBLISH",
    "content-disposition": 'attachment; filename="exam.ics"',
  };
  return { status: 200, headers, body };
}

/** A credential that is signed: a JWT. */
export function credentialReply(body: string): Reply {
  return { status: 200, headers: { "content-type": "application/vc+jwt" }, body };
}
