import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { Alarms } from "../constructs/alarms.ts";
import { Api } from "../constructs/api.ts";
import { deadLetters } from "../constructs/dead-letters.ts";
import { MailConsumer } from "../constructs/mail-consumer.ts";
import { MailSet } from "../constructs/mail-set.ts";
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
  readonly #deadLetters: Queue;
  readonly #mailSet: MailSet;
  readonly #consumers: StepFunction[] = [];

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { settings, env = {} } = props;
    super(scope, id, { env, description: "certrail: service", analyticsReporting: false });
    this.#state = props.state;
    this.#api = new Api(this, { settings, tokens: props.state.tokens, labels: props.labels });
    this.#deadLetters = deadLetters(this);
    this.#mailSet = new MailSet(this, props.steps);
    for (const step of props.steps) {
      const built = new StepFunction(this, {
        step,
        bundle: props.bundleOf(step.name),
        table: this.#state.table,
        secrets: this.#state.secrets,
        logRetentionDays: settings.logRetentionDays,
        mailSet: this.#mailSet,
        settings,
      });
      this.#connect(step, built);
    }
    new Alarms(this, {
      settings,
      stage: this.stackName,
      serverErrors: this.#api.serverErrors,
      deadLetters: this.#deadLetters,
      consumers: this.#consumers.map((each) => each.function),
      tableName: this.#state.table.tableName,
    });
    new CfnOutput(this, "Url", { value: this.#api.url });
  }

  #connect(step: Step, target: StepFunction): void {
    const { name, trigger } = step;
    if ("http" in trigger) {
      const { http: operations, fallback = false } = trigger;
      this.#api.serve(target.function, { name, operations, fallback, dear: step.dear ?? false });
      return;
    }
    const deadLetters = this.#deadLetters;
    if ("schedule" in trigger) {
      new ScheduledJob(this, { name, expression: trigger.schedule, target, deadLetters });
      return;
    }
    if ("mail" in trigger) {
      new MailConsumer(this, { name, events: trigger.mail, set: this.#mailSet, target, deadLetters });
      return;
    }
    new StreamConsumer(this, { name, table: this.#state.table, filter: trigger.stream, target, deadLetters });
    this.#consumers.push(target);
  }
}
