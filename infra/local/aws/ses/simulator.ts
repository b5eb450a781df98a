import { randomUUID } from "node:crypto";
import type { MailSetDefinition } from "../../assembly/events.ts";
import type { Clock } from "../../host/clock.ts";
import type { Entry, EventBus } from "../events/event-bus.ts";

export type SentMail = {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly set: string | undefined;
  readonly tags: readonly { readonly Name: string; readonly Value: string }[];
};

/** The simulator's addresses, with any label. */
const simulated = /^(bounce|complaint)(?:\+[^@]*)?@simulator\.amazonses\.com$/;

/** SES's mailbox simulator: e-mails to its addresses bounce or are reported as spam. */
export class MailSimulator {
  readonly #sets: readonly MailSetDefinition[];
  readonly #clock: Clock;
  readonly #bus: Pick<EventBus, "put">;

  constructor(sets: readonly MailSetDefinition[], clock: Clock, bus: Pick<EventBus, "put">) {
    this.#sets = sets;
    this.#clock = clock;
    this.#bus = bus;
  }

  has(set: string): boolean {
    return this.#sets.some(({ name }) => name === set);
  }

  /** Puts the event on the bus, if the e-mail's configuration set sends such events there. */
  sent(mail: SentMail): void {
    const type = simulated.exec(mail.to.toLowerCase())?.[1];
    const events = this.#sets.find(({ name }) => name === mail.set)?.events ?? [];
    if (type === undefined || !events.includes(type)) return;
    this.#bus.put(type === "bounce" ? this.#bounce(mail) : this.#complaint(mail));
  }

  #bounce(mail: SentMail): Entry {
    const status = { action: "failed", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" };
    const bounce = {
      bounceType: "Permanent",
      bounceSubType: "General",
      bouncedRecipients: [{ emailAddress: mail.to, ...status }],
      ...this.#feedback(),
      reportingMTA: "dns; a1-2.smtp-out.amazonses.com",
    };
    const detail = { eventType: "Bounce", mail: this.#sentMail(mail), bounce };
    return { source: "aws.ses", "detail-type": "Email Bounced", detail };
  }

  #complaint(mail: SentMail): Entry {
    const complaint = {
      complainedRecipients: [{ emailAddress: mail.to }],
      complaintSubType: null,
      ...this.#feedback(),
      complaintFeedbackType: "abuse",
    };
    const detail = { eventType: "Complaint", mail: this.#sentMail(mail), complaint };
    return { source: "aws.ses", "detail-type": "Email Complaint Received", detail };
  }

  #feedback() {
    return { feedbackId: `${randomUUID()}-000000`, timestamp: this.#now() };
  }

  #sentMail({ messageId, from, to, set, tags }: SentMail) {
    const named = Object.fromEntries(tags.map(({ Name, Value }) => [Name, [Value]]));
    return {
      timestamp: this.#now(),
      source: from,
      messageId,
      destination: [to],
      headersTruncated: false,
      tags: { ...named, "ses:configuration-set": [set] },
    };
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}
