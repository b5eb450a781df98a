import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

const metrics = new Metrics({ namespace: "certrail" });

/** The alarm rings at the first fault. The operation is a field, because a dimension would split the alarm. */
export function countFault(operation: string): void {
  const single = metrics.singleMetric();
  single.addMetadata("operation", operation);
  single.addMetric("faults", MetricUnit.Count, 1);
}

/** `lag` is in milliseconds since the oldest thing was due. Handled and failed things are counted by kind. */
export function measureSweep(
  swept: {
    readonly oldestDueAt: string | undefined;
    readonly handled: Readonly<Record<string, number>>;
    readonly failed: Readonly<Record<string, number>>;
  },
  now: string,
): void {
  const lag = swept.oldestDueAt === undefined ? 0 : Date.parse(now) - Date.parse(swept.oldestDueAt);
  metrics.addMetric("lag", MetricUnit.Milliseconds, lag);
  for (const [name, counts] of [
    ["handled", swept.handled],
    ["failed", swept.failed],
  ] as const) {
    for (const [kind, count] of Object.entries(counts)) {
      const single = metrics.singleMetric();
      single.addDimension("kind", kind);
      single.addMetric(name, MetricUnit.Count, count);
    }
  }
  metrics.publishStoredMetrics();
}
