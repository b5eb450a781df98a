import type { Account } from "./account.ts";
import { type Coverage, type IssuedCode, issueCode } from "./authorization-code.ts";
import { type Certification, onSale } from "./certification.ts";
import { accept, type Decision, type Refusal, refusals, refuse } from "./decision.ts";
import type { Instant } from "./instant.ts";
import type { Money } from "./money.ts";
import { levelRule, type Programme } from "./programme.ts";

/** What one asks for. A certification or redemption code gives one authorization code for each unit (R1). */
export type OrderItem =
  | { readonly product: "certification"; readonly certificationId: string; readonly quantity: number }
  | { readonly product: "redemption-code"; readonly level: string; readonly quantity: number }
  | { readonly product: "offline-training"; readonly certificationId: string; readonly quantity: number };

export type OrderLine = OrderItem & { readonly unitPrice: Money };

type Placed = {
  readonly orderId: string;
  readonly accountId: string;
  /** Where its codes' owner is reminded of their end. */
  readonly email?: string | undefined;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly placedAt: Instant;
};

export type Order =
  | (Placed & { readonly state: "awaiting-payment" })
  | (Placed & {
      readonly state: "paid";
      readonly paidAt: Instant;
      readonly paymentId: string;
      /** The codes that the payment issued, in the order of the lines. */
      readonly codes: readonly { readonly code: string; readonly coverage: Coverage; readonly expiresAt: Instant }[];
    })
  | (Placed & { readonly state: "cancelled"; readonly cancelledAt: Instant });

export type PaidOrder = Extract<Order, { state: "paid" }>;

/** One order issues its codes in one transaction, which holds so many (R6). */
export const maximumCodesInOrder = 80;

/** By this name the payment provider signs, and its reports are kept. */
export const paymentProvider = "payments";

export type Payment = { readonly paymentId: string; readonly amount: number; readonly currency: string };

/** The order that a payment has paid: it pays no other one. */
export type UsedPayment = { readonly paymentId: string; readonly orderId: string; readonly usedAt: Instant };

/** Why a payment's report can never be applied: staff look into it, since money has moved. */
export type PaymentFault =
  | "order-not-found"
  | "payment-of-another-order"
  | "order-cancelled"
  | "order-already-paid"
  | "amount-differs";

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
  return accept({ orderId, accountId, email, lines, total, placedAt: now, state: "awaiting-payment" });
}

/** The order, for its buyer and for staff; for others it does not exist. */
export function visibleOrder(order: Order | undefined, by: Account): Decision<Order> {
  const visible = order !== undefined && (by.staff || order.accountId === by.accountId);
  return visible ? accept(order) : refuse("order-not-found");
}

/** The buyer thinks better of it before paying. */
export function cancelOrder(order: Order | undefined, accountId: string, now: Instant): Decision<Order> {
  if (order === undefined || order.accountId !== accountId) return refuse("order-not-found");
  if (order.state === "paid") return refuse("order-already-paid");
  if (order.state === "cancelled") return refuse("order-already-cancelled");
  return accept({ ...order, state: "cancelled", cancelledAt: now });
}

/**
 * Confirms an order with its payment and issues its codes, all of them, once (R1, R6). `used` is what the payment has paid
 * before, if it has; `draw` gives each code's text.
 */
export function confirmPayment(
  order: Order | undefined,
  payment: Payment,
  used: UsedPayment | undefined,
  draw: () => string,
  under: Programme,
  now: Instant,
): { paid: PaidOrder; used: UsedPayment; codes: IssuedCode[] } | { fault: PaymentFault } {
  if (order === undefined) return { fault: "order-not-found" };
  if (used !== undefined && used.orderId !== order.orderId) return { fault: "payment-of-another-order" };
  if (order.state === "cancelled") return { fault: "order-cancelled" };
  if (order.state === "paid") return { fault: "order-already-paid" };
  const { amount, currency } = order.total;
  if (payment.amount !== amount || payment.currency !== currency) return { fault: "amount-differs" };

  const origin = {
    source: { kind: "order", id: order.orderId },
    ownerId: order.accountId,
    ownerEmail: order.email,
  } as const;
  const codes = order.lines.flatMap((line) => {
    const coverage = coverageOf(line);
    if (coverage === undefined) return [];
    return Array.from({ length: line.quantity }, () => issueCode(draw(), coverage, origin, under, now));
  });
  const issued = codes.map(({ code, coverage, expiresAt }) => ({ code, coverage, expiresAt }));
  const { paymentId } = payment;
  return {
    paid: { ...order, state: "paid", paidAt: now, paymentId, codes: issued },
    used: { paymentId, orderId: order.orderId, usedAt: now },
    codes,
  };
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

function coverageOf(line: OrderLine): Coverage | undefined {
  if (line.product === "certification") return { edition: "single-subject", certificationId: line.certificationId };
  if (line.product === "redemption-code") return { edition: "general-purpose", levels: [line.level] };
  return undefined;
}
