import type { Instant } from "../instant.ts";

/** The reasons for which a payment message does not count. Staff look into it, because money has moved (R6). */
export const paymentFaults = [
  "order-not-found",
  "payment-of-another-order",
  "order-cancelled",
  "before-order",
  "order-expired",
  "amount-differs",
  "certification-retired",
  "order-already-paid",
  "payment-not-found",
  "dispute-not-found",
  "dispute-of-another-order",
  "currency-differs",
  "more-than-paid",
  "code-of-another-order",
  "differs-from-first-report",
  "too-many-reports",
] as const;

export type PaymentFault = (typeof paymentFaults)[number];

type Reported = {
  /** Absent from older payments. */
  readonly reportId?: string | undefined;
  readonly occurredAt: Instant;
  readonly parked?: PaymentFault | undefined;
};

type Sum = { readonly paymentId: string; readonly amount: number; readonly currency: string };

export type PaymentSucceeded = Reported &
  Sum & {
    readonly type: "payment";
    /** Something it paid for had reached its end of life. */
    readonly isRetired?: true | undefined;
    readonly paysOrder?: string | undefined;
  };

export type PaymentRefunded = Reported &
  Sum & { readonly type: "refund"; readonly refundId: string; readonly codes?: readonly string[] | undefined };

export type PaymentDisputed = Reported & Sum & { readonly type: "dispute"; readonly disputeId: string };

export type DisputeClosed = Reported & {
  readonly type: "dispute-closed";
  readonly disputeId: string;
  readonly won: boolean;
};

/** An order's state follows from the set of these. */
export type PaymentFact = PaymentSucceeded | PaymentRefunded | PaymentDisputed | DisputeClosed;

/** More would not fit into the item. */
const maximumFacts = 200;

export function isFull(facts: readonly PaymentFact[]): boolean {
  return facts.length >= maximumFacts;
}

/** The provider's id. One dispute may be closed several times. */
export function idOf(fact: PaymentFact): string {
  switch (fact.type) {
    case "payment":
      return `payment ${fact.paymentId}`;
    case "refund":
      return `refund ${fact.refundId}`;
    case "dispute":
      return `dispute ${fact.disputeId}`;
    case "dispute-closed":
      return `closing ${fact.disputeId} ${fact.occurredAt} ${fact.won}`;
  }
}

/** By when they happened, not when they came (R14). */
export function inOrder<F extends PaymentFact>(facts: readonly F[]): F[] {
  return facts.toSorted((one, other) => {
    const [first, second] = [keyOf(one), keyOf(other)];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}

function keyOf(fact: PaymentFact): string {
  return `${fact.occurredAt} ${idOf(fact)} ${contentOf(fact)}`;
}

/** The facts hold this one already, at the same time or earlier. */
export function isKnown(facts: readonly PaymentFact[], fact: PaymentFact): boolean {
  return facts.some(
    (each) => idOf(each) === idOf(fact) && contentOf(each) === contentOf(fact) && each.occurredAt <= fact.occurredAt,
  );
}

export function contentOf(fact: PaymentFact): string {
  if (fact.type === "dispute-closed") return String(fact.won);
  const codes = fact.type === "refund" ? [...(fact.codes ?? [])].sort() : [];
  return JSON.stringify([fact.paymentId, fact.amount, fact.currency, codes]);
}

/** The last word about a dispute counts. */
export function outcomeOf(facts: readonly PaymentFact[], disputeId: string): "open" | "won" | "lost" {
  const closings = facts.filter((each) => each.type === "dispute-closed");
  const last = inOrder(closings)
    .filter((each) => each.disputeId === disputeId)
    .at(-1);
  if (last === undefined) return "open";
  return last.won ? "won" : "lost";
}

type Said<Type extends string, Data> = { readonly type: Type; readonly occurredAt: Instant; readonly data: Data };
type OfOrder = Sum & { readonly orderId: string };

export type PaymentMessage =
  | Said<"payment.succeeded", OfOrder>
  | Said<"payment.refunded", OfOrder & { readonly refundId: string; readonly codes?: readonly string[] | undefined }>
  | Said<"payment.disputed", OfOrder & { readonly disputeId: string }>
  | Said<"payment.dispute-closed", { readonly disputeId: string; readonly won: boolean }>;

export function factOf({ type, occurredAt, data }: PaymentMessage, reportId: string): PaymentFact {
  const reported = { reportId, occurredAt };
  if (type === "payment.dispute-closed") {
    return { type: "dispute-closed", ...reported, disputeId: data.disputeId, won: data.won };
  }
  const { paymentId, amount, currency } = data;
  const sum = { paymentId, amount, currency };
  switch (type) {
    case "payment.succeeded":
      return { type: "payment", ...reported, ...sum };
    case "payment.refunded":
      return { type: "refund", ...reported, ...sum, refundId: data.refundId, codes: data.codes };
    case "payment.disputed":
      return { type: "dispute", ...reported, ...sum, disputeId: data.disputeId };
  }
}
