import type { Instant } from "../instant.ts";

/** The reasons for which a payment message does not count. Staff look into it, because money has moved (R6). */
export const paymentFaults = [
  "order-not-found",
  "payment-of-another-order",
  "order-cancelled",
  "order-expired",
  "amount-differs",
  "certification-retired",
  "order-already-paid",
  "payment-not-found",
  "dispute-not-found",
  "dispute-of-another-order",
  "currency-differs",
  "more-than-paid",
  "differs-from-first-report",
  "too-many-reports",
] as const;

export type PaymentFault = (typeof paymentFaults)[number];

type Reported = {
  /** Absent from payments that were stored before reports were named. */
  readonly reportId?: string | undefined;
  readonly occurredAt: Instant;
  /** The reason for which it does not count, as its report says it. */
  readonly parked?: PaymentFault | undefined;
};

type Sum = { readonly paymentId: string; readonly amount: number; readonly currency: string };

export type PaymentSucceeded = Reported &
  Sum & {
    readonly type: "payment";
    /** When it came, something that it was for had come to its end of life. */
    readonly isRetired?: true | undefined;
    /** The order that the same payment pays. */
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

/** One fact that the payment provider reported of an order. The order's state follows from the set of these. */
export type PaymentFact = PaymentSucceeded | PaymentRefunded | PaymentDisputed | DisputeClosed;

/** An order keeps so many facts; more would not fit into its item. */
const maximumFacts = 200;

export function isFull(facts: readonly PaymentFact[]): boolean {
  return facts.length >= maximumFacts;
}

/** The thing that a fact is about, by the provider's own id. Closings of one dispute may follow each other. */
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

/** In the order in which they happened, whatever the order in which they came (R14). */
export function inOrder<F extends PaymentFact>(facts: readonly F[]): F[] {
  return facts.toSorted((one, other) => {
    const [first, second] = [keyOf(one), keyOf(other)];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}

function keyOf(fact: PaymentFact): string {
  return `${fact.occurredAt} ${idOf(fact)} ${contentOf(fact)}`;
}

/** Whether the facts have all that this one says, and from the same time or earlier: then it changes nothing. */
export function isKnown(facts: readonly PaymentFact[], fact: PaymentFact): boolean {
  return facts.some(
    (each) => idOf(each) === idOf(fact) && contentOf(each) === contentOf(fact) && each.occurredAt <= fact.occurredAt,
  );
}

/** A fact without its time. */
export function contentOf(fact: PaymentFact): string {
  if (fact.type === "dispute-closed") return String(fact.won);
  const codes = fact.type === "refund" ? [...(fact.codes ?? [])].sort() : [];
  return JSON.stringify([fact.paymentId, fact.amount, fact.currency, codes]);
}

/** Whether a dispute is open, or how it ended: the last word about it counts. */
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

/** A message of the payment provider. */
export type PaymentMessage =
  | Said<"payment.succeeded", OfOrder>
  | Said<"payment.refunded", OfOrder & { readonly refundId: string; readonly codes?: readonly string[] | undefined }>
  | Said<"payment.disputed", OfOrder & { readonly disputeId: string }>
  | Said<"payment.dispute-closed", { readonly disputeId: string; readonly won: boolean }>;

/** A message as its order keeps it. */
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
