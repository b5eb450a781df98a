import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { type Alarms, alarmPeriod, worst } from "./alarms.ts";

/** Keeps undelivered events for two weeks. The alarm rings at the first. */
export function deadLetters(scope: Construct, id: string, alarms: Alarms, costs: string): Queue {
  const queue = new Queue(scope, id, {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(queue).acknowledge(
    { id: "AwsSolutions-SQS3", reason: "It is itself a dead-letter queue, which a person reads." },
    { id: "Serverless-SQSRedrivePolicy", reason: "It is itself a dead-letter queue, which a person reads." },
  );
  alarms.add({
    id: `${id}-alarm`,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: worst }),
    limit: { above: 0 },
    costs,
  });
  return queue;
}
