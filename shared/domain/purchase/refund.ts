import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import type { Order, Return, TrainingStatus } from "./order.ts";
import { booksOf, isReturnable } from "./order-books.ts";
import { sumsOf } from "./order-status.ts";
import { type Unit, unitsOf } from "./order-units.ts";

/** An amount, some codes, or everything. */
export type RefundRequest = {
  readonly amount?: number | undefined;
  readonly codes?: readonly string[] | undefined;
  readonly reason: string;
};

/** Staff refund what is owed, then units, whose codes end at once (R36). `codesSeen` must have been applied. */
export function requestRefund(
  order: Order | undefined,
  { amount, codes, reason }: RefundRequest,
  by: string,
  now: Instant,
): Decision<Order> {
  if (order === undefined) return refuse("order-not-found");
  const { toRefund, asked, paid, refunded, disputed } = sumsOf(order);
  const owed = toRefund - asked;
  const available = availableUnits(order);
  const left = paid - refunded - disputed - asked;
  const limit = Math.min(owed + worth(available), left);
  const ask = (back: Pick<Return, "units" | "amount" | "extra">): Decision<Order> => {
    if (back.amount === 0) return refuse("nothing-to-refund");
    const asking = { at: now, by, reason, ...back, seen: order.facts.length };
    return accept({ ...order, returns: [...(order.returns ?? []), asking] });
  };
  if (codes !== undefined) {
    const named = unitsNamed(order, codes, available);
    if (!named.accepted) return named;
    return ask({ units: named.value.map(({ unit }) => unit), amount: Math.min(worth(named.value), left), extra: 0 });
  }
  const wanted = amount ?? limit;
  if (wanted > limit) return refuse("refund-too-large");
  const units = amount === undefined ? available : asFarAs(available, wanted - owed);
  const extra = Math.max(wanted - owed - worth(units), 0);
  return ask({ units: units.map(({ unit }) => unit), amount: wanted, extra });
}

/** Staff state the progress of a paid training (R6). */
export function moveTraining(
  order: Order | undefined,
  certificationId: string,
  status: TrainingStatus,
  now: Instant,
): Decision<Order> {
  if (order === undefined) return refuse("order-not-found");
  const units = heldSeats(order, certificationId);
  if (units.length === 0) return refuse("training-not-bought");
  return accept({
    ...order,
    training: [...(order.training ?? []), { certificationId, status, changedAt: now, units }],
  });
}

export function heldTraining(order: Order, certificationId: string): number {
  return heldSeats(order, certificationId).length;
}

function heldSeats(order: Order, certificationId: string): number[] {
  const { paidBy, returned } = booksOf(order);
  if (paidBy === undefined) return [];
  const isSeat = ({ unit, line }: Unit) =>
    line.product === "offline-training" && line.certificationId === certificationId && !returned.has(unit);
  return unitsOf(order)
    .filter(isSeat)
    .map(({ unit }) => unit);
}

/** Codes come first, the last one first. */
function availableUnits(order: Order): Unit[] {
  const { paidBy, returned } = booksOf(order);
  if (paidBy === undefined) return [];
  const kept = unitsOf(order).filter(({ unit, line }) => !returned.has(unit) && isReturnable(order, unit, line));
  const isCode = ({ line }: Unit) => (line.product === "offline-training" ? 1 : 0);
  return kept.toReversed().toSorted((one, other) => isCode(one) - isCode(other));
}

function unitsNamed(order: Order, named: readonly string[], available: readonly Unit[]): Decision<Unit[]> {
  const units: Unit[] = [];
  for (const code of new Set(named)) {
    const found = order.codes.find((each) => each.code === code);
    if (found === undefined) return refuse("authorization-code-not-found");
    if (found.cancelledAt !== undefined) return refuse("authorization-code-cancelled");
    const unit = available.find((each) => each.unit === found.unit);
    if (unit === undefined) return refuse("authorization-code-already-redeemed");
    units.push(unit);
  }
  return accept(units);
}

function asFarAs(units: readonly Unit[], amount: number): Unit[] {
  const taken: Unit[] = [];
  for (const each of units) if (each.price > 0 && worth(taken) + each.price <= amount) taken.push(each);
  return taken;
}

function worth(units: readonly Unit[]): number {
  return units.reduce((sum, { price }) => sum + price, 0);
}
