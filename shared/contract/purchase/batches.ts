import * as z from "zod";
import { programme } from "../../domain/programme/programme-versions.ts";
import { type Batch, batchStatus, batchStatuses } from "../../domain/purchase/batch.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { coverageFields, coverageView } from "./coverage.ts";

/** The levels with general-purpose codes. Without any, the rule refuses each level. */
const levels = programme.levels.map((each) => each.level);
const generalLevels = programme.levels.filter(({ editions }) => editions.includes("general-purpose"));
export const generalLevel = z.enum(generalLevels.length > 0 ? generalLevels.map((each) => each.level) : levels);
export const exampleLevel = generalLevels.at(-1)?.level ?? example.level;

export const exampleBatch = {
  batchId: "bat_7f3k9qxw2m8tr5vn",
  label: "Autumn fair",
  edition: "general-purpose",
  levels: [exampleLevel],
  status: "running",
  issued: 980,
  quantity: 5000,
  orderedAt: "2026-11-22T09:30:00.000Z",
};

export const batchAnswer = z
  .object({
    batchId: z.string(),
    label: z.string(),
    ...coverageFields,
    status: z.enum(batchStatuses),
    issued: z.int(),
    quantity: z.int(),
    orderedAt: instant,
    completedAt: instant.optional(),
    cancelled: z.int().optional().meta({ description: "How many of its codes are cancelled" }),
    cancelledAt: instant.optional(),
  })
  .meta({
    id: "Batch",
    examples: [exampleBatch],
  });

export function batchView(batch: Batch) {
  const { batchId, label, coverage, issued, quantity, orderedAt, completedAt, cancelled, cancelledAt } = batch;
  const status = batchStatus(batch);
  const progress = { status, issued, quantity, orderedAt, completedAt, cancelled, cancelledAt };
  return { batchId, label, ...coverageView(coverage), ...progress };
}
