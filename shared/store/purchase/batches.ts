import * as z from "zod";
import { type Batch, type BatchPlace, batchDue } from "../../domain/purchase/batch.ts";
import type { Cost } from "../core/cost.ts";
import { entity, lists } from "../core/entity.ts";
import { query, queryAll } from "../core/query.ts";
import { coverage, openData } from "../core/stored.ts";
import { valueIn } from "../core/stored-item.ts";

const schema = () =>
  z.object({
    batchId: z.string(),
    label: z.string(),
    coverage,
    programmeVersion: z.number(),
    quantity: z.number(),
    issued: z.number(),
    orderedBy: z.string(),
    orderedAt: z.string(),
    completedAt: z.string().optional(),
    cancelAskedAt: z.string().optional(),
    cancelPlace: z.object({ row: z.string(), offset: z.number() }).optional(),
    cancelled: z.number().optional(),
    cancelledAt: z.string().optional(),
  });

/** A batch is due until it is complete, and until it is cancelled, so that the schedule goes on with one cut short. */
export const batches = entity<Batch>()({
  kind: "batch",
  schema,
  owner: ({ orderedAt }) => ({ list: lists.batches, sort: orderedAt }),
  due: batchDue,
});

const partSchema = z.object({ event: z.object({ data: z.object({ codes: z.array(z.string()) }) }) });

/** One transaction cancels so many codes, each with a row for its event, beside the batch. */
const codesInPart = 48;

const row = z.object({ sk: z.string(), event: z.object({ type: z.string(), data: openData }) });

/** The codes behind a place, as many as one transaction cancels, and the next place. At the end: no next place. */
export async function readIssuedPart(
  batchId: string,
  place: BatchPlace | undefined,
  cost: Cost,
): Promise<{ codes: string[]; next?: BatchPlace | undefined }> {
  const { row: from, offset } = place ?? { row: "EVENT#", offset: 0 };
  const { items } = await query({ partition: batches.at(batchId).key.pk, from, limit: 1 }, cost);
  const [first] = items;
  const read = row.safeParse(first);
  if (!read.success || read.data.event.type !== "batch.issued") return { codes: [] };
  const { codes } = partSchema.parse(first).event.data;
  const end = offset + codesInPart;
  const next = end < codes.length ? { row: read.data.sk, offset: end } : { row: `${read.data.sk}!`, offset: 0 };
  return { codes: codes.slice(offset, end), next };
}

/** A batch with all the codes that it has issued so far, in the order of their issue. One read for each MB of codes. */
export async function readBatchWithCodes(
  batchId: string,
  cost: Cost,
): Promise<{ batch: Batch; codes: string[] } | undefined> {
  const [own, ...rows] = await queryAll({ partition: batches.at(batchId).key.pk }, cost);
  if (own === undefined) return undefined;
  const parts = rows.filter((each) => row.parse(each).event.type === "batch.issued");
  return { batch: valueIn(batches, own.data), codes: parts.flatMap((part) => partSchema.parse(part).event.data.codes) };
}
