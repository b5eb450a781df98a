import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Settings } from "../settings/settings.ts";

export type AlarmsProps = {
  readonly settings: Pick<Settings, "alarmAddress" | "monthlyBudget">;
  /** The dimension of our own metrics, so that stages of one account do not share them. */
  readonly stage: string;
  readonly serverErrors: Metric;
  readonly deadLetters: Queue;
  readonly consumers: readonly LambdaFunction[];
  readonly tableName: string;
};

export type Watch = {
  readonly metric: IMetric;
  /** `above` takes missing data as good, `below` as bad. */
  readonly limit: { readonly above: number } | { readonly below: number };
  /** The number of consecutive periods. One by default. */
  readonly periods?: number;
  readonly says: string;
};

/** Long enough for a retry to help. */
export const alarmPeriod = Duration.minutes(5);

export const total = Stats.SUM;

const worst = Stats.MAXIMUM;

const count = { period: alarmPeriod, statistic: total };

const largest = { period: alarmPeriod, statistic: worst };

const scheduleLate = Duration.minutes(15).toMilliseconds();

const streamLate = Duration.minutes(5).toMilliseconds();

const workLate = Duration.days(3).toMilliseconds();

export function watchesOf(props: AlarmsProps): Readonly<Record<string, Watch>> {
  return { ...ofRequests(props), ...ofTheSchedule(props.stage), ...ofDelivery(props), ...ofMail(props.stage) };
}

/** A metric of `shared/log/metrics.ts`. */
function own(stage: string, metricName: string, options: typeof count): Metric {
  return new Metric({ namespace: "certrail", metricName, dimensionsMap: { service: stage }, ...options });
}

/**
 * Functions count their faults themselves, because Lambda's `Errors` stay 0 for a 500. A crash or time-out shows in the
 * gateway's 5xx, in the dead letters, or as a missing heartbeat.
 */
function ofRequests({ stage, serverErrors, tableName }: AlarmsProps): Readonly<Record<string, Watch>> {
  return {
    faults: {
      metric: own(stage, "faults", count),
      limit: { above: 0 },
      says: "A fault of ours: somebody got a 500, or a job failed.",
    },
    "server-errors": {
      metric: serverErrors,
      limit: { above: 0 },
      // A single period of 503s is no fault: the store was busy for a moment.
      periods: 2,
      says: "Callers got 5xx for ten minutes.",
    },
    throttling: {
      metric: throttles(tableName),
      limit: { above: 0 },
      periods: 3,
      says: "Lambda or the table refused requests for 15 minutes.",
    },
  };
}

/** Lambda's metric is the account's, because its limit is the account's. */
function throttles(TableName: string): MathExpression {
  const ofTable = (metricName: string) =>
    new Metric({ namespace: "AWS/DynamoDB", metricName, dimensionsMap: { TableName }, ...count });
  const lambda = new Metric({ namespace: "AWS/Lambda", metricName: "Throttles", ...count });
  return new MathExpression({
    expression: "FILL(lambda, 0) + FILL(reads, 0) + FILL(writes, 0)",
    usingMetrics: { lambda, reads: ofTable("ReadThrottleEvents"), writes: ofTable("WriteThrottleEvents") },
    period: alarmPeriod,
  });
}

function ofTheSchedule(stage: string): Readonly<Record<string, Watch>> {
  return {
    "schedule-heartbeat": {
      metric: own(stage, "lag", { period: alarmPeriod, statistic: Stats.SAMPLE_COUNT }),
      limit: { below: 1 },
      periods: 3,
      says: "No run of the schedule has ended for 15 minutes.",
    },
    "schedule-lag": {
      metric: own(stage, "lag", largest),
      limit: { above: scheduleLate },
      says: "Something was due 15 minutes ago and is not done.",
    },
    "schedule-failed": {
      metric: own(stage, "failed", count),
      limit: { above: 0 },
      periods: 3,
      says: "The schedule has failed on something for 15 minutes, and tries it again each minute.",
    },
    "work-overdue": {
      metric: own(stage, "oldestWork", largest),
      limit: { above: workLate },
      says: "Something has waited for staff for more than 3 days.",
    },
  };
}

function ofDelivery({ deadLetters, consumers }: AlarmsProps): Readonly<Record<string, Watch>> {
  const ages = consumers.map((each, place) => [`age${place}`, each.metric("IteratorAge", largest)] as const);
  return {
    "dead-letters": {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible(largest),
      limit: { above: 0 },
      says: "An event reached no function, after every retry.",
    },
    "stream-age": {
      metric: new MathExpression({
        expression: `MAX([${ages.map(([name]) => `FILL(${name}, 0)`).join(", ")}])`,
        usingMetrics: Object.fromEntries(ages),
        period: alarmPeriod,
      }),
      limit: { above: streamLate },
      says: "E-mails and batches are more than five minutes behind the table.",
    },
  };
}

/** SES pauses an account at 10 % bounces or 0.5 % complaints. Its metrics are the account's. */
function ofMail(stage: string): Readonly<Record<string, Watch>> {
  const ofAccount = (metricName: string) => new Metric({ namespace: "AWS/SES", metricName, ...largest });
  return {
    "mail-parked": {
      metric: own(stage, "mailParked", count),
      limit: { above: 0 },
      says: "An e-mail was given up after every try. Its reader waits for it.",
    },
    "mail-reputation": {
      metric: new MathExpression({
        expression: "MAX([FILL(bounces, 0) / 0.05, FILL(complaints, 0) / 0.001])",
        usingMetrics: {
          bounces: ofAccount("Reputation.BounceRate"),
          complaints: ofAccount("Reputation.ComplaintRate"),
        },
        period: alarmPeriod,
      }),
      limit: { above: 1 },
      says: "Too many e-mails bounce or are reported as spam. SES may pause all sending.",
    },
  };
}
