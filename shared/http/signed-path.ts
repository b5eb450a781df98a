import type { Operation } from "../contract/operation.ts";
import type { HttpEvent } from "./request.ts";

/** Limits for symbols with two spellings, so that a stranger cannot make us compute any number of texts. */
const maximumKinds = 4;
const longest = 200;

/**
 * The texts that a sender may have signed for a GET, in the spelling of any client library. The gateway decodes the
 * path, and libraries encode different symbols: encodeURIComponent leaves `*` and `~`, Java's URLEncoder encodes `~`,
 * Python's quote `*`, Rust's NON_ALPHANUMERIC the hyphen, some write `%2a` in lower case. So each kind of symbol may be
 * encoded or not, in each parameter and in the query, where a space may also be `+`.
 */
export function signedTexts({ path }: Pick<Operation, "path">, { rawPath, rawQueryString }: Sent): Buffer[] {
  const texts = new Set<string>();
  for (const hex of [upperCase, lowerCase]) {
    const paths = new Set([rawPath, ...pathSpellings(path, rawPath.toWellFormed(), hex)]);
    const queries = new Set([rawQueryString, ...querySpellings(rawQueryString, hex)]);
    for (const each of paths) for (const query of queries) texts.add(`GET ${each}${query === "" ? "" : `?${query}`}`);
  }
  return [...texts].map((text) => Buffer.from(text));
}

type Sent = Pick<HttpEvent, "rawPath" | "rawQueryString">;

type Hex = (byte: number) => string;

const upperCase: Hex = (byte) => `%${byte.toString(16).padStart(2, "0").toUpperCase()}`;
const lowerCase: Hex = (byte) => `%${byte.toString(16).padStart(2, "0")}`;

/** Only parameters can be encoded. */
function pathSpellings(template: string, path: string, hex: Hex): string[] {
  const parts = path.split("/");
  const wanted = template.split("/");
  const spelled = parts.map((part, at) => {
    const isParameter = wanted.at(at - parts.length)?.startsWith("{") ?? false;
    return isParameter ? spellings([part], hex, " ").flat() : [part];
  });
  return spelled.reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => `${head}/${tail}`)));
}

function querySpellings(query: string, hex: Hex): string[] {
  try {
    const [texts, marks] = [query.split(/[&=]/), query.match(/[&=]/g) ?? []];
    const decoded = texts.map((text) => decodeURIComponent(text.replaceAll("+", " ")));
    return spellings(decoded, hex, "+").map((each) => each.map((text, at) => text + (marks[at] ?? "")).join(""));
  } catch {
    return [];
  }
}

/** Each kind of symbol encoded, and not encoded. A percent sign is always encoded. */
function spellings(texts: readonly string[], hex: Hex, blank: string): string[][] {
  const symbols = [...texts.join("")];
  const kinds = [...new Set(symbols.map(kindOf))].filter((kind) => kind !== "plain" && kind !== "%");
  const optional = symbols.length > longest ? [] : kinds.slice(0, maximumKinds);
  return Array.from({ length: 2 ** optional.length }, (_, choice) => {
    const left = optional.filter((_, at) => (choice >> at) & 1);
    return texts.map((text) => [...text].map((symbol) => spelled(symbol, left, hex, blank)).join(""));
  });
}

function spelled(symbol: string, left: readonly string[], hex: Hex, blank: string): string {
  const kind = kindOf(symbol);
  if (kind === "plain") return symbol;
  if (left.includes(kind)) return symbol === " " ? blank : symbol;
  return [...Buffer.from(symbol)].map(hex).join("");
}

/** Libraries treat all letters and digits alike, each other ASCII symbol by itself, and all other symbols alike. */
function kindOf(symbol: string): string {
  if (/^[A-Za-z0-9]$/.test(symbol)) return "plain";
  return /^[\x20-\x7e]$/.test(symbol) ? symbol : "other";
}
