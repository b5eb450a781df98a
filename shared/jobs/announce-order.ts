import { endOf } from "../domain/purchase/order.ts";
import { toBuyer } from "../domain/purchase/order-notice.ts";
import { endedOrder } from "../domain/purchase/order-status.ts";
import { settleRest } from "../settling/order-changes.ts";
import { put } from "../store/core/change.ts";
import { Facts } from "../store/core/facts.ts";
import { transact } from "../store/core/transact.ts";
import { orders } from "../store/purchase/orders.ts";
import type { JobRun } from "./job.ts";

/** Announces an unpaid order's end, and continues unsettled codes (R6, R30). */
export async function announceOrder(id: string, run: JobRun): Promise<void> {
  const ref = orders.at(id);
  const facts = new Facts();
  const decide = () => {
    const order = facts.get(ref);
    const ended = order && endedOrder(order, run.now);
    if (ended === undefined) return undefined;
    const notifications = toBuyer(ended, { tells: "order-expired" });
    const event = { type: "order.expired", data: { endsAt: endOf(ended) }, notifications } as const;
    return { changes: [put(ref, ended)], event };
  };
  await transact(facts, { reads: [ref], decide }, { ...run, actor: { kind: "system", id: "schedule" } });
  await settleRest(id, run, run.hasTime);
}
