import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import type { Money } from "../money.ts";
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

/** The name under which the payment provider signs. */
export const paymentProvider = "payments";

/** A payment pays one order only. */
export type UsedPayment = { readonly paymentId: string; readonly orderId: string; readonly usedAt: Instant };

/** For its buyer and staff. For others it does not exist. */
export function visibleOrder(order: Order | undefined, by: Account): Decision<Order> {
  const visible = order !== undefined && (by.staff || order.accountId === by.accountId);
  return visible ? accept(order) : refuse("order-not-found");
}

/** It cannot be paid from then on (R6). */
export function endOf({ endsAt, placedAt }: Order): Instant {
  return endsAt ?? plusDays(placedAt, programme.orderDays);
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
