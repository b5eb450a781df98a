import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** What is watched, and what it costs a person when it happens. */
export type Watch = {
  readonly id: string;
  readonly metric: Metric;
  /** The alarm rings when the metric is above this, in two of three periods unless `periods` says otherwise. */
  readonly above: number;
  readonly costs: string;
  readonly periods?: number;
};

/** Makes the stack's alarms; each tells the topic, if the deployment names one. */
export class Alarms {
  readonly #scope: Construct;
  readonly #topic: ITopic | undefined;

  constructor(scope: Construct, topicArn: string | undefined) {
    this.#scope = scope;
    this.#topic = topicArn === undefined ? undefined : Topic.fromTopicArn(scope, "AlarmTopic", topicArn);
  }

  add(watch: Watch): Alarm {
    const alarm = new Alarm(this.#scope, watch.id, {
      alarmDescription: watch.costs,
      metric: watch.metric,
      threshold: watch.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: watch.periods ?? 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (this.#topic !== undefined) alarm.addAlarmAction(new SnsAction(this.#topic));
    return alarm;
  }
}

/** Five minutes: short enough to wake somebody, long enough for a retry to have helped. */
export const alarmPeriod = Duration.minutes(5);

export const total = Stats.SUM;

export const worst = Stats.MAXIMUM;
