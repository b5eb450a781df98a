import type { Instant } from "../instant.ts";
import type { Programme } from "../programme/programme.ts";
import { type AuthorizationCode, type CancelledCode, type IssuedCode, issueCode } from "./authorization-code.ts";
import type { Books } from "./books.ts";
import type { Order, OrderCode, Return } from "./order.ts";
import { booksOf } from "./order-books.ts";
import { codeOf, coverageOf, type Unit, unitsOf } from "./order-units.ts";

export type Work = { readonly toIssue: readonly Unit[]; readonly toCancel: readonly OrderCode[] };

/** Units without their code, and codes of returned units (R6). */
export function workOn(order: Order, { paidBy, returned }: Books = booksOf(order)): Work {
  const toIssue: Unit[] = [];
  const toCancel: OrderCode[] = [];
  for (const unit of unitsOf(order)) {
    if (unit.line.product === "offline-training") continue;
    const isWanted = paidBy !== undefined && !returned.has(unit.unit);
    const code = codeOf(order, unit.unit);
    if (isWanted && code === undefined) toIssue.push(unit);
    if (!isWanted && code !== undefined && code.isRedeemed !== true) toCancel.push(code);
  }
  return { toIssue, toCancel };
}

export function subjectsOf(units: readonly Unit[]): string[] {
  const ids = units.flatMap(({ line }) => ("certificationId" in line ? [line.certificationId] : []));
  return [...new Set(ids)];
}

export type Circumstances = {
  readonly known: ReadonlyMap<string, AuthorizationCode>;
  readonly retired: ReadonlySet<string>;
  readonly draw: () => string;
  readonly under: Programme;
  readonly now: Instant;
};

export type Settled = {
  readonly order: Order;
  readonly issued: readonly IssuedCode[];
  readonly cancelled: readonly CancelledCode[];
};

/** A new code is one write, a cancelled one and its event two. */
const maximumWrites = 80;
const writesForCancelled = 2;

/** Issues and cancels codes as the facts require, one transaction's worth. Redeemed and unusable ones stay (R3, R6). */
export function settleOrder(before: Order, circumstances: Circumstances): Settled {
  const { retired, now } = circumstances;
  const order = retiredSeen(codesSeen(before, circumstances.known), retired);
  const { toIssue, toCancel } = workOn(order);
  const cancelling = toCancel.slice(0, maximumWrites / writesForCancelled);
  const cancelled = cancelling.flatMap(({ code }) => withdrawn(circumstances.known.get(code), now));
  const room = maximumWrites - cancelling.length * writesForCancelled;
  const issued = toIssue.slice(0, room).map((unit) => ({ unit: unit.unit, code: newCode(order, unit, circumstances) }));
  const gone = new Set(cancelling.map(({ code }) => code));
  const codes = [
    ...order.codes.map((each) => (gone.has(each.code) ? { ...each, cancelledAt: now } : each)),
    ...issued.map(({ unit, code: { code, coverage, expiresAt } }) => ({ code, unit, coverage, expiresAt })),
  ];
  const isWhole = toCancel.length === cancelling.length && toIssue.length === issued.length;
  const after = { ...order, codes, unsettledSince: isWhole ? undefined : (order.unsettledSince ?? now) };
  return { order: after, issued: issued.map(({ code }) => code), cancelled };
}

/** Adds what became of the codes since (R3). */
export function codesSeen(order: Order, known: Circumstances["known"]): Order {
  const returns: Return[] = [];
  const codes = order.codes.map((each): OrderCode => {
    const code = known.get(each.code);
    if (code === undefined || each.cancelledAt !== undefined) return each;
    if (code.state === "redeemed") return { ...each, isRedeemed: true };
    if (code.state === "issued") return each;
    returns.push(withdrawal(each.unit, code.cancelledAt, "staff"));
    return { ...each, cancelledAt: code.cancelledAt };
  });
  return returns.length === 0
    ? { ...order, codes }
    : { ...order, codes, returns: [...(order.returns ?? []), ...returns] };
}

/** Staff cancelled a bought code, so its price is owed (R6). */
function withdrawal(unit: number, at: Instant, by: string, reason?: string): Return {
  return { at, by, reason, units: [unit], amount: 0, extra: 0 };
}

export function withoutCode(order: Order, code: CancelledCode, by: string, reason?: string): Order {
  const { unit } = order.codes.find((each) => each.code === code.code) ?? {};
  if (unit === undefined) return order;
  const { cancelledAt } = code;
  const codes = order.codes.map((each) => (each.code === code.code ? { ...each, cancelledAt } : each));
  const back = { ...withdrawal(unit, cancelledAt, by, reason), seen: order.facts.length };
  return { ...order, codes, returns: [...(order.returns ?? []), back] };
}

function retiredSeen(order: Order, retired: ReadonlySet<string>): Order {
  const over = workOn(order).toIssue.filter(
    ({ line }) => "certificationId" in line && retired.has(line.certificationId),
  );
  if (over.length === 0) return order;
  return { ...order, unissuable: [...(order.unissuable ?? []), ...over.map(({ unit }) => unit)] };
}

function withdrawn(code: AuthorizationCode | undefined, now: Instant): CancelledCode[] {
  return code?.state === "issued" ? [{ ...code, state: "cancelled", cancelledAt: now }] : [];
}

function newCode(order: Order, { line }: Unit, { draw, under, now }: Circumstances): IssuedCode {
  const coverage = coverageOf(line);
  if (coverage === undefined) throw new Error("training gives no code");
  const origin = {
    source: { kind: "order", id: order.orderId },
    ownerId: order.accountId,
    ownerEmail: order.email,
  } as const;
  return issueCode(draw(), coverage, origin, under, now);
}
