import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";

/** Round trips, retries included, and capacity units of one invocation. */
export class Cost {
  reads = 0;
  writes = 0;
  readUnits = 0;
  writeUnits = 0;

  read(answer: Spent): void {
    this.reads += answer.$metadata?.attempts ?? 1;
    for (const capacity of consumed(answer)) this.readUnits += capacity.CapacityUnits ?? 0;
  }

  write(answer: Spent): void {
    this.writes += answer.$metadata?.attempts ?? 1;
    for (const capacity of consumed(answer)) this.writeUnits += capacity.CapacityUnits ?? 0;
  }
}

type Spent = {
  readonly $metadata?: { readonly attempts?: number | undefined };
  readonly ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] | undefined;
};

function consumed({ ConsumedCapacity: capacity }: Spent): ConsumedCapacity[] {
  if (capacity === undefined) return [];
  return Array.isArray(capacity) ? capacity : [capacity];
}
