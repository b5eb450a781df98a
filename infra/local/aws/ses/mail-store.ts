import { closeSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import * as z from "zod";
import type { Clock } from "../../host/clock.ts";
import { type DataDirectory, parsed } from "../../host/data-directory.ts";

const mailSchema = z.object({
  /** The sender's message id. It stays the same when the mail is sent again. */
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.object({ fileName: z.string(), contentType: z.string(), content: z.string() })).default([]),
  /** Local clock. */
  at: z.string(),
  /** The event that it reports. */
  event: z.string(),
});

export type KeptMail = z.infer<typeof mailSchema>;

/** A JSON object in each line, the newest last. */
export const mailFile = "mail.jsonl";

/** Every e-mail of this data directory's runs. No mail leaves the machine. */
export class MailStore {
  readonly #clock: Clock;
  readonly #descriptor: number;
  readonly #mails: KeptMail[];

  constructor(directory: DataDirectory, clock: Clock) {
    const path = directory.ownFile(mailFile);
    this.#clock = clock;
    this.#mails = readMails(path);
    this.#descriptor = openSync(path, "a");
  }

  /** Stores a mail on disk. A mail that is sent twice is stored twice. */
  add(mail: Omit<KeptMail, "at">): void {
    const kept = { ...mail, at: new Date(this.#clock.now()).toISOString() };
    writeSync(this.#descriptor, `${JSON.stringify(kept)}\n`);
    this.#mails.push(kept);
  }

  /** The newest first. `to` is a filter. */
  list(to?: string): readonly KeptMail[] {
    return this.#mails.filter((mail) => to === undefined || mail.to === to).reverse();
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** Cuts off a half-written line of a killed process, so that the next line starts at its beginning. */
function readMails(path: string): KeptMail[] {
  const content = readFileSync(path);
  const whole = content.subarray(0, content.lastIndexOf("\n") + 1);
  if (whole.length < content.length) truncateSync(path, whole.length);
  const lines = whole
    .toString()
    .split("\n")
    .filter((line) => line !== "");
  return lines.map((line) => parsed(path, line, mailSchema));
}
