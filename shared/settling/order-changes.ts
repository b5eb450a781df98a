import { drawCode } from "../domain/code.ts";
import type { Instant } from "../domain/instant.ts";
import { certificationStatus } from "../domain/programme/certification.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import type { AuthorizationCode, CancelledCode, IssuedCode } from "../domain/purchase/authorization-code.ts";
import type { Order } from "../domain/purchase/order.ts";
import { booksOf } from "../domain/purchase/order-books.ts";
import { moneyMoved } from "../domain/purchase/order-notice.ts";
import type { PaymentFact, PaymentFault } from "../domain/purchase/payment-facts.ts";
import { settleOrder, subjectsOf, workOn } from "../domain/purchase/settle-order.ts";
import { type Change, put } from "../store/core/change.ts";
import { Facts } from "../store/core/facts.ts";
import { transact, type Writer } from "../store/core/transact.ts";
import { reports } from "../store/exam/reports.ts";
import { certifications } from "../store/programme/certifications.ts";
import { authorizationCodes } from "../store/purchase/authorization-codes.ts";
import { orders } from "../store/purchase/orders.ts";
import { Needs, type Settling } from "./settlement.ts";

export type OrderMoved = {
  readonly order: Order;
  readonly changes: readonly Change[];
  readonly issued: readonly IssuedCode[];
  readonly cancelled: readonly CancelledCode[];
};

/** The reports that turn in one transaction. The rest follows. */
const maximumTurned = 4;

/**
 * Issues and cancels codes and turns reports as the facts require, as far as one transaction goes (R6, R14). The caller
 * writes `own`.
 */
export function orderChanges(needs: Needs, next: Order, settling: Settling, own?: string): OrderMoved {
  const { toIssue, toCancel } = workOn(next);
  const { now, random } = settling;
  const settled = settleOrder(next, {
    known: toCancel.length === 0 ? new Map() : seenCodes(needs, next),
    retired: retiredOf(needs, subjectsOf(toIssue), now),
    draw: () => drawCode("EDU", random),
    under: programme,
    now,
  });
  const { order, turned } = turnedReports(needs, settled.order, now, own);
  const { issued, cancelled } = settled;
  const codes = [...issued, ...cancelled].map((code) => put(authorizationCodes.at(code.code), code));
  return { order, issued, cancelled, changes: [put(orders.at(order.orderId), order), ...turned, ...codes] };
}

export function seenCodes(needs: Needs, { codes }: Order): ReadonlyMap<string, AuthorizationCode> {
  const live = codes.filter(({ cancelledAt }) => cancelledAt === undefined);
  const known = needs.all(live.map(({ code }) => authorizationCodes.at(code)));
  return new Map(known.map((each) => [each.code, each]));
}

/** Certifications at their end of life (R6). */
export function retiredOf(needs: Needs, certificationIds: readonly string[], now: Instant): ReadonlySet<string> {
  const found = needs.all(certificationIds.map((id) => certifications.at(id)));
  const retired = found.filter((each) => certificationStatus(each, now) === "end-of-life");
  return new Set(retired.map(({ certificationId }) => certificationId));
}

/** Reports that start or stop to count (R14). Closed ones stay closed. */
function turnedReports(needs: Needs, order: Order, now: Instant, own: string | undefined) {
  const { faults } = booksOf(order);
  const isTurned = (fact: PaymentFact) => fact.parked !== faults.get(fact);
  const isOthers = ({ reportId }: PaymentFact) => reportId !== undefined && reportId !== own;
  const all = order.facts.filter((fact) => isTurned(fact) && isOthers(fact));
  const turning = new Set(all.slice(0, maximumTurned));
  const turned = [...turning].flatMap((fact) => turnedReport(needs, fact.reportId ?? "", faults.get(fact)));
  const facts = order.facts.map((fact) =>
    turning.has(fact) || !isOthers(fact) ? { ...fact, parked: faults.get(fact) } : fact,
  );
  const isLeft = all.length > turning.size;
  return { order: { ...order, facts, ...(isLeft && { unsettledSince: order.unsettledSince ?? now }) }, turned };
}

function turnedReport(needs: Needs, reportId: string, reason: PaymentFault | undefined): Change[] {
  const ref = reports.at(reportId);
  const kept = needs.get(ref);
  if (kept === undefined || (kept.status === "closed" && reason !== undefined)) return [];
  return [put(ref, { ...kept, status: reason === undefined ? "applied" : "parked", reason })];
}

/** Continues an order until its codes are settled. It can stop anywhere and run twice, and the schedule continues. */
export async function settleRest(
  orderId: string | undefined,
  by: Omit<Writer, "actor">,
  hasTime = () => true,
): Promise<void> {
  if (orderId === undefined) return;
  const facts = new Facts();
  const ref = orders.at(orderId);
  const work = () => {
    const needs = new Needs(facts);
    const order = facts.get(ref);
    if (order?.unsettledSince === undefined) return undefined;
    return { needs, order, moved: orderChanges(needs, order, by) };
  };
  const decide = () => {
    const done = work();
    if (done === undefined) return undefined;
    const { order, moved } = done;
    const data = { issued: moved.issued.length, cancelled: moved.cancelled.length };
    const notifications = moneyMoved(order, moved.order, moved.issued, moved.cancelled);
    return { changes: moved.changes, event: { type: "order.settled", data, notifications } } as const;
  };
  const follow = () => work()?.needs.missing ?? [];
  const writer = { ...by, actor: { kind: "system", id: "settle-order" } } as const;
  while (hasTime() && (await transact(facts, { reads: [ref], follow, decide }, writer)) !== undefined);
}
