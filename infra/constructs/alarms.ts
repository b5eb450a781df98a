import { Validations } from "aws-cdk-lib";
import { Alarm, AlarmWidget, ComparisonOperator, Dashboard, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { budget } from "./budget.ts";
import { type AlarmsProps, type Watch, watchesOf } from "./watches.ts";

/** The alarms, at most 12. Each has a page in `infra/runbooks` under its id, and a widget on the dashboard. */
export class Alarms extends Construct {
  readonly #topic: Topic | undefined;

  constructor(scope: Construct, props: AlarmsProps) {
    super(scope, "Alarms");
    this.#topic = topicOf(this, props.settings.alarmAddress);
    const alarms = Object.entries(watchesOf(props)).map(([id, watch]) => this.#alarm(id, watch));
    const dashboard = new Dashboard(this, "Dashboard");
    dashboard.addWidgets(...alarms.map((alarm) => new AlarmWidget({ alarm, width: 8, title: alarm.node.id })));
    budget(this, props.settings);
  }

  #alarm(id: string, { metric, limit, periods = 1, says }: Watch): Alarm {
    const alarmDescription = `${says} What to do: infra/runbooks/${id}.md`;
    const alarm = new Alarm(this, id, { alarmDescription, metric, evaluationPeriods: periods, ...condition(limit) });
    if (this.#topic !== undefined) alarm.addAlarmAction(new SnsAction(this.#topic));
    return alarm;
  }
}

function condition(limit: Watch["limit"]) {
  if ("above" in limit) {
    const comparisonOperator = ComparisonOperator.GREATER_THAN_THRESHOLD;
    return { threshold: limit.above, comparisonOperator, treatMissingData: TreatMissingData.NOT_BREACHING };
  }
  const comparisonOperator = ComparisonOperator.LESS_THAN_THRESHOLD;
  return { threshold: limit.below, comparisonOperator, treatMissingData: TreatMissingData.BREACHING };
}

function topicOf(scope: Construct, address: string | undefined): Topic | undefined {
  if (address === undefined) return undefined;
  const topic = new Topic(scope, "Topic", { enforceSSL: true });
  const told = topic.addSubscription(new EmailSubscription(address));
  Validations.of(told).acknowledge({
    id: "Serverless-SNSRedrivePolicy",
    reason: "SNS keeps trying an e-mail address for hours. Dead letters would need an alarm of their own.",
  });
  return topic;
}
