import { issuePart } from "../domain/batch.ts";
import { drawCode, drawId } from "../domain/code.ts";
import { authorizationCodes } from "../store/authorization-codes.ts";
import { batches } from "../store/batches.ts";
import { put } from "../store/change.ts";
import { commit } from "../store/commit.ts";
import { Facts } from "../store/facts.ts";
import { read } from "../store/read.ts";
import type { JobRun } from "./job.ts";

/**
 * Issues the codes that a batch still lacks, a part in each transaction, until it is complete or time runs out. Stopped
 * anywhere, run twice or by two at once: each code is issued once, and the next run goes on where the batch stands.
 */
export async function issueBatch(batchId: string, { now, random, requestId, cost, hasTime }: JobRun): Promise<void> {
  const ref = batches.at(batchId);
  const facts = new Facts();
  await read(facts, [ref], cost);
  while (hasTime()) {
    const batch = facts.get(ref);
    if (batch === undefined || batch.issued === batch.quantity) return;
    const part = issuePart(batch, () => drawCode("EDU", random), now);
    const eventId = drawId("evt", random);
    const changes = [put(ref, part.batch), ...part.codes.map((code) => put(authorizationCodes.at(code.code), code))];
    const codes = part.codes.map(({ code }) => code);
    const event = { type: "batch.issued", data: { codes } } as const;
    const request = { now, requestId, actor: { kind: "system", id: "issue-batch" }, eventId } as const;
    await commit(facts, changes, event, request, cost);
  }
}
