import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { deliverMail, mailOf } from "../../shared/jobs/deliver-mail.ts";
import { runJob, untilAllEnd } from "../../shared/jobs/job.ts";
import { logFailure } from "../../shared/log/log.ts";
import { announced } from "../../shared/store/history/announced.ts";

/**
 * Sends the e-mails of events, as the table's stream brings them: to one address in that order, so that the last one
 * that comes tells how it is now. One that is slow or refused holds up none to another address.
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

/** Sends after whatever was to be sent to that address before. */
type InTurn = (address: string, send: () => Promise<void>) => Promise<void>;

/** Answers the record's sequence number if the stream must bring it again. */
async function sendAll(record: DynamoDBRecord, context: Context, inTurn: InTurn): Promise<string[]> {
  try {
    const { event, notifications } = announced(record);
    await runJob("sendMail", event.at, context, async (run) => {
      const mails = notifications.map((notification, place) => mailOf(event, place, notification));
      await untilAllEnd(mails.map((mail) => inTurn(mail.to, () => deliverMail(mail, run))));
    });
    return [];
  } catch (error) {
    logFailure("sendMail", context.awsRequestId, error);
    return [record.dynamodb?.SequenceNumber ?? ""];
  }
}
