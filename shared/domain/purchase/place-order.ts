import type { Account } from "../account.ts";
import { accept, type Decision, type Refusal, refusals, refuse } from "../decision.ts";
import { type Instant, plusDays } from "../instant.ts";
import type { Money } from "../money.ts";
import { type Certification, onSale } from "../programme/certification.ts";
import { levelRule, type Programme } from "../programme/programme.ts";
import type { Order, OrderItem, OrderLine } from "./order.ts";

/** The codes that one transaction issues (R6). */
export const maximumCodesInOrder = 80;

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
