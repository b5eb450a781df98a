import type { Operation } from "./model.ts";
import { moneyOf } from "./order-money.ts";
import { refused } from "./refusal.ts";
import { type Answer, day, orderStatus, type State } from "./state.ts";

type Do<Name extends Operation["does"]> = Extract<Operation, { does: Name }>;

/** R1, R6: an order of what is on sale awaits its payment. */
export function order(state: State, { account, coverage, quantity }: Do<"order">, now: number): Answer {
  if ("subject" in coverage) {
    if (!state.certifications.has(coverage.subject)) return refused("certification-not-found");
    if (state.withdrawals.has(coverage.subject)) return refused("certification-not-on-sale");
  }
  const none = { codes: [], units: [], facts: [], returns: [], unissuable: [] };
  const open = { ...none, events: ["order.placed"], endsAt: now + 7 * day };
  state.orders.push({ account, coverage, quantity, ...open });
  return { status: 201, says: "awaiting-payment", created: state.orders.length - 1 };
}

/** The buyer cancels the order before payment and before its end. */
export function cancelOrder(state: State, { account, order: at }: Do<"cancel-order">, now: number): Answer {
  const found = state.orders[at];
  if (found === undefined || found.account !== account) return refused("order-not-found");
  if (moneyOf(found, state.codes).payer !== undefined) return refused("order-already-paid");
  if (found.isCancelled) return refused("order-already-cancelled");
  if (orderStatus(found, now) === "expired") return refused("order-expired");
  state.told.push({ to: account, tells: "order-cancelled", about: [] });
  state.orders[at] = { ...found, isCancelled: true, events: [...found.events, "order.cancelled"] };
  return { status: 200, says: "cancelled" };
}

/** Staff end a certification's sale or its life, from now on, or put it on sale again. */
export function publish(state: State, { certification, status }: Do<"publish">, now: number): Answer {
  if (status === "published") {
    state.withdrawals.delete(certification);
    return { status: 200, says: status };
  }
  const earlier = state.withdrawals.get(certification);
  const isOver = status === "end-of-life";
  state.withdrawals.set(certification, { soldUntil: earlier?.soldUntil ?? now, isOver });
  return { status: 200, says: status };
}
