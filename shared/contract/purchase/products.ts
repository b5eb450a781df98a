import * as z from "zod";
import { example, examplePrice } from "../examples.ts";
import { page, paging } from "../fields.ts";
import { operation } from "../operation.ts";
import { certificationId, level, money } from "../programme-fields.ts";

const product = z
  .discriminatedUnion("product", [
    z.object({ product: z.literal("redemption-code"), level, title: z.string(), price: money }),
    z.object({ product: z.literal("certification"), certificationId, level, title: z.string(), price: money }),
    z.object({ product: z.literal("offline-training"), certificationId, level, title: z.string(), price: money }),
  ])
  .meta({
    id: "Product",
    examples: [
      {
        product: "certification",
        certificationId: example.certificationId,
        level: example.level,
        title: example.title,
        price: examplePrice,
      },
    ],
  });

export const listProducts = operation({
  id: "listProducts",
  method: "GET",
  path: "/v1/products",
  auth: "public",
  tag: "Catalogue",
  summary: "List products with their prices",
  description:
    "Redemption codes for each level, certifications on sale, and their offline training. A certification and its training are on one page, so a page may hold more than `limit`.",
  query: z.strictObject(paging),
  answers: { 200: { description: "One page of what is sold", schema: page(product) } },
  cache: { seconds: 60 },
});
