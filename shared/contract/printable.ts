import type * as z from "zod";
import { unprintableIn } from "../domain/printable.ts";

/** Marks of direction are no symbols: a line in two scripts may need them. */
const directions = /[\u061c\u200e\u200f]/g;

/** A check of a text that a certificate shows. It names the symbols that our fonts lack. */
export function printable({ value, issues }: z.core.ParsePayload<string>): void {
  const symbols = issues.length > 0 ? [] : unprintableIn(value.replace(directions, ""));
  if (symbols.length === 0) return;
  const named = symbols.slice(0, 5).map((symbol) => `${symbol} (${[...symbol].map(codePoint).join(" ")})`);
  const message = `has what a certificate cannot print: ${named.join(", ")}`;
  issues.push({ code: "custom", message, input: value });
}

function codePoint(symbol: string): string {
  return `U+${(symbol.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
