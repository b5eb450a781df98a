import type * as z from "zod";
import { named, unprintableIn, withoutDirections } from "../domain/printable.ts";

/** A check of a text that a certificate shows. It names the symbols that our fonts lack. */
export function printable({ value, issues }: z.core.ParsePayload<string>): void {
  const symbols = issues.length > 0 ? [] : unprintableIn(withoutDirections(value));
  if (symbols.length === 0) return;
  issues.push({ code: "custom", message: `has what a certificate cannot print: ${named(symbols)}`, input: value });
}
