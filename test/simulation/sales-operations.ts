import type { TrainingStatus } from "./state.ts";

type Keyed = { readonly key: string };

/** A fact about an order from the payment provider, by the model's handles. */
export type MoneyFact = { readonly id: string; readonly at: number } & (
  | { readonly kind: "payment"; readonly amount: number; readonly isRetired?: boolean; readonly isElsewhere?: true }
  | { readonly kind: "refund"; readonly payment: string; readonly amount: number; readonly codes: readonly number[] }
  | { readonly kind: "dispute"; readonly payment: string; readonly amount: number }
  | { readonly kind: "closing"; readonly won: boolean }
);

/** Later facts from the payment provider, and returns by buyers and staff. */
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
  | (Keyed & {
      readonly does: "move-training";
      readonly order: number;
      readonly certification: string;
      readonly status: TrainingStatus;
    })
  | (Keyed & { readonly does: "take-back-gift"; readonly account: string; readonly code: number })
  | (Keyed & { readonly does: "cancel-batch"; readonly batch: number });
