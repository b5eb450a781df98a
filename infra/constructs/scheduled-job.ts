import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnEventInvokeConfig } from "aws-cdk-lib/aws-lambda";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { StepFunction } from "./step.ts";

export type ScheduledJobProps = {
  readonly name: string;
  /** In the syntax of EventBridge Scheduler: `rate(1 minute)`. */
  readonly expression: string;
  readonly target: StepFunction;
  readonly deadLetters: Queue;
};

/**
 * Runs a function on a schedule with `{"time": "<instant>"}`. A failed run goes to the dead letters. It is not
 * repeated, because the next run does the same work.
 */
export class ScheduledJob extends Construct {
  constructor(scope: Construct, props: ScheduledJobProps) {
    super(scope, `${props.name}-schedule`);
    const { target, deadLetters } = props;
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("scheduler.amazonaws.com") });
    role.addToPolicy(
      new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [target.function.functionArn] }),
    );
    const tell = new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] });
    role.addToPolicy(tell);
    target.allowed.addStatements(tell);

    new CfnSchedule(this, "Schedule", {
      scheduleExpression: props.expression,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: target.function.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ time: "<aws.scheduler.scheduled-time>" }),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 300 },
        deadLetterConfig: { arn: deadLetters.queueArn },
      },
    });
    new CfnEventInvokeConfig(this, "Invocation", {
      functionName: target.function.functionName,
      qualifier: "$LATEST",
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 300,
      destinationConfig: { onFailure: { destination: deadLetters.queueArn } },
    });
  }
}
