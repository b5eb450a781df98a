import { createHash, randomUUID } from "node:crypto";
import * as z from "zod";
import { jsonRefusal, type Reply } from "../service-reply.ts";

type Letter = {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Received, and hidden until then. */
  hiddenUntil: number;
};

const receive = z.object({ MaxNumberOfMessages: z.number().default(1), VisibilityTimeout: z.number().default(30) });
const remove = z.object({ ReceiptHandle: z.string() });

/** The queue of events that reached no function. It is kept in memory. */
export class DeadLetters {
  readonly #letters = new Map<string, Letter>();

  get count(): number {
    return this.#letters.size;
  }

  send(body: unknown, attributes: Readonly<Record<string, string>> = {}): void {
    const id = randomUUID();
    this.#letters.set(id, { id, body: JSON.stringify(body), attributes, hiddenUntil: 0 });
  }

  /** Answers ReceiveMessage and DeleteMessage of SQS. */
  answer(target: string, input: unknown): Reply {
    if (target === "AmazonSQS.ReceiveMessage") return { status: 200, body: { Messages: this.#receive(input) } };
    if (target === "AmazonSQS.DeleteMessage") {
      this.#letters.delete(remove.parse(input).ReceiptHandle);
      return { status: 200, body: {} };
    }
    return jsonRefusal("UnknownOperationException", `The local run has no ${target}`);
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
