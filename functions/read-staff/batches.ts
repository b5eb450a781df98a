import { csvLine } from "../../shared/contract/csv.ts";
import { getBatch, getBatchCodes, listBatches } from "../../shared/contract/purchase/batch-operations.ts";
import { batchView } from "../../shared/contract/purchase/batches.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { batchCodesExpireAt } from "../../shared/domain/purchase/batch.ts";
import { listStep } from "../../shared/http/list.ts";
import { Problem } from "../../shared/http/problem.ts";
import { accountEndpoint, step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { batches, readBatchWithCodes } from "../../shared/store/purchase/batches.ts";

export const endpoints = [
  listStep(listBatches, () => ({ entity: batches, list: lists.batches, view: batchView })),
  step(getBatch, {
    reads: ({ params }) => ({ batch: batches.at(params.batchId) }),
    decide: (facts, refs) => {
      const batch = facts.get(refs.batch);
      return batch === undefined ? refuse("batch-not-found") : accept({ body: batchView(batch) });
    },
  }),
  accountEndpoint(getBatchCodes, async ({ params, cost }) => {
    const found = await readBatchWithCodes(params.batchId, cost);
    if (found === undefined) throw new Problem("batch-not-found");

    const { batch, codes } = found;
    const expiresAt = batchCodesExpireAt(batch);
    const lines = [["code", "expiresAt"], ...codes.map((code) => [code, expiresAt])];
    const headers = {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${batch.batchId}.csv"`,
      "x-codes-issued": String(codes.length),
    };
    return { status: 200, headers, body: lines.map(csvLine).join("") };
  }),
];
