import { drawCode } from "../domain/code.ts";
import { isIssuing, issuePart } from "../domain/purchase/batch.ts";
import { put } from "../store/core/change.ts";
import { Facts } from "../store/core/facts.ts";
import { transact } from "../store/core/transact.ts";
import { authorizationCodes } from "../store/purchase/authorization-codes.ts";
import { batches } from "../store/purchase/batches.ts";
import type { JobRun } from "./job.ts";

/** Issues a batch part by part, one transaction each. It can stop anywhere and run twice. */
export async function issueBatch(batchId: string, run: JobRun): Promise<void> {
  const ref = batches.at(batchId);
  const facts = new Facts();
  const decide = () => {
    const batch = facts.get(ref);
    if (batch === undefined || !isIssuing(batch)) return undefined;
    const part = issuePart(batch, () => drawCode("EDU", run.random), run.now);
    const changes = [put(ref, part.batch), ...part.codes.map((code) => put(authorizationCodes.at(code.code), code))];
    const codes = part.codes.map(({ code }) => code);
    return { changes, event: { type: "batch.issued", data: { codes } } } as const;
  };
  const by = { ...run, actor: { kind: "system", id: "issue-batch" } } as const;
  while (run.hasTime() && (await transact(facts, { reads: [ref], decide }, by)) !== undefined);
}
