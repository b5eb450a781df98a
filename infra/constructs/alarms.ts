import { Duration, Validations } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";

export type Watch = {
  readonly id: string;
  readonly metric: Metric;
  /** `above` treats missing data as good, `below` as bad. */
  readonly limit: { readonly above: number } | { readonly below: number };
  readonly costs: string;
  /** Consecutive periods. One by default. */
  readonly periods?: number;
};

export class Alarms {
  readonly #scope: Construct;
  readonly #topic: Topic | undefined;

  constructor(scope: Construct, address: string | undefined) {
    this.#scope = scope;
    if (address === undefined) return;
    this.#topic = new Topic(scope, "AlarmTopic", { enforceSSL: true });
    const told = this.#topic.addSubscription(new EmailSubscription(address));
    Validations.of(told).acknowledge({
      id: "Serverless-SNSRedrivePolicy",
      reason: "SNS keeps trying an e-mail address for hours. Dead letters would need an alarm of their own.",
    });
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
 * Faults that the functions count (`shared/log`), because Lambda's `Errors` stays 0 for a 500. Crashes and time-outs
 * show in the gateway's 5xx, the dead letters or a late schedule.
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

/** Long enough for a retry to help. */
export const alarmPeriod = Duration.minutes(5);

export const total = Stats.SUM;

export const worst = Stats.MAXIMUM;
