import * as z from "zod";
import type { Batch } from "../domain/batch.ts";
import type { Cost } from "./cost.ts";
import { entity } from "./entity.ts";
import { readPartition } from "./list.ts";
import { coverage } from "./stored.ts";

const schema: z.ZodType<Batch> = z.object({
  batchId: z.string(),
  label: z.string(),
  coverage,
  programmeVersion: z.number(),
  quantity: z.number(),
  issued: z.number(),
  orderedBy: z.string(),
  orderedAt: z.string(),
  completedAt: z.string().optional(),
});

/** A batch is due from its order until it is complete, so that the schedule goes on with one that was cut short. */
export const batches = entity<Batch>({
  kind: "batch",
  schema,
  due: ({ orderedAt, issued, quantity }) => (issued < quantity ? orderedAt : undefined),
});

const partSchema = z.object({ event: z.object({ data: z.object({ codes: z.array(z.string()) }) }) });

/** A batch with all the codes that it has issued so far, in the order of their issue. One read for each MB of codes. */
export async function readBatchWithCodes(
  batchId: string,
  cost: Cost,
): Promise<{ batch: Batch; codes: string[] } | undefined> {
  const [own, ...parts] = await readPartition(batches.at(batchId).key.pk, cost);
  if (own === undefined) return undefined;
  return { batch: schema.parse(own.data), codes: parts.flatMap((part) => partSchema.parse(part).event.data.codes) };
}
