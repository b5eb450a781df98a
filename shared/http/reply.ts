import { byteOrderMark } from "../contract/csv.ts";
import type { Refusal } from "../domain/decision.ts";
import type { Page } from "../pages/page.ts";

/** An answer that can be sent or recorded. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly base64?: true;
  /** The refusal, if the answer is no problem document. */
  readonly refusal?: Refusal;
  /** The refused code, if the request has it as it was typed. */
  readonly refusedCode?: string;
  /** The accounts whose things it shows. */
  readonly about?: readonly string[];
  /** The member of staff who asked. */
  readonly staff?: string;
};

export function jsonReply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** A person's things beside the page that shows them. Search engines follow links to them, and they show the name. */
export const unlisted = { "x-robots-tag": "noindex" } as const;

export function showing(reply: Reply, accounts: readonly (string | undefined)[]): Reply {
  return { ...reply, about: accounts.filter((each) => each !== undefined) };
}

export function pageReply(status: number, { body, headers }: Page): Reply {
  return { status, headers, body };
}

/** Leads a browser on with a GET. */
export function seeOther(location: string): Reply {
  return { status: 303, headers: { location }, body: "" };
}

/** A spreadsheet needs the byte order mark to read UTF-8. */
export function csvReply(name: string, lines: string): Reply {
  const headers = {
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="${name}.csv"`,
  };
  return { status: 200, headers, body: byteOrderMark + lines };
}

/** RFC 5545. */
export function calendarReply(body: string): Reply {
  const headers = {
    "content-type": "text/calendar; charset=utf-8; method=PUBLISH",
    "content-disposition": 'attachment; filename="exam.ics"',
  };
  return { status: 200, headers, body };
}

export function credentialReply(body: string, headers: Reply["headers"] = {}): Reply {
  return { status: 200, headers: { "content-type": "application/vc+jwt", ...headers }, body };
}

export function svgReply(body: string): Reply {
  return { status: 200, headers: { "content-type": "image/svg+xml" }, body };
}

export function pngReply(png: Buffer, headers: Reply["headers"] = {}): Reply {
  const body = png.toString("base64");
  return { status: 200, headers: { "content-type": "image/png", ...headers }, body, base64: true };
}
