import type { Instant } from "../instant.ts";
import type { Money } from "../money.ts";
import type { AuthorizationCode, CancelledCode, Coverage, Gift, IssuedCode } from "./authorization-code.ts";
import type { Order, TrainingStatus } from "./order.ts";
import { booksOf } from "./order-books.ts";
import { sumsOf } from "./order-status.ts";
import type { PaymentFault } from "./payment-facts.ts";
import { heldTraining } from "./refund.ts";

type NewCode = { readonly code: string; readonly isFor: string; readonly expiresAt: Instant };
type Seats = { readonly certificationId: string; readonly quantity: number };

/** E-mails to buyers, givers and recipients (R6). */
export type OrderNotice = { readonly to: string } & (
  | ({ readonly orderId: string } & BuyersNotice)
  | { readonly tells: "gift-cancelled"; readonly code: string }
  | {
      readonly tells: "gift-taken-back";
      readonly code: string;
      readonly reader: "giver" | "recipient";
      readonly reason?: string | undefined;
    }
);

type BuyersNotice =
  | {
      readonly tells: "order-paid";
      readonly total: Money;
      readonly codes: readonly NewCode[];
      readonly training: readonly Seats[];
    }
  | { readonly tells: "order-codes"; readonly codes: readonly NewCode[] }
  | { readonly tells: "order-expired" | "order-cancelled" }
  | { readonly tells: "payment-unusable"; readonly sum: Money; readonly reason: PaymentFault }
  | {
      readonly tells: "refund-asked" | "order-refunded" | "order-disputed";
      readonly sum: Money;
      readonly cancelledCodes: readonly string[];
    }
  | { readonly tells: "dispute-closed"; readonly isWon: boolean; readonly codes: readonly NewCode[] }
  | { readonly tells: "training-moved"; readonly certificationId: string; readonly status: TrainingStatus };

export function toBuyer({ email: to, orderId }: Order, told: BuyersNotice): OrderNotice[] {
  return to === undefined ? [] : [{ to, orderId, ...told }];
}

/** With codes, their ends, and training (R6). */
export function orderPaid(order: Order, codes: readonly IssuedCode[]): OrderNotice[] {
  const { email: to, orderId, total } = order;
  if (to === undefined) return [];
  const ids = order.lines.flatMap((line) => (line.product === "offline-training" ? [line.certificationId] : []));
  const training = [...new Set(ids)].map((id) => ({ certificationId: id, quantity: heldTraining(order, id) }));
  return [{ to, orderId, tells: "order-paid", total, codes: newCodes(codes), training }];
}

/** E-mails about what changed in an order's money and codes (R6). */
export function moneyMoved(
  before: Order,
  after: Order,
  issued: readonly IssuedCode[],
  cancelled: readonly CancelledCode[],
): OrderNotice[] {
  const [was, is] = [booksOf(before), booksOf(after)];
  const [had, has] = [sumsOf(before, was), sumsOf(after, is)];
  const { currency } = has;
  const cancelledCodes = cancelled.map(({ code }) => code);
  const isPaid = was.paidBy === undefined && is.paidBy !== undefined;
  const closed = had.disputed - has.disputed;
  const lost = Math.min(Math.max(closed, 0), Math.max(has.refunded - had.refunded, 0));
  const refunded = has.refunded - had.refunded - lost;
  const known = new Set(was.accounts.filter(({ fault }) => fault !== undefined).map(({ paymentId }) => paymentId));
  const unusable = is.accounts.filter(({ paymentId, toRefund }) => toRefund > 0 && !known.has(paymentId));
  const told = [
    ...(isPaid ? orderPaid(after, issued) : []),
    ...unusable.flatMap(({ fault: reason, amount, currency: of }) =>
      reason === undefined ? [] : toBuyer(after, { tells: "payment-unusable", sum: { amount, currency: of }, reason }),
    ),
    ...(refunded > 0
      ? toBuyer(after, { tells: "order-refunded", sum: { amount: refunded, currency }, cancelledCodes })
      : []),
    ...(closed < 0
      ? toBuyer(after, { tells: "order-disputed", sum: { amount: -closed, currency }, cancelledCodes })
      : []),
    ...(closed > 0 ? toBuyer(after, { tells: "dispute-closed", isWon: lost === 0, codes: newCodes(issued) }) : []),
  ];
  const isTold = isPaid || closed > 0 || issued.length === 0;
  const again = isTold ? [] : toBuyer(after, { tells: "order-codes", codes: newCodes(issued) });
  return [...told, ...again, ...giftsCancelled(cancelled)];
}

export function newCodes(codes: readonly IssuedCode[]): NewCode[] {
  return codes.map(({ code, coverage, expiresAt }) => ({ code, isFor: coveredBy(coverage), expiresAt }));
}

/** The recipient learns it, because the code stops working. */
export function giftsCancelled(codes: readonly CancelledCode[]): OrderNotice[] {
  return codes.flatMap(({ code, gift }) =>
    gift === undefined ? [] : [{ to: gift.recipientEmail, tells: "gift-cancelled", code } as const],
  );
}

/** Tells giver and recipient (R36). */
export function giftTakenBack({ code, ownerEmail }: AuthorizationCode, gift: Gift, reason?: string): OrderNotice[] {
  const about = { tells: "gift-taken-back", code, reason } as const;
  const giver = ownerEmail === undefined ? [] : [{ to: ownerEmail, ...about, reader: "giver" } as const];
  return [{ to: gift.recipientEmail, ...about, reader: "recipient" }, ...giver];
}

export function coveredBy(coverage: Coverage): string {
  if (coverage.edition === "single-subject") return coverage.certificationId;
  return `level ${coverage.levels.map((level) => level.toUpperCase()).join(" or ")}`;
}
