import type { Instant } from "../instant.ts";
import type { Money } from "../money.ts";
import { type Certification, certificationStatus } from "./certification.ts";
import type { Programme } from "./programme.ts";

/** Something that is sold (R6). */
export type Product = { readonly level: string; readonly title: string; readonly price: Money } & (
  | { readonly product: "redemption-code" }
  | { readonly product: "certification" | "offline-training"; readonly certificationId: string }
);

/** One product for each level (R1). */
export function redemptionCodes({ levels }: Programme): Product[] {
  return levels.flatMap(({ level, name, redemptionCodePrice: price }) =>
    price === undefined ? [] : [{ product: "redemption-code", level, title: `Redemption code for ${name}`, price }],
  );
}

/** The certification and its offline training, while it is on sale. */
export function productsOf(certification: Certification, now: Instant): Product[] {
  if (certificationStatus(certification, now) !== "published") return [];
  const { certificationId, level, title, price, offlineTraining: training } = certification;
  const of = { certificationId, level, title };
  const trained: Product[] =
    training === undefined ? [] : [{ product: "offline-training", ...of, price: training.price }];
  return [{ product: "certification", ...of, price }, ...trained];
}
