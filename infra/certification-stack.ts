import { CfnOutput, Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { Alarms, faults } from "./constructs/alarms.ts";
import { Api } from "./constructs/api.ts";
import { deadLetters } from "./constructs/dead-letters.ts";
import { ScheduledJob } from "./constructs/scheduled-job.ts";
import { Secrets } from "./constructs/secrets.ts";
import { StepFunction } from "./constructs/step.ts";
import { StreamConsumer } from "./constructs/stream-consumer.ts";
import { createTable } from "./constructs/table.ts";
import type { Settings } from "./settings.ts";
import type { Step } from "./steps.ts";

export type CertificationStackProps = {
  readonly settings: Settings;
  readonly steps: readonly Step[];
  /** The folder that holds the bundle of a step. */
  readonly bundleOf: (name: string) => string;
};

/** Everything that one deployment is: the table, the API, one function for each step, and what watches them. */
export class CertificationStack extends Stack {
  readonly #table: Table;
  readonly #api: Api;
  readonly #alarms: Alarms;

  constructor(scope: Construct, id: string, props: CertificationStackProps) {
    super(scope, id, { description: "certrail", analyticsReporting: false });
    const { settings } = props;
    this.#table = createTable(this);
    this.#api = new Api(this, settings);
    this.#alarms = new Alarms(this, settings.alarmTopicArn);
    this.#alarms.add({
      id: "faults",
      metric: faults(this.stackName),
      limit: { above: 0 },
      costs:
        "A fault of ours. The log lines `step.failed` name the operation; its function says what that costs a person.",
    });
    this.#alarms.add({
      id: "server-errors",
      metric: this.#api.serverErrors,
      limit: { above: 0 },
      // A single period of 503s is no fault: the store was busy for a moment.
      periods: 2,
      costs: "Callers get 5xx for ten minutes. The access log names the routes.",
    });
    const secrets = new Secrets(this);

    for (const step of props.steps) {
      const built = new StepFunction(this, {
        step,
        bundle: props.bundleOf(step.name),
        table: this.#table,
        secrets,
        logRetentionDays: settings.logRetentionDays,
        mailFrom: settings.mailFrom,
        staffGroup: settings.staffGroup,
        publicUrl: settings.publicUrl,
      });
      this.#connect(step, built);
    }
    new CfnOutput(this, "Url", { value: this.#api.url });
    new CfnOutput(this, "TableName", { value: this.#table.tableName });
  }

  #connect(step: Step, target: StepFunction): void {
    const { name, trigger } = step;
    if ("http" in trigger) {
      this.#api.serve(name, target.function, trigger.http, trigger.fallback ?? false);
      return;
    }
    const failed = this.#deadLetters(step);
    const watched = { alarms: this.#alarms, costs: step.failure };
    if ("schedule" in trigger) {
      new ScheduledJob(this, { name, expression: trigger.schedule, target, deadLetters: failed, ...watched });
      return;
    }
    const filter = trigger.stream;
    new StreamConsumer(this, { name, table: this.#table, filter, target, deadLetters: failed, ...watched });
  }

  #deadLetters(step: Step): Queue {
    return deadLetters(this, `${step.name}-dead-letters`, this.#alarms, step.failure);
  }
}
