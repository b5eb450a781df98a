import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { Alarms, faults } from "../constructs/alarms.ts";
import { Api } from "../constructs/api.ts";
import { deadLetters } from "../constructs/dead-letters.ts";
import { ScheduledJob } from "../constructs/scheduled-job.ts";
import { StepFunction } from "../constructs/step.ts";
import { StreamConsumer } from "../constructs/stream-consumer.ts";
import type { Settings } from "../settings/settings.ts";
import type { Step } from "../steps.ts";
import type { StateStack } from "./state-stack.ts";

export type ServiceStackProps = Pick<StackProps, "env"> & {
  readonly settings: Settings;
  readonly state: StateStack;
  readonly steps: readonly Step[];
  /** The folder that holds the bundle of a step. */
  readonly bundleOf: (name: string) => string;
  /** The tags of every resource. */
  readonly labels: { readonly [name: string]: string };
};

/** The API, one function for each step, and their alarms. It can be deleted and deployed again: it holds no state. */
export class ServiceStack extends Stack {
  readonly #state: StateStack;
  readonly #api: Api;
  readonly #alarms: Alarms;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { settings, env = {} } = props;
    super(scope, id, { env, description: "certrail: service", analyticsReporting: false });
    this.#state = props.state;
    this.#api = new Api(this, settings, props.labels);
    this.#alarms = new Alarms(this, settings.alarmAddress);
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
    for (const step of props.steps) {
      const built = new StepFunction(this, {
        step,
        bundle: props.bundleOf(step.name),
        table: this.#state.table,
        secrets: this.#state.secrets,
        logRetentionDays: settings.logRetentionDays,
        mailFrom: settings.mailFrom,
        staffGroup: settings.staffGroup,
        publicUrl: settings.publicUrl,
      });
      this.#connect(step, built);
    }
    new CfnOutput(this, "Url", { value: this.#api.url });
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
    new StreamConsumer(this, { name, table: this.#state.table, filter, target, deadLetters: failed, ...watched });
  }

  #deadLetters(step: Step): Queue {
    return deadLetters(this, `${step.name}-dead-letters`, this.#alarms, step.failure);
  }
}
