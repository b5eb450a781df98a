import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import type { Faults } from "./faults.ts";

const rate = 0.15;

/** A stub for SES: inside `during` a mail may be refused, or sent without an answer. */
export class MailFaults {
  readonly counts = { "mail-refused": 0, "mail-answer-lost": 0 };

  constructor(faults: Faults) {
    const ses = new SESv2Client({});
    const send = ses.send.bind(ses);
    mockClient(SESv2Client)
      .on(SendEmailCommand)
      .callsFake(async (input: SendEmailCommandInput) => {
        const random = faults.randomOf();
        const sending = async () => {
          if (random?.chance(rate)) return this.#fail("mail-refused");
          const answer = await send(new SendEmailCommand(input));
          return random?.chance(rate) ? this.#fail("mail-answer-lost") : answer;
        };
        const { turns } = faults;
        return turns.call(() => turns.take(JSON.stringify(input), sending));
      });
  }

  #fail(kind: keyof MailFaults["counts"]): never {
    this.counts[kind] += 1;
    throw Object.assign(new Error("injected"), { name: "TooManyRequestsException" });
  }
}
