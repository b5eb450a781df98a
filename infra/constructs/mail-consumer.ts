import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { CfnEventInvokeConfig } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { MailEvent } from "../../shared/contract/step.ts";
import type { MailSet } from "./mail-set.ts";
import type { StepFunction } from "./step.ts";

export type MailConsumerProps = {
  readonly name: string;
  readonly events: readonly MailEvent[];
  readonly set: MailSet;
  readonly target: StepFunction;
  readonly deadLetters: Queue;
};

const detailTypes: Readonly<Record<MailEvent, string>> = {
  bounce: "Email Bounced",
  complaint: "Email Complaint Received",
};

/** Delivers the events of SES, of our own configuration set alone. What fails three times goes to the dead letters. */
export class MailConsumer extends Construct {
  constructor(scope: Construct, { name, events, set, target, deadLetters }: MailConsumerProps) {
    super(scope, `${name}-mail`);
    const delivery = { deadLetterQueue: deadLetters, maxEventAge: Duration.hours(24) };
    new Rule(this, "Rule", {
      eventPattern: {
        source: ["aws.ses"],
        detailType: events.map((each) => detailTypes[each]),
        // The default bus has the events of every stage of the account.
        detail: { mail: { tags: { "ses:configuration-set": [set.name] } } },
      },
      targets: [new LambdaFunction(target.function, delivery)],
    });
    target.allowed.addStatements(
      new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] }),
    );
    new CfnEventInvokeConfig(this, "Invocation", {
      functionName: target.function.functionName,
      qualifier: "$LATEST",
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: deadLetters.queueArn } },
    });
  }
}
