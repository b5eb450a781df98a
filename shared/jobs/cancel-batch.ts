import { cancelPart, isCancelling } from "../domain/purchase/batch.ts";
import { put } from "../store/core/change.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { transact } from "../store/core/transact.ts";
import { authorizationCodes } from "../store/purchase/authorization-codes.ts";
import { batches, readIssuedPart } from "../store/purchase/batches.ts";
import type { JobRun } from "./job.ts";

/** Cancels a batch's codes in parts. It can stop anywhere and run twice, because the batch knows its progress (R3). */
export async function cancelBatch(batchId: string, run: JobRun): Promise<void> {
  while (run.hasTime() && (await cancelNext(batchId, run)));
}

async function cancelNext(batchId: string, run: JobRun): Promise<boolean> {
  const ref = batches.at(batchId);
  const facts = new Facts();
  await read(facts, [ref], run.cost);
  const place = facts.get(ref)?.cancelPlace;
  const part = await readIssuedPart(batchId, place, run.cost);
  const codes = part.codes.map((code) => authorizationCodes.at(code));
  const decide = () => {
    const batch = facts.get(ref);
    if (batch === undefined || !isCancelling(batch)) return undefined;
    // Another run has done this part.
    if (JSON.stringify(batch.cancelPlace) !== JSON.stringify(place)) return undefined;
    const known = codes.flatMap((code) => facts.get(code) ?? []);
    const { cancelled, batch: after } = cancelPart(batch, known, part.next, run.now);
    const changes = [put(ref, after), ...cancelled.map((code) => put(authorizationCodes.at(code.code), code))];
    return { changes, event: { type: "batch.cancelled", data: { codes: cancelled.length } } } as const;
  };
  const by = { ...run, actor: { kind: "system", id: "cancel-batch" } } as const;
  await transact(facts, { reads: codes, decide }, by);
  const after = facts.get(ref);
  return after !== undefined && isCancelling(after);
}
