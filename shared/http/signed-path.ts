import type { Operation } from "../contract/operation.ts";
import type { HttpEvent } from "./request.ts";

/**
 * So many kinds of symbol, in a text of at most so many symbols, may be written in two ways; the others count as encoded.
 * A code has a hyphen, a blank and a check symbol. Without bounds, a stranger could make us try any number of spellings.
 */
const maximumKinds = 4;
const longest = 200;

/**
 * The texts that a sender may have signed for a GET: `GET ` and the path with its query, in each spelling of a client
 * library. The gateway hands the path on decoded, and which symbols are percent-encoded differs: encodeURIComponent
 * leaves `*` and `~`, Java's URLEncoder encodes `~`, Python's quote `*`, Rust's NON_ALPHANUMERIC the hyphen too, some
 * write the digits of `%2a` small, some encode nothing. So each kind of symbol but letters and digits may stand encoded
 * or not, in each parameter of the path and in the query; a blank of the query also as `+`.
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

/** A part of the path that the contract writes out is nobody's to encode; each parameter may be encoded in its own way. */
function pathSpellings(template: string, path: string, hex: Hex): string[] {
  const parts = path.split("/");
  const wanted = template.split("/");
  const spelled = parts.map((part, at) => {
    const isParameter = wanted.at(at - parts.length)?.startsWith("{") ?? false;
    return isParameter ? spellings([part], hex, " ").flat() : [part];
  });
  return spelled.reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => `${head}/${tail}`)));
}

/** The gateway may hand the query on as it came, or written anew: its names and values are the same. */
function querySpellings(query: string, hex: Hex): string[] {
  try {
    const [texts, marks] = [query.split(/[&=]/), query.match(/[&=]/g) ?? []];
    const decoded = texts.map((text) => decodeURIComponent(text.replaceAll("+", " ")));
    return spellings(decoded, hex, "+").map((each) => each.map((text, at) => text + (marks[at] ?? "")).join(""));
  } catch {
    // Not well percent-encoded: no library has written it.
    return [];
  }
}

/** Some texts with each kind of their symbols encoded, or not. A percent sign always is: it begins an encoding. */
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

/** Libraries treat letters and digits alike, each other visible symbol by itself, and alike all beyond ASCII. */
function kindOf(symbol: string): string {
  if (/^[A-Za-z0-9]$/.test(symbol)) return "plain";
  return /^[\x20-\x7e]$/.test(symbol) ? symbol : "other";
}
