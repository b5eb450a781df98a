import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { Construct } from "constructs";
import type { AlarmsProps } from "./watches.ts";

/** Tells at 80 % of the budget, and when its end is forecast. AWS Budgets looks a few times a day. */
export function budget(scope: Construct, { alarmAddress, monthlyBudget }: AlarmsProps["settings"]): void {
  if (alarmAddress === undefined || monthlyBudget === undefined) return;
  const subscribers = [{ subscriptionType: "EMAIL", address: alarmAddress }];
  const notified = (notificationType: string, threshold: number) => ({
    notification: { notificationType, comparisonOperator: "GREATER_THAN", threshold, thresholdType: "PERCENTAGE" },
    subscribers,
  });
  new CfnBudget(scope, "Budget", {
    budget: { budgetType: "COST", timeUnit: "MONTHLY", budgetLimit: { amount: monthlyBudget, unit: "USD" } },
    notificationsWithSubscribers: [notified("ACTUAL", 80), notified("FORECASTED", 100)],
  });
}
