import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { DynamoDBBatchResponse } from "aws-lambda";
import * as z from "zod";
import { handler as sendMail } from "../../functions/send-mail/handler.ts";
import { listMessages } from "../../shared/contract/history/message-operations.ts";
import * as given from "../support/given.ts";
import { context } from "../support/invoke.ts";
import { running } from "../support/running.ts";
import { type News, TableStream } from "../support/table-stream.ts";
import { inTurn } from "../support/versions.ts";
import { call, pageOf } from "./calls.ts";

const mail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.object({ fileName: z.string(), contentType: z.string(), content: z.string() })),
});

export type Mail = z.infer<typeof mail>;

/** The e-mails of one table. A test hands the stream's records to the function, and reads the sent e-mails. */
export class Inbox {
  readonly #stream: TableStream;

  private constructor(stream: TableStream) {
    this.#stream = stream;
  }

  static async open(streamArn: string): Promise<Inbox> {
    return new Inbox(await TableStream.open(streamArn));
  }

  /** New items with e-mails since the last call. */
  news(): Promise<News[]> {
    return this.#stream.news();
  }

  /** Hands over the new records. Answers the e-mails that this sent, in the order of the records. */
  async receive(): Promise<Mail[]> {
    const news = await this.news();
    await deliver(news);
    return idsOf(news).flatMap((id) => sent(id));
  }
}

/** One invocation of the function. */
export function deliver(news: readonly News[]): Promise<DynamoDBBatchResponse> {
  const event = { Records: news.map(({ record }) => record) };
  return running.run("send-mail", () => inTurn("send-mail", sendMail)(event, context(randomUUID())));
}

export function idsOf(news: readonly News[]): string[] {
  return news.flatMap(({ event, notifications }) => notifications.map((_, place) => `${event.eventId}-${place}`));
}

/** Every copy of an e-mail that SES took. */
export function sent(id: string): Mail[] {
  const lines = readFileSync(process.env.MAIL_FILE ?? "", "utf8").split("\n");
  const mine = lines.filter((line) => line.includes(`"${id}"`));
  return mine.map((line) => mail.parse(JSON.parse(line)));
}

/** The parked e-mails, as staff see them. */
export async function parkedMails(at: string): Promise<Record<string, unknown>[]> {
  return pageOf(await call(listMessages, { as: given.staff, at })).data;
}
