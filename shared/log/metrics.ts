import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

let made: Metrics | undefined;

/** Made when something is first counted, because most instances never count. */
function metrics(): Metrics {
  made ??= new Metrics({ namespace: "certrail" });
  return made;
}

/** The alarm rings at the first fault. The operation is a field, because a dimension would split the alarm. */
export function countFault(operation: string): void {
  const single = metrics().singleMetric();
  single.addMetadata("operation", operation);
  single.addMetric("faults", MetricUnit.Count, 1);
}

/** A failed try of an e-mail. */
export function countRefusedMail(): void {
  metrics().singleMetric().addMetric("mailRefused", MetricUnit.Count, 1);
}

/** An e-mail that waits for staff from now on. */
export function countParkedMail(): void {
  metrics().singleMetric().addMetric("mailParked", MetricUnit.Count, 1);
}

export type Measured = {
  readonly oldestDueAt?: string | undefined;
  readonly oldestWorkSince?: string | undefined;
  readonly failed: Readonly<Record<string, number>>;
};

/**
 * The age of the oldest due thing, in milliseconds, also if it is 0, because the alarm on missing runs counts it. The age of
 * the oldest work of staff and the failures of all kinds only if there are any: CloudWatch asks money for each metric.
 */
export function measureSweep({ oldestDueAt, oldestWorkSince, failed }: Measured, now: string): void {
  const age = (since: string | undefined) => (since === undefined ? 0 : Date.parse(now) - Date.parse(since));
  metrics().addMetric("lag", MetricUnit.Milliseconds, age(oldestDueAt));
  const failures = sum(Object.values(failed));
  if (oldestWorkSince !== undefined) metrics().addMetric("oldestWork", MetricUnit.Milliseconds, age(oldestWorkSince));
  if (failures > 0) metrics().addMetric("failed", MetricUnit.Count, failures);
  metrics().publishStoredMetrics();
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, each) => all + each, 0);
}
