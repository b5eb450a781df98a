import { readFileSync } from "node:fs";
import * as z from "zod";
import { type News, TableStream } from "../support/table-stream.ts";
import { announcementsDiffer } from "./announcements.ts";
import type { Faults } from "./faults.ts";
import type { Looks } from "./looks.ts";
import { Mailbag } from "./mailbag.ts";
import type { Model } from "./model.ts";
import { isRefused, type Names } from "./names.ts";
import type { Random } from "./random.ts";

const content = { subject: z.string(), text: z.string(), html: z.string() };
const sentSchema = z.object({ id: z.string(), to: z.string(), event: z.string(), ...content });

type Sent = z.infer<typeof sentSchema>;

/** The e-mails of one simulated table: announcements and their delivery. */
export class Mailroom {
  readonly #names: Names;
  readonly #stream: TableStream;
  readonly #bag: Mailbag;
  /** Announced e-mails by id: address, event and expected words. */
  readonly #announced = new Map<string, { readonly to: string; readonly event: string; readonly words: string[] }>();
  /** E-mails whose last attempt may still be due. */
  readonly #late = new Set<string>();
  readonly #alreadySent = sentLines().length;
  /** The model at the last read of the stream. */
  #heard: Model;
  #news: News[] = [];

  private constructor(model: Model, names: Names, stream: TableStream, faults: Faults) {
    this.#heard = model;
    this.#names = names;
    this.#stream = stream;
    this.#bag = new Mailbag(faults);
  }

  static async open(streamArn: string, model: Model, names: Names, faults: Faults): Promise<Mailroom> {
    return new Mailroom(model, names, await TableStream.open(streamArn), faults);
  }

  get size(): number {
    return this.#announced.size;
  }

  /** Reads new announcements, and compares them with the change in the model. */
  async hear(model: Model, now: number, isLate = false): Promise<string[]> {
    await this.listen(isLate);
    const differences = this.differences(model, now);
    this.believe(model);
    return differences;
  }

  /** Compares the news since `believe` with the effects of this model. */
  differences(model: Model, now: number): string[] {
    return announcementsDiffer(this.#heard, model, this.#names, this.#news, now);
  }

  believe(model: Model): void {
    this.#heard = model;
    this.#news = [];
  }

  async listen(isLate = false): Promise<void> {
    const news = await this.#stream.news();
    this.#news.push(...news);
    for (const each of news) {
      for (const [place, notification] of each.notifications.entries()) {
        const mailId = `${each.event.eventId}-${place}`;
        this.#announced.set(mailId, { to: notification.to, event: each.event.type, words: wordsOf(notification) });
        if (isLate) this.#late.add(mailId);
      }
    }
    this.#bag.add(news.map(({ record }) => record));
  }

  deliver(random: Random): Promise<void> {
    return this.#bag.deliver(random);
  }

  deliverAll(): Promise<void> {
    return this.#bag.deliverAll();
  }

  /** Each e-mail was sent at least once and unchanged, or is parked if its address refuses it. There are no others. */
  async atTheEnd(looks: Looks): Promise<string[]> {
    const differences: string[] = [];
    const sent = Map.groupBy(
      sentLines()
        .slice(this.#alreadySent)
        .map((line) => sentSchema.parse(JSON.parse(line))),
      ({ id }) => id,
    );
    const parked = Map.groupBy(await looks.messages(), ({ mailId }) => mailId);
    for (const [id, { to, event, words }] of this.#announced) {
      const differs = (what: string) => differences.push(`e-mail ${id} (${event}) to ${to} ${what}`);
      const [copies = [], kept = []] = [sent.get(id), parked.get(id)];
      if (isRefused(to)) {
        if (copies.length > 0) differs("was sent to an address that takes none");
        if (kept.length !== 1 && !this.#late.has(id)) differs(`is parked ${kept.length} times`);
        if (kept.some((each) => each.to !== to || each.event !== event)) differs(`is parked otherwise`);
        continue;
      }
      if (copies.length === 0) differs("was never sent");
      if (kept.length > 0) differs("is parked, though its address takes it");
      if (new Set(copies.map((each) => JSON.stringify(each))).size > 1) differs("was sent with several contents");
      if (copies.some((each) => each.to !== to || each.event !== event || !holds(each, words))) {
        differs(`tells something else: ${JSON.stringify(copies[0])}`);
      }
    }
    for (const id of [...sent.keys(), ...parked.keys()]) {
      if (typeof id !== "string" || !this.#announced.has(id)) differences.push(`e-mail ${id} was never announced`);
    }
    return differences;
  }
}

function sentLines(): string[] {
  return readFileSync(process.env.MAIL_FILE ?? "", "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

const telling = new Set([
  "certification",
  "exam",
  "eligibilityCode",
  "certificateNumber",
  "code",
  "which",
  "reason",
  "organization",
  "orderId",
]);

/** Words of an e-mail's text. */
function wordsOf(notification: News["notifications"][number]): string[] {
  if (notification.tells === "binding-failed") return [notification.candidateId, notification.registrationId];
  // The e-mail words the reason differently.
  if (notification.tells === "payment-unusable") return [notification.orderId];
  // The e-mail omits the code, because the person who booked knows it.
  const isBooking = ["booked", "rescheduled", "cancelled"].includes(notification.tells);
  const named = Object.entries(notification).filter(([name]) => telling.has(name) && !(isBooking && name === "code"));
  const booking = "appointment" in notification ? notification.appointment?.confirmationNumber : undefined;
  return [...named.map(([, value]) => value), booking].filter((each) => typeof each === "string");
}

function holds({ text, html }: Sent, words: readonly string[]): boolean {
  return words.every((each) => text.includes(each) && html.includes(each));
}
