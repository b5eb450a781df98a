import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { deliverMail, mailOf } from "../../shared/jobs/deliver-mail.ts";
import { runJob, untilAllEnd } from "../../shared/jobs/job.ts";
import { logFailure } from "../../shared/log/log.ts";
import { announced } from "../../shared/store/announced.ts";

/** Sends the e-mails of events, as the table's stream brings them. One that is slow or refused holds up no other. */
export async function handler(event: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> {
  const failed = await Promise.all(event.Records.map((record) => sendAll(record, context)));
  return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
}

/** Answers the record's sequence number if the stream must bring it again. */
async function sendAll(record: DynamoDBRecord, context: Context): Promise<string[]> {
  try {
    const { event, notifications } = announced(record);
    await runJob("sendMail", event.at, context, async (run) => {
      const mails = notifications.map((notification, place) => mailOf(event, place, notification));
      await untilAllEnd(mails.map((mail) => deliverMail(mail, run)));
    });
    return [];
  } catch (error) {
    logFailure("sendMail", context.awsRequestId, error);
    return [record.dynamodb?.SequenceNumber ?? ""];
  }
}
