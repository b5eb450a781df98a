import { closeSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import * as z from "zod";
import type { Clock } from "../../host/clock.ts";
import { type DataDirectory, parsed } from "../../host/data-directory.ts";

const mailSchema = z.object({
  /** The sender's id of the message: the same each time it is sent. */
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.object({ fileName: z.string(), contentType: z.string(), content: z.string() })).default([]),
  /** When it was sent, by the local clock. */
  at: z.string(),
  /** What happened, that it tells. */
  event: z.string(),
});

export type KeptMail = z.infer<typeof mailSchema>;

/** Where the mails are kept in the data directory, a JSON object in each line, the newest last. */
export const mailFile = "mail.jsonl";

/** Every e-mail that was sent in this run and in earlier ones on the same data directory. Nothing leaves the machine. */
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

  /** Keeps a mail: once this returns, it outlives the process however that ends. One that is sent twice is kept twice. */
  add(mail: Omit<KeptMail, "at">): void {
    const kept = { ...mail, at: new Date(this.#clock.now()).toISOString() };
    writeSync(this.#descriptor, `${JSON.stringify(kept)}\n`);
    this.#mails.push(kept);
  }

  /** The newest first; to one address alone, if it is given. */
  list(to?: string): readonly KeptMail[] {
    return this.#mails.filter((mail) => to === undefined || mail.to === to).reverse();
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** What a killed process wrote in half is cut off, so that the next line begins at its own. */
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
