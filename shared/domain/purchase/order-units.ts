import type { Coverage } from "./authorization-code.ts";
import type { Order, OrderCode, OrderLine } from "./order.ts";

/** A code, or a seat in a training. Codes come first, line by line. */
export type Unit = { readonly unit: number; readonly line: OrderLine; readonly price: number };

export function unitsOf({ lines }: Pick<Order, "lines">): Unit[] {
  const isTraining = ({ product }: OrderLine) => product === "offline-training";
  const ordered = [...lines.filter((line) => !isTraining(line)), ...lines.filter(isTraining)];
  const each = ordered.flatMap((line) => Array.from({ length: line.quantity }, () => line));
  return each.map((line, unit) => ({ unit, line, price: line.unitPrice.amount }));
}

/** The unit's code, after the payment and until it is cancelled. */
export function codeOf({ codes }: Order, unit: number): OrderCode | undefined {
  return codes.findLast((each) => each.unit === unit && each.cancelledAt === undefined);
}

/** Training gives no codes (R1). */
export function coverageOf(line: OrderLine): Coverage | undefined {
  if (line.product === "certification") return { edition: "single-subject", certificationId: line.certificationId };
  if (line.product === "redemption-code") return { edition: "general-purpose", levels: [line.level] };
  return undefined;
}
