import { createHash, randomUUID } from "node:crypto";
import * as z from "zod";
import type { DataDirectory } from "../../host/data-directory.ts";
import { jsonRefusal, type Reply } from "../service-reply.ts";

const letter = z.object({
  id: z.string(),
  body: z.string(),
  attributes: z.record(z.string(), z.string()),
  /** Received, and hidden until then. */
  hiddenUntil: z.number().default(0),
});

type Letter = z.infer<typeof letter>;

const receive = z.object({ MaxNumberOfMessages: z.number().default(1), VisibilityTimeout: z.number().default(30) });
const remove = z.object({ ReceiptHandle: z.string() });
const hide = z.object({ ReceiptHandle: z.string(), VisibilityTimeout: z.number() });

const file = "dead-letters.json";

/** The queue of events that reached no function. */
export class DeadLetters {
  readonly #letters: Map<string, Letter>;
  readonly #directory: DataDirectory | undefined;

  /** With a directory it outlives the host, as a queue does. */
  constructor(directory?: DataDirectory) {
    this.#directory = directory;
    const kept = directory?.read(file, z.array(letter)) ?? [];
    this.#letters = new Map(kept.map((each) => [each.id, each]));
  }

  get count(): number {
    return this.#letters.size;
  }

  send(body: unknown, attributes: Readonly<Record<string, string>> = {}): void {
    const id = randomUUID();
    this.#letters.set(id, { id, body: JSON.stringify(body), attributes, hiddenUntil: 0 });
    this.#keep();
  }

  /** Answers ReceiveMessage, ChangeMessageVisibility and DeleteMessage of SQS. */
  answer(target: string, input: unknown): Reply {
    if (target === "AmazonSQS.ReceiveMessage") return { status: 200, body: { Messages: this.#receive(input) } };
    if (target === "AmazonSQS.DeleteMessage") {
      this.#letters.delete(remove.parse(input).ReceiptHandle);
      this.#keep();
      return { status: 200, body: {} };
    }
    if (target === "AmazonSQS.ChangeMessageVisibility") {
      const { ReceiptHandle: id, VisibilityTimeout: seconds } = hide.parse(input);
      const changed = this.#letters.get(id);
      if (changed !== undefined) changed.hiddenUntil = Date.now() + seconds * 1000;
      return { status: 200, body: {} };
    }
    return jsonRefusal("UnknownOperationException", `The local run has no ${target}`);
  }

  #keep(): void {
    this.#directory?.write(file, [...this.#letters.values()]);
  }

  #receive(input: unknown): object[] {
    const { MaxNumberOfMessages: most, VisibilityTimeout: seconds } = receive.parse(input);
    const visible = [...this.#letters.values()].filter(({ hiddenUntil }) => hiddenUntil <= Date.now());
    return visible.slice(0, most).map((letter) => {
      letter.hiddenUntil = Date.now() + seconds * 1000;
      const attributes = Object.entries(letter.attributes).map(
        ([name, StringValue]) => [name, { DataType: "String", StringValue }] as const,
      );
      return {
        MessageId: letter.id,
        ReceiptHandle: letter.id,
        Body: letter.body,
        MD5OfBody: createHash("md5").update(letter.body).digest("hex"),
        MessageAttributes: Object.fromEntries(attributes),
      };
    });
  }
}
