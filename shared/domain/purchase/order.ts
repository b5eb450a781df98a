import type { Account } from "../account.ts";
import { accept, type Decision, type Refusal, refusals, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import type { Money } from "../money.ts";
import { type Certification, onSale } from "../programme/certification.ts";
import { levelRule, type Programme } from "../programme/programme.ts";
import { programme } from "../programme/programme-versions.ts";
import type { Coverage } from "./authorization-code.ts";
import type { PaymentFact } from "./payment-facts.ts";

/** A certification or redemption code gives one authorization code for each unit (R1). */
export type OrderItem =
  | { readonly product: "certification"; readonly certificationId: string; readonly quantity: number }
  | { readonly product: "redemption-code"; readonly level: string; readonly quantity: number }
  | { readonly product: "offline-training"; readonly certificationId: string; readonly quantity: number };

export type OrderLine = OrderItem & { readonly unitPrice: Money };

/** After a won dispute a unit has a new code. */
export type OrderCode = {
  readonly code: string;
  /** The position among all units of the order, from 0. */
  readonly unit: number;
  readonly coverage: Coverage;
  readonly expiresAt: Instant;
  readonly cancelledAt?: Instant | undefined;
  /** It was redeemed before it could be taken back (R3). */
  readonly isRedeemed?: true | undefined;
};

/** Staff take units back. `extra` is paid back without a unit. */
export type Return = {
  readonly at: Instant;
  readonly by: string;
  readonly reason?: string | undefined;
  readonly units: readonly number[];
  /** Absent if staff only cancelled a code. */
  readonly amount: number;
  readonly extra: number;
  /** The number of facts at that time, which took back other units. Older returns have none. */
  readonly seen?: number | undefined;
};

export const trainingStatuses = ["to-arrange", "arranged", "done"] as const;
export type TrainingStatus = (typeof trainingStatuses)[number];

/** The states of the offline training. */
export type Training = {
  readonly certificationId: string;
  readonly status: TrainingStatus;
  readonly changedAt: Instant;
  /** The units that the buyer had then. Seats that were paid back before stay paid back. Older entries have none. */
  readonly units?: readonly number[] | undefined;
};

export type Reviewed = {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  readonly seen: number;
};

/** The state follows from the facts of the payment provider, the buyer and staff (R6). */
export type Order = {
  readonly orderId: string;
  readonly accountId: string;
  readonly email?: string | undefined;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly placedAt: Instant;
  /** Older orders have none. */
  readonly endsAt?: Instant | undefined;
  readonly cancelledAt?: Instant | undefined;
  readonly isEndAnnounced?: true | undefined;
  readonly facts: readonly PaymentFact[];
  readonly codes: readonly OrderCode[];
  readonly returns?: readonly Return[] | undefined;
  /** Units whose end of life had come when a dispute was won. */
  readonly unissuable?: readonly number[] | undefined;
  readonly training?: readonly Training[] | undefined;
  /** The number of facts and returns that staff have reviewed. */
  readonly reviewed?: Reviewed | undefined;
  /** More codes are left than one transaction holds. */
  readonly unsettledSince?: Instant | undefined;
};

/** The codes that one transaction issues (R6). */
export const maximumCodesInOrder = 80;

/** The name under which the payment provider signs. */
export const paymentProvider = "payments";

/** A payment pays one order only. */
export type UsedPayment = { readonly paymentId: string; readonly orderId: string; readonly usedAt: Instant };

export function codesIn(items: readonly OrderItem[]): number {
  return items.reduce((sum, { product, quantity }) => sum + (product === "offline-training" ? 0 : quantity), 0);
}

/** Prices what is on sale now. No code exists before the payment (R6). */
export function placeOrder(
  orderId: string,
  { accountId, email }: Account,
  items: readonly OrderItem[],
  certifications: ReadonlyMap<string, Certification>,
  under: Programme,
  now: Instant,
): Decision<Order> {
  const lines: OrderLine[] = [];
  const refused: Refusal[] = [];
  for (const item of items) {
    const price = priceOf(item, certifications, under, now);
    if (price.accepted) lines.push({ ...item, unitPrice: price.value });
    else refused.push(price.refusal);
  }
  const refusal = refusals.find((each) => refused.includes(each));
  if (refusal !== undefined) return refuse(refusal);
  const amount = lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0);
  const total = { amount, currency: under.currency };
  const endsAt = plusDays(now, under.orderDays);
  return accept({ orderId, accountId, email, lines, total, placedAt: now, endsAt, facts: [], codes: [] });
}

/** For its buyer and staff. For others it does not exist. */
export function visibleOrder(order: Order | undefined, by: Account): Decision<Order> {
  const visible = order !== undefined && (by.staff || order.accountId === by.accountId);
  return visible ? accept(order) : refuse("order-not-found");
}

/** It cannot be paid from then on (R6). */
export function endOf({ endsAt, placedAt }: Order): Instant {
  return endsAt ?? plusDays(placedAt, programme.orderDays);
}

/** A code, or a seat in a training. Codes come first, line by line. */
export type Unit = { readonly unit: number; readonly line: OrderLine; readonly price: number };

export function unitsOf({ lines }: Pick<Order, "lines">): Unit[] {
  const isTraining = ({ product }: OrderLine) => product === "offline-training";
  const ordered = [...lines.filter((line) => !isTraining(line)), ...lines.filter(isTraining)];
  const each = ordered.flatMap((line) => Array.from({ length: line.quantity }, () => line));
  return each.map((line, unit) => ({ unit, line, price: line.unitPrice.amount }));
}

/** The unit's code, after the payment and until it is cancelled. */
export function codeOf({ codes }: Order, unit: number): OrderCode | undefined {
  return codes.findLast((each) => each.unit === unit && each.cancelledAt === undefined);
}

/** Training gives no codes (R1). */
export function coverageOf(line: OrderLine): Coverage | undefined {
  if (line.product === "certification") return { edition: "single-subject", certificationId: line.certificationId };
  if (line.product === "redemption-code") return { edition: "general-purpose", levels: [line.level] };
  return undefined;
}

export function trainingStatus(order: Order, certificationId: string): TrainingStatus {
  return lastTraining(order, certificationId)?.status ?? "to-arrange";
}

/** Its training was held, so the seat is not paid back any more. */
export function wasHeld(order: Order, unit: number, certificationId: string): boolean {
  const last = lastTraining(order, certificationId);
  return last?.status === "done" && last.units?.includes(unit) !== false;
}

function lastTraining({ training = [] }: Order, certificationId: string): Training | undefined {
  return training.findLast((each) => each.certificationId === certificationId);
}

function priceOf(
  item: OrderItem,
  certifications: ReadonlyMap<string, Certification>,
  under: Programme,
  now: Instant,
): Decision<Money> {
  if (item.product === "redemption-code") {
    const price = levelRule(under, item.level).redemptionCodePrice;
    return price === undefined ? refuse("authorization-code-edition-not-allowed") : accept(price);
  }
  const found = onSale(certifications.get(item.certificationId), now);
  if (!found.accepted) return found;
  if (item.product === "certification") return accept(found.value.price);
  const training = found.value.offlineTraining;
  return training === undefined ? refuse("offline-training-not-offered") : accept(training.price);
}
