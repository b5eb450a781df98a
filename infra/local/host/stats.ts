import * as z from "zod";
import type { LogLine } from "./log.ts";

const stepDone = z.object({
  message: z.literal("step.done"),
  operation: z.string(),
  status: z.union([z.number(), z.string()]).optional(),
  reads: z.number().default(0),
  writes: z.number().default(0),
  readUnits: z.number().default(0),
  writeUnits: z.number().default(0),
});

type Totals = {
  requests: number;
  reads: number;
  writes: number;
  readUnits: number;
  writeUnits: number;
  statuses: { [status: string]: number };
};

/** Counts the requests of this run and their cost at the table. */
export class Stats {
  requests = 0;
  invocations = 0;
  readonly #operations = new Map<string, Totals>();

  /** Counts `step.done` lines and ignores others. */
  observe(line: LogLine): void {
    const parsed = stepDone.safeParse(line);
    if (!parsed.success) return;
    const { operation, status, reads, writes, readUnits, writeUnits } = parsed.data;
    const totals = this.#totals(operation);
    totals.requests += 1;
    totals.reads += reads;
    totals.writes += writes;
    totals.readUnits += readUnits;
    totals.writeUnits += writeUnits;
    if (status !== undefined) totals.statuses[status] = (totals.statuses[status] ?? 0) + 1;
  }

  view(): unknown {
    return {
      requests: this.requests,
      invocations: this.invocations,
      operations: Object.fromEntries([...this.#operations].sort(([a], [b]) => a.localeCompare(b))),
    };
  }

  #totals(operation: string): Totals {
    const known = this.#operations.get(operation);
    if (known !== undefined) return known;
    const fresh = { requests: 0, reads: 0, writes: 0, readUnits: 0, writeUnits: 0, statuses: {} };
    this.#operations.set(operation, fresh);
    return fresh;
  }
}
