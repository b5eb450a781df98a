import { type CodeMistake, plainSymbols, readCode } from "../code.ts";

/** `symbols` counts those behind the prefix. */
export type TypedNumber =
  | { readonly code: string }
  | { readonly mistake: Exclude<CodeMistake, "wrong-length"> }
  | { readonly mistake: "too-short" | "too-long"; readonly symbols: number };

/** The symbols behind the prefix of a whole number. */
export const symbolsOfNumber = 17;

const mark = "[\\s\\p{Pd}\\u2043\\u2212\\u30fc\\uff70]*";
const whole = new RegExp(`crt(?:${mark}[0-9a-z]){16}${mark}[0-9a-z*~$=](?![0-9a-z])`, "giu");

/** A certificate's number as people type or paste it: also without its prefix, in a sentence, or in any link to it. */
export function readTypedNumber(typed: string): TypedNumber {
  const text = plainSymbols(decoded(typed)).trim();
  // A certificate's id, which is no number, begins with `crt_`.
  const begun = /crt(?!_)[^/?#&]*/i.exec(text)?.[0];
  const tried = [...(text.match(whole) ?? []), begun ?? `CRT${text}`];
  const read = tried.map((each) => readCode("CRT", each));
  const found = read.find((each) => "code" in each);
  if (found !== undefined) return found;

  const mistake = read.flatMap((each) => ("mistake" in each ? [each.mistake] : []))[0] ?? "wrong-prefix";
  if (begun === undefined) return { mistake: mistake === "wrong-check-symbol" ? mistake : "wrong-prefix" };
  if (mistake !== "wrong-length") return { mistake };
  const symbols = begun.replace(/[^0-9a-z*~$=]/gi, "").length - "CRT".length;
  return { mistake: symbols < symbolsOfNumber ? "too-short" : "too-long", symbols };
}

function decoded(typed: string): string {
  try {
    return decodeURIComponent(typed);
  } catch {
    return typed;
  }
}
