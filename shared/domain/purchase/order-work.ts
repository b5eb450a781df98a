import { accept, type Decision, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import { programme } from "../programme/programme-versions.ts";
import type { WorkItem } from "../work-item.ts";
import { type Order, trainingStatus } from "./order.ts";
import { booksOf } from "./order-books.ts";
import { type Sums, sumsOf } from "./order-status.ts";
import { heldTraining } from "./refund.ts";

/** Training and money that wait for staff (R6, R37). */
export function workOfOrder(order: Order): WorkItem[] {
  if (order.facts.length === 0) return [];
  const isReviewed = order.reviewed?.seen === movesOf(order).length;
  return [...trainingWork(order), ...(isReviewed ? [] : moneyWork(order))];
}

/** Staff reviewed disputed, lost or owed money. It waits again when the money moves (R36, R37). */
export function reviewOrder(
  order: Order | undefined,
  by: { readonly by: string; readonly reason: string; readonly at: Instant },
): Decision<{ readonly order: Order; readonly sums: Sums }> {
  if (order === undefined) return refuse("order-not-found");
  const isWaiting = workOfOrder(order).some(({ kind }) => kind !== "training-to-arrange");
  if (!isWaiting) return refuse("nothing-to-review");
  const reviewed = { ...by, seen: movesOf(order).length };
  return accept({ order: { ...order, reviewed }, sums: sumsOf(order) });
}

/** Each instant at which money can have moved. Both sets only grow. */
function movesOf({ facts, returns = [] }: Order): Instant[] {
  return [...facts.map(({ occurredAt }) => occurredAt), ...returns.map(({ at }) => at)].sort();
}

function moneyWork(order: Order): WorkItem[] {
  const { orderId: id, accountId, returns = [], facts } = order;
  const books = booksOf(order);
  const { toRefund, asked, disputed, forgone, currency } = sumsOf(order, books);
  const link = `/v1/orders/${id}`;
  const [refund, review] = [`${link}/refund`, `${link}/review`];
  const moved = movesOf(order).at(-1) ?? order.placedAt;
  const row = (kind: WorkItem["kind"], amount: number, since: Instant, actions: readonly string[], reason?: string) => {
    const about = `${amount} ${currency} of order ${id}`;
    return { kind, id, since, about, reason, concerns: { accountId }, link, actions };
  };
  const items: WorkItem[] = [];
  const isAsked = asked === toRefund;
  // The provider has as long as a test centre to report.
  const since = isAsked ? plusDays(returns.at(-1)?.at ?? moved, programme.overdueDays) : moved;
  const acts = isAsked ? [review] : [refund, review];
  if (toRefund > 0) items.push(row("refund-owed", toRefund, since, acts, isAsked ? "not-reported" : "not-asked-for"));
  const disputedAt = facts.findLast(({ type }) => type === "dispute")?.occurredAt ?? moved;
  if (disputed > 0) items.push(row("disputed-order", disputed, disputedAt, [review]));
  // Staff know about a part of a price that they paid back themselves.
  const unasked = forgone - returns.reduce((sum, { extra }) => sum + extra, 0);
  if (unasked > 0 && !books.isDisputed) items.push(row("redeemed-refund", unasked, moved, [review]));
  return items;
}

function trainingWork(order: Order): WorkItem[] {
  const { orderId: id, accountId, lines, training = [] } = order;
  const paidAt = booksOf(order).paidBy?.occurredAt ?? order.placedAt;
  const ids = lines.flatMap((line) => (line.product === "offline-training" ? [line.certificationId] : []));
  return [...new Set(ids)].flatMap((certificationId): WorkItem[] => {
    const seats = heldTraining(order, certificationId);
    if (seats === 0 || trainingStatus(order, certificationId) !== "to-arrange") return [];
    const since = training.findLast((each) => each.certificationId === certificationId)?.changedAt ?? paidAt;
    const link = `/v1/orders/${id}`;
    const about = `${seats} seats in the training for ${certificationId}`;
    const actions = [`${link}/training/${certificationId}`];
    return [{ kind: "training-to-arrange", id, since, about, concerns: { accountId }, link, actions }];
  });
}
