import type { Account } from "../account.ts";
import { accept, type Decision, type Refusal, refusals, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import type { Money } from "../money.ts";
import { type Certification, onSale } from "../programme/certification.ts";
import { levelRule, type Programme } from "../programme/programme.ts";
import { programme } from "../programme/programme-versions.ts";
import type { Coverage } from "./authorization-code.ts";
import type { PaymentFact } from "./payment-facts.ts";

/** What one asks for. A certification or redemption code gives one authorization code for each unit (R1). */
export type OrderItem =
  | { readonly product: "certification"; readonly certificationId: string; readonly quantity: number }
  | { readonly product: "redemption-code"; readonly level: string; readonly quantity: number }
  | { readonly product: "offline-training"; readonly certificationId: string; readonly quantity: number };

export type OrderLine = OrderItem & { readonly unitPrice: Money };

/** A code that an order issued, and for which of its units. A unit has a new one when a dispute was won. */
export type OrderCode = {
  readonly code: string;
  readonly unit: number;
  readonly coverage: Coverage;
  readonly expiresAt: Instant;
  readonly cancelledAt?: Instant | undefined;
  /** It was redeemed by the time something was to be taken back: it stays (R3). */
  readonly isRedeemed?: true | undefined;
};

/** Staff take units of an order back: their price is to be paid back, and `extra`, which nothing is taken back for. */
export type Return = {
  readonly at: Instant;
  readonly by: string;
  readonly reason?: string | undefined;
  readonly units: readonly number[];
  /** The amount that the provider was asked to pay back; nothing where staff cancelled a code alone. */
  readonly amount: number;
  readonly extra: number;
  /** The number of facts that there were by then: these took back other units. Absent from older ones. */
  readonly seen?: number | undefined;
};

export const trainingStatuses = ["to-arrange", "arranged", "done"] as const;
export type TrainingStatus = (typeof trainingStatuses)[number];

/** The progress of staff with the offline training that was bought for a certification. */
export type Training = {
  readonly certificationId: string;
  readonly status: TrainingStatus;
  readonly changedAt: Instant;
};

export type Reviewed = {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  readonly seen: number;
};

/**
 * What was ordered, and the facts from which its state follows: what the payment provider reported, what its buyer and
 * staff did, and the codes that it has (R6).
 */
export type Order = {
  readonly orderId: string;
  readonly accountId: string;
  /** The address of its buyer, who is told of the order and reminded of the end of its codes. */
  readonly email?: string | undefined;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly placedAt: Instant;
  /** From then on it cannot be paid. Orders that were placed before this was kept have none. */
  readonly endsAt?: Instant | undefined;
  readonly cancelledAt?: Instant | undefined;
  readonly isEndAnnounced?: true | undefined;
  readonly facts: readonly PaymentFact[];
  readonly codes: readonly OrderCode[];
  readonly returns?: readonly Return[] | undefined;
  /** Units that no code could be issued for any more when a dispute was won: their end of life had come. */
  readonly unissuable?: readonly number[] | undefined;
  readonly training?: readonly Training[] | undefined;
  /** Staff have looked at its money, and how many facts and returns there were then. */
  readonly reviewed?: Reviewed | undefined;
  /** Codes are still to be issued or cancelled: more than one transaction holds. */
  readonly unsettledSince?: Instant | undefined;
};

/** One order issues its codes in one transaction, which holds so many (R6). */
export const maximumCodesInOrder = 80;

/** By this name the payment provider signs, and its reports are kept. */
export const paymentProvider = "payments";

/** The order that a payment belongs to: it pays no other one. */
export type UsedPayment = { readonly paymentId: string; readonly orderId: string; readonly usedAt: Instant };

export function codesIn(items: readonly OrderItem[]): number {
  return items.reduce((sum, { product, quantity }) => sum + (product === "offline-training" ? 0 : quantity), 0);
}

/** Prices an order at what is on sale now. It waits for its payment; no code exists before that (R6). */
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

/** The order, for its buyer and for staff; for others it does not exist. */
export function visibleOrder(order: Order | undefined, by: Account): Decision<Order> {
  const visible = order !== undefined && (by.staff || order.accountId === by.accountId);
  return visible ? accept(order) : refuse("order-not-found");
}

/** The instant from which an order cannot be paid any more (R6). */
export function endOf({ endsAt, placedAt }: Order): Instant {
  return endsAt ?? plusDays(placedAt, programme.orderDays);
}

/** One unit of an order: a code that it gives, or a seat in a training. Codes come first, line by line. */
export type Unit = { readonly unit: number; readonly line: OrderLine; readonly price: number };

export function unitsOf({ lines }: Pick<Order, "lines">): Unit[] {
  const isTraining = ({ product }: OrderLine) => product === "offline-training";
  const ordered = [...lines.filter((line) => !isTraining(line)), ...lines.filter(isTraining)];
  const each = ordered.flatMap((line) => Array.from({ length: line.quantity }, () => line));
  return each.map((line, unit) => ({ unit, line, price: line.unitPrice.amount }));
}

/** The code that stands for a unit; nothing before the payment, and once it was cancelled. */
export function codeOf({ codes }: Order, unit: number): OrderCode | undefined {
  return codes.findLast((each) => each.unit === unit && each.cancelledAt === undefined);
}

/** The coverage of a line's codes; training gives none (R1). */
export function coverageOf(line: OrderLine): Coverage | undefined {
  if (line.product === "certification") return { edition: "single-subject", certificationId: line.certificationId };
  if (line.product === "redemption-code") return { edition: "general-purpose", levels: [line.level] };
  return undefined;
}

/** The state of the training that was bought for a certification. */
export function trainingStatus({ training = [] }: Order, certificationId: string): TrainingStatus {
  return training.findLast((each) => each.certificationId === certificationId)?.status ?? "to-arrange";
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
