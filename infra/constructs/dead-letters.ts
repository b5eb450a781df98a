import { Duration, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { keptOnceMade } from "./removal.ts";

/** Keeps the events that reached no function, for two weeks. Each names its function. */
export function deadLetters(scope: Construct): Queue {
  const queue = new Queue(scope, "DeadLetters", {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    removalPolicy: keptOnceMade,
  });
  Validations.of(queue).acknowledge(
    { id: "AwsSolutions-SQS3", reason: "It is itself a dead-letter queue, which a person reads." },
    { id: "Serverless-SQSRedrivePolicy", reason: "It is itself a dead-letter queue, which a person reads." },
  );
  return queue;
}
