import { type Code, codeSchema } from "./rule.ts";
import { partition } from "./tables.ts";
import type { Stored } from "./variant.ts";

/** The items of the variants on the plain document client: a code, and its audit rows behind it. */
export function plainKey(code: string, sk = "CODE"): { pk: string; sk: string } {
  return { pk: `CODE#${code}`, sk };
}

export function plainItem(code: Code): Record<string, unknown> {
  return { ...plainKey(code.code), gsi1pk: `ACCOUNT#${code.ownerId}`, gsi1sk: code.purchasedAt, ...code };
}

export async function plainStored(table: string, code: string): Promise<Stored> {
  const items = await partition(table, plainKey(code).pk);
  const own = items.find(({ sk }) => sk === "CODE");
  return { code: codeSchema.parse(own), audits: items.filter(({ sk }) => String(sk).startsWith("AUDIT#")).length };
}
