import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** What is watched, and what it costs a person when it happens. */
export type Watch = {
  readonly id: string;
  readonly metric: Metric;
  /** The alarm rings above this value, and missing data is good; or it rings below it, and also when data is missing. */
  readonly limit: { readonly above: number } | { readonly below: number };
  readonly costs: string;
  /** In how many periods on end; one, if it does not say. */
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
      evaluationPeriods: watch.periods ?? 1,
      ...condition(watch),
    });
    if (this.#topic !== undefined) alarm.addAlarmAction(new SnsAction(this.#topic));
    return alarm;
  }
}

function condition({ limit }: Watch) {
  if ("above" in limit) {
    const comparisonOperator = ComparisonOperator.GREATER_THAN_THRESHOLD;
    return { threshold: limit.above, comparisonOperator, treatMissingData: TreatMissingData.NOT_BREACHING };
  }
  const comparisonOperator = ComparisonOperator.LESS_THAN_THRESHOLD;
  return { threshold: limit.below, comparisonOperator, treatMissingData: TreatMissingData.BREACHING };
}

/**
 * What every function of the deployment counts where it logs a fault (`shared/log`). Lambda's own `Errors` stay at 0 while a
 * function answers 500: for Lambda that is an answer. A function that crashes or times out cannot count itself. On HTTP the
 * gateway's 5xx tell of it; on the stream and on the schedule, what failed comes to the dead letters, or is late.
 */
export function faults(deployment: string): Metric {
  return new Metric({
    namespace: "certrail",
    metricName: "faults",
    dimensionsMap: { service: deployment },
    period: alarmPeriod,
    statistic: total,
  });
}

/** Five minutes: short enough to wake somebody, long enough for a retry to have helped. */
export const alarmPeriod = Duration.minutes(5);

export const total = Stats.SUM;

export const worst = Stats.MAXIMUM;
