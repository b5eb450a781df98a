import * as z from "zod";
import { type MailReturn, mailTag } from "../../domain/history/mail-return.ts";
import { withoutAddresses } from "../../domain/history/without-addresses.ts";
import { type Instant, instantOf } from "../../domain/instant.ts";

/** An event of SES. `mailId`: absent where the e-mail is not one of ours. */
export type Returned = {
  readonly mailId: string | undefined;
  readonly addresses: readonly string[];
  readonly sentAt: Instant;
  readonly news: MailReturn;
};

const instant = z.iso.datetime({ offset: true }).transform((text) => instantOf(Date.parse(text)));

const recipient = z.object({
  emailAddress: z.string(),
  status: z.string().nullish(),
  diagnosticCode: z.string().nullish(),
});

const bounce = z.object({
  bounceType: z.string(),
  bounceSubType: z.string(),
  bouncedRecipients: z.array(recipient).default([]),
  timestamp: instant,
});

const complaint = z.object({ complaintFeedbackType: z.string().nullish(), timestamp: instant });

const mail = z.object({
  timestamp: instant,
  destination: z.array(z.string()),
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

const event = z.object({
  detail: z.union([z.object({ mail, bounce }), z.object({ mail, complaint })]),
});

/**
 * Reads an `Email Bounced` or `Email Complaint Received` event. The address is the one that we sent to, because the
 * reported one may be another, to which the mailbox forwards. Throws for any other event.
 */
export function returnedIn(given: unknown): Returned {
  const { detail } = event.parse(given);
  const { timestamp, destination, tags } = detail.mail;
  const news = "bounce" in detail ? bounced(detail.bounce) : complained(detail.complaint);
  return { mailId: tags[mailTag]?.[0], addresses: [...new Set(destination)], sentAt: timestamp, news };
}

function bounced({ bounceType, bounceSubType, bouncedRecipients, timestamp }: z.infer<typeof bounce>): MailReturn {
  const [{ diagnosticCode = undefined } = {}] = bouncedRecipients;
  const told = [`${bounceType}, ${bounceSubType}`, diagnosticCode ?? ""].filter((each) => each !== "").join(": ");
  const permanent = bounceType === "Permanent";
  return { how: "bounced", permanent, at: timestamp, reason: withoutAddresses(told) };
}

function complained({ complaintFeedbackType, timestamp }: z.infer<typeof complaint>): MailReturn {
  return {
    how: "complained",
    permanent: true,
    at: timestamp,
    reason: `Complaint: ${complaintFeedbackType ?? "abuse"}`,
  };
}
