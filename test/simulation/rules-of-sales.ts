import type { Operation } from "./model.ts";
import { moneyOf, seatsIn } from "./order-money.ts";
import { refused } from "./refusal.ts";
import { type Answer, day, type Line, orderStatus, type Product, type State } from "./state.ts";

type Do<Name extends Operation["does"]> = Extract<Operation, { does: Name }>;

/** R1, R6: an order of what is on sale awaits its payment. */
export function order(state: State, { account, lines }: Do<"order">, now: number): Answer {
  const subjects = lines.flatMap(({ product }) => subjectOf(product) ?? []);
  if (subjects.some((each) => !state.certifications.has(each))) return refused("certification-not-found");
  if (subjects.some((each) => state.withdrawals.has(each))) return refused("certification-not-on-sale");
  const isOffered = ({ product }: Line) => !("training" in product) || hasTraining(product.training);
  if (!lines.every(isOffered)) return refused("offline-training-not-offered");
  const none = { codes: [], units: [], facts: [], returns: [], unissuable: [], trainings: {} };
  const open = { ...none, events: ["order.placed"], endsAt: now + 7 * day };
  state.orders.push({ account, lines, ...open });
  return { status: 201, says: "awaiting-payment", created: state.orders.length - 1 };
}

/** R1: offline training is offered beside the certifications of these levels. */
export function hasTraining(certification: string): boolean {
  return /^ac[pe]-/.test(certification);
}

export function subjectOf(product: Product): string | undefined {
  if ("training" in product) return product.training;
  return "subject" in product ? product.subject : undefined;
}

/** R6: staff state how far a training is that the buyer has. */
export function moveTraining(
  state: State,
  { order: at, certification, status }: Do<"move-training">,
  now: number,
): Answer {
  const order = state.orders[at];
  if (order === undefined) return refused("order-not-found");
  const seats = seatsIn(order, moneyOf(order, state.codes), certification);
  if (seats.length === 0) return refused("training-not-bought");
  const trainings = { ...order.trainings, [certification]: { status, seats } };
  const moved = { ...order, trainings, events: [...order.events, "order.training-moved"] };
  state.orders[at] = moved;
  state.told.push({ to: order.account, tells: "training-moved", about: [certification, status] });
  return { status: 200, says: orderStatus(moved, now) };
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
