import { Duration, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import * as z from "zod";
import type { StreamFilter } from "../../shared/contract/step.ts";
import type { StepFunction } from "./step.ts";
import type { TableOf } from "./table.ts";

export type StreamConsumerProps = {
  readonly name: string;
  readonly table: TableOf;
  readonly filter: StreamFilter;
  readonly target: StepFunction;
  readonly deadLetters: Queue;
};

/** Of a record alone, after the batch was halved. With backoff, they take about an hour. */
const maximumRetries = 60;

/**
 * Delivers the table's changes in order, at least once. A failed batch is halved and retried for a day, because a
 * stream record lives for a day. Then it goes to the dead letters.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, props: StreamConsumerProps) {
    super(scope, `${props.name}-stream`);
    const { streamArn } = props.table;
    allowReading(props);
    new EventSourceMapping(this, "Mapping", {
      target: props.target.function,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      maxBatchingWindow: Duration.seconds(0),
      bisectBatchOnError: true,
      retryAttempts: maximumRetries,
      maxRecordAge: Duration.hours(6),
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(props.deadLetters),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual(props.filter.eventName),
          dynamodb: { NewImage: newImage(props.filter) },
        }),
      ],
    });
  }
}

/** `exists` works on single values only. */
function newImage(filter: StreamFilter): object {
  if ("kind" in filter) return { kind: { S: FilterRule.isEqual(filter.kind) } };
  const leaf: object = FilterRule.exists();
  return filter.has.split(".").reduceRight((inner, name) => ({ [name]: inner }), leaf);
}

function allowReading({ target: { role, allowed }, table: { tableArn, streamArn } }: StreamConsumerProps): void {
  allowed.addStatements(
    new PolicyStatement({
      sid: "Stream",
      actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      resources: [streamArn],
    }),
  );
  allowed.addStatements(
    new PolicyStatement({ sid: "Streams", actions: ["dynamodb:ListStreams"], resources: [`${tableArn}/stream/*`] }),
  );
  const resolved = importedName.safeParse(Stack.of(role).resolve(tableArn)).data?.["Fn::ImportValue"] ?? tableArn;
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${resolved}/stream/*]`,
    reason: "Lambda lists the streams of this one table; a stream's name is the time at which it was switched on.",
  });
}

/** cdk-nag names an imported value by its export. */
const importedName = z.object({ "Fn::ImportValue": z.string() });
