import { randomUUID } from "node:crypto";
import { handler } from "../../functions/receive-mail-event/handler.ts";
import { context } from "./invoke.ts";
import { running } from "./running.ts";

export type Told = {
  readonly to: string;
  /** Absent: the e-mail is none of ours. */
  readonly mailId?: string;
  readonly at: string;
  /** Just before, if it is absent. */
  readonly sentAt?: string;
  readonly bounceType?: "Permanent" | "Transient";
};

const tagsOf = (mailId?: string) => ({
  "ses:configuration-set": ["CertrailService-MailSet"],
  "ses:from-domain": ["example.org"],
  ...(mailId !== undefined && { "certrail-id": [mailId] }),
});

const mailOf = ({ to, mailId, at, sentAt = at }: Told) => ({
  timestamp: sentAt,
  source: "no-reply@example.org",
  sourceArn: "arn:aws:ses:eu-central-1:123456789012:identity/example.org",
  sendingAccountId: "123456789012",
  messageId: "0100017c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
  destination: [to],
  headersTruncated: false,
  tags: tagsOf(mailId),
});

const envelope = (type: string, at: string) => ({
  version: "0",
  id: randomUUID(),
  "detail-type": type,
  source: "aws.ses",
  account: "123456789012",
  time: `${at.slice(0, 19)}Z`,
  region: "eu-central-1",
  resources: ["arn:aws:ses:eu-central-1:123456789012:configuration-set/CertrailService-MailSet"],
});

/** The event of a bounce, as SES documents it. */
export function bounceEvent(told: Told) {
  const { to, at, bounceType = "Permanent" } = told;
  const bounce = {
    bounceType,
    bounceSubType: "General",
    bouncedRecipients: [
      { emailAddress: to, action: "failed", status: "5.1.1", diagnosticCode: `smtp; 550 5.1.1 <${to}>: user unknown` },
    ],
    timestamp: at,
    feedbackId: "0100017c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
    reportingMTA: "dns; mta.example.com",
  };
  return { ...envelope("Email Bounced", at), detail: { eventType: "Bounce", bounce, mail: mailOf(told) } };
}

/** The event of a complaint, as SES documents it. */
export function complaintEvent(told: Told) {
  const complaint = {
    complainedRecipients: [{ emailAddress: told.to }],
    timestamp: told.at,
    feedbackId: "0100017c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000",
    userAgent: "ExampleCorp Feedback Loop (V0.01)",
    complaintFeedbackType: "abuse",
    complaintSubType: null,
    arrivalDate: told.at,
  };
  const detail = { eventType: "Complaint", complaint, mail: mailOf(told) };
  return { ...envelope("Email Complaint Received", told.at), detail };
}

/** One invocation of the function. */
export function receiveMailEvent(event: unknown): Promise<void> {
  return running.run("receive-mail-event", () => handler(event, context(randomUUID())));
}
