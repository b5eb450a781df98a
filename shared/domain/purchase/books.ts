import type { PaymentFact, PaymentFault } from "./payment-facts.ts";

/** The rest of the money has bought what the order gave. */
export type PaymentAccount = {
  readonly paymentId: string;
  readonly amount: number;
  readonly currency: string;
  readonly occurredAt: string;
  readonly fault?: PaymentFault | undefined;
  /** Paid back, or lost in a dispute. */
  readonly refunded: number;
  /** Held back during a dispute. */
  readonly disputed: number;
  readonly toRefund: number;
};

/** The state of an order's money and units. It follows from the set of facts (R6, R14). */
export type Books = {
  readonly accounts: readonly PaymentAccount[];
  readonly paidBy?: PaymentAccount | undefined;
  readonly isDisputed: boolean;
  /** Units without a code, because they were taken back. */
  readonly returned: ReadonlySet<number>;
  /** Paid back without a return: redeemed codes, or a part of a price. */
  readonly forgone: number;
  readonly faults: ReadonlyMap<PaymentFact, PaymentFault>;
};
