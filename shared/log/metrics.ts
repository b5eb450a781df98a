import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/** Its dimension `service` is the deployment's name, out of `POWERTOOLS_SERVICE_NAME`. */
const metrics = new Metrics({ namespace: "certrail" });

/** Counts a fault of ours; an alarm rings at the first one. The operation is a field of the line and no dimension. */
export function countFault(operation: string): void {
  const single = metrics.singleMetric();
  single.addMetadata("operation", operation);
  single.addMetric("faults", MetricUnit.Count, 1);
}

/**
 * Publishes what a run of the schedule did: how far behind it was (`lag`, milliseconds since the oldest thing was due),
 * and how much it handled and failed to handle, for each kind.
 */
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
