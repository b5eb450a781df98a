type Keyed = { readonly key: string };

/** One fact that the payment provider reports of an order, by the model's handles. */
export type MoneyFact = { readonly id: string; readonly at: number } & (
  | { readonly kind: "payment"; readonly amount: number; readonly isRetired?: boolean }
  | { readonly kind: "refund"; readonly payment: string; readonly amount: number; readonly codes: readonly number[] }
  | { readonly kind: "dispute"; readonly payment: string; readonly amount: number }
  | { readonly kind: "closing"; readonly won: boolean }
);

/** What the payment provider reports of an order after its payment, and what buyers and staff take back. */
export type SalesOperation =
  | {
      readonly does: "money";
      readonly order: number;
      readonly message: string;
      readonly fact: Exclude<MoneyFact, { kind: "payment" }>;
    }
  | (Keyed & {
      readonly does: "refund-order";
      readonly order: number;
      readonly amount?: number;
      readonly codes?: readonly number[];
    })
  | (Keyed & { readonly does: "take-back-gift"; readonly account: string; readonly code: number })
  | (Keyed & { readonly does: "cancel-batch"; readonly batch: number });
