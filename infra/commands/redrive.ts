import { parseArgs } from "node:util";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import * as z from "zod";
import { StartFailure } from "../local/host/failure.ts";
import { say } from "../local/host/log.ts";
import { command } from "./command.ts";
import { type Aws, localAws } from "./redrive-aws.ts";
import { eventsOf } from "./redrive-batch.ts";
import { type Letter, letterIn } from "./redrive-letter.ts";

/** Longer than a function may take for the one letter that is received at a time. A killed run hides that for so long. */
const hiddenSeconds = 600;

/**
 * Gives each dead letter to its function again, and deletes it once the function has taken it. It can stop anywhere and
 * run twice, because every function takes an event twice. What stays is visible again at the end, for the alarm and the
 * next run. Returns how many stay.
 */
export async function redrive(queueUrl: string, aws: Aws, tell: (line: string) => void): Promise<number> {
  const staying = new Map<string | undefined, Message>();
  try {
    for (;;) {
      const message = await received(queueUrl, aws.sqs);
      // One that stays is visible again, because this run is long. The next run tries what this one has not seen.
      if (message === undefined || staying.has(message.MessageId)) return staying.size;
      const failure = await deliver(message, aws, tell);
      if (failure === undefined) {
        await aws.sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
      } else {
        staying.set(message.MessageId, message);
        tell(`Stays: ${failure}`);
      }
    }
  } finally {
    for (const { ReceiptHandle } of staying.values()) {
      const shown = { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await aws.sqs.send(new ChangeMessageVisibilityCommand(shown));
    }
  }
}

async function received(QueueUrl: string, sqs: SQSClient): Promise<Message | undefined> {
  const { Messages: [message] = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 1,
      MessageAttributeNames: ["All"],
      VisibilityTimeout: hiddenSeconds,
      WaitTimeSeconds: 1,
    }),
  );
  return message;
}

/** Answers why the letter stays. */
async function deliver(message: Message, aws: Aws, tell: (line: string) => void): Promise<string | undefined> {
  const letter = letterIn(message.Body ?? "", message.MessageAttributes?.TARGET_ARN?.StringValue);
  if (letter === undefined) return `${message.MessageId} is no event of a function`;
  const name = letter.functionArn.replace(/^.*:function:/, "").replace(/:.*$/, "");
  try {
    const events = "event" in letter ? [letter.event] : await eventsOf(letter.functionArn, letter.batch, aws);
    for (const event of events) await invoke(letter, event, aws);
    tell(`${name} has taken ${events.length} event${events.length === 1 ? "" : "s"}`);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    const isGone = ["TrimmedDataAccessException", "ResourceNotFoundException"].includes(thrown.name);
    return `${name}: ${isGone ? "the records are no longer in the stream, which keeps them for 24 hours" : thrown.message}`;
  }
}

const refused = z.object({ batchItemFailures: z.array(z.unknown()).min(1) });

async function invoke({ functionArn }: Letter, event: unknown, { lambda }: Aws): Promise<void> {
  const answer = await lambda.send(new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(event) }));
  const payload = answer.Payload?.transformToString() ?? "";
  const isRefused = payload !== "" && refused.safeParse(JSON.parse(payload)).success;
  if (answer.FunctionError !== undefined || isRefused) throw new Error("the function fails on it again: see its log");
}

function isRefused(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && thrown.code === "ECONNREFUSED";
}

if (import.meta.main) {
  await command({
    help: `npm run redrive -- [queue URL]

Gives each event of the dead-letter queue to its function again, and deletes what the function has taken. The queue's
URL is an output of the service stack. Without one: the queue of the local run. Mend the cause first. Ends with 1 if
something stays: the next run tries it again.

  AWS_REGION, AWS_PROFILE   the account of the queue
  DATA_DIR                  where the local run has its data (.data)`,
    parse: () => parseArgs({ allowPositionals: true }).positionals,
    work: async ([queueUrl]) => {
      const aws =
        queueUrl === undefined
          ? localAws(process.env.DATA_DIR ?? ".data")
          : { sqs: new SQSClient({}), lambda: new LambdaClient({}), streams: new DynamoDBStreamsClient({}) };
      const left = await redrive(queueUrl ?? "http://localhost/dead-letters", aws, say).catch((thrown: unknown) => {
        if (queueUrl === undefined && isRefused(thrown)) throw new StartFailure("The local run is not up: npm start.");
        throw thrown;
      });
      say(left === 0 ? "Nothing is left in the queue" : `${left} stay in the queue`);
      return left === 0 ? 0 : 1;
    },
  });
}
