import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { announcedMail, deliverMail } from "../../shared/jobs/deliver-mail.ts";
import { runJob, untilAllEnd } from "../../shared/jobs/job.ts";
import { logFailure } from "../../shared/log/log.ts";
import { announced } from "../../shared/store/history/announced.ts";

/**
 * Sends the e-mails of the stream's events, in order for each address, so that the last one tells the present state. A
 * slow address does not delay others.
 */
export async function handler(event: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> {
  const turns = new Map<string, Promise<void>>();
  const inTurn: InTurn = (address, send) => {
    const sent = (turns.get(address) ?? Promise.resolve()).then(send);
    turns.set(
      address,
      sent.catch(() => undefined),
    );
    return sent;
  };
  const failed = await Promise.all(event.Records.map((record) => sendAll(record, context, inTurn)));
  return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
}

/** Sends after earlier e-mails to the address. */
type InTurn = (address: string, send: () => Promise<void>) => Promise<void>;

/** Answers the sequence number if the stream must repeat the record. */
async function sendAll(record: DynamoDBRecord, context: Context, inTurn: InTurn): Promise<string[]> {
  try {
    const { event, notifications } = announced(record);
    await runJob("sendMail", event.at, context, async (run) => {
      const mails = notifications.map((notification, place) => announcedMail(event, place, notification));
      await untilAllEnd(mails.map((mail) => inTurn(mail.to, () => deliverMail(mail, run))));
    });
    return [];
  } catch (error) {
    logFailure("sendMail", context.awsRequestId, error);
    return [record.dynamodb?.SequenceNumber ?? ""];
  }
}
