import { type Instant, millisecondsOf } from "./instant.ts";

/**
 * The codes that we issue: a prefix, 16 symbols of Crockford base32 (80 random bits) and Crockford's mod-37 check
 * symbol. A code's one true form is the shown one: `EDU-7F3K-9QXW-2M8T-R5VN-C`.
 */
export const codePrefixes = ["EDU", "ACTC", "CRT", "EXC"] as const;

export type CodePrefix = (typeof codePrefixes)[number];

/** Draws so many random bytes. Randomness is an argument (R31). */
export type Random = (bytes: number) => Uint8Array;

export type CodeMistake = "wrong-prefix" | "wrong-length" | "wrong-symbol" | "wrong-check-symbol";

const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const checkSymbols = `${symbols}*~$=U`;
const randomBytes = 10;
const randomSymbols = 16;

/** A new code with 80 random bits. */
export function drawCode(prefix: CodePrefix, random: Random): string {
  let bits = 0n;
  for (const byte of random(randomBytes)) bits = (bits << 8n) | BigInt(byte);

  let body = "";
  for (let place = randomSymbols - 1; place >= 0; place -= 1) {
    body += symbols.charAt(Number((bits >> BigInt(place * 5)) & 31n));
  }
  return shown(prefix, body + checkSymbolOf(body));
}

/**
 * Reads a code as people type it: either case, any spaces and hyphens (also typographic ones), and O for 0, I or L
 * for 1. Answers its one true form, or what is wrong with it.
 */
export function readCode(prefix: CodePrefix, typed: string): { code: string } | { mistake: CodeMistake } {
  const compact = withoutMarks(typed);
  if (!/^[\x21-\x7e]*$/.test(compact)) return { mistake: "wrong-symbol" };
  const upper = compact.toUpperCase();
  if (!upper.startsWith(prefix)) return { mistake: "wrong-prefix" };

  const read = upper.slice(prefix.length).replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  if (read.length !== randomSymbols + 1) return { mistake: "wrong-length" };
  const body = read.slice(0, randomSymbols);
  if ([...body].some((symbol) => !symbols.includes(symbol))) return { mistake: "wrong-symbol" };
  if (checkSymbolOf(body) !== read.slice(randomSymbols)) return { mistake: "wrong-check-symbol" };
  return { code: shown(prefix, read) };
}

/** A code of any kind in its one true form; whatever is none, as it was typed. */
export function readAnyCode(typed: string): string {
  for (const prefix of codePrefixes) {
    const read = readCode(prefix, typed);
    if ("code" in read) return read.code;
  }
  return typed;
}

/** So many symbols of a code's end must be known to look for it by them. */
export const shortestTail = 4;

/**
 * The end of a code as people type it, or all of it, without hyphens and its prefix: at least 4 symbols, the check
 * symbol last. Nothing where it cannot be one.
 */
export function readTail(typed: string): string | undefined {
  const whole = readAnyCode(typed);
  const compact = codePrefixes.reduce((text, prefix) => text.replace(new RegExp(`^${prefix}-`), ""), whole);
  const read = withoutMarks(compact).toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  const body = [...read.slice(0, -1)];
  const isTail =
    read.length >= shortestTail &&
    read.length <= randomSymbols + 1 &&
    body.every((symbol) => symbols.includes(symbol)) &&
    checkSymbols.includes(read.slice(-1));
  return isTail ? read : undefined;
}

/** The last symbols of a code in its one true form: by these it is found. */
export function tailOf(code: string): string {
  return withoutMarks(code).slice(-shortestTail);
}

/** Whether a code in its one true form ends so. */
export function endsWith(code: string, tail: string): boolean {
  return withoutMarks(code).endsWith(tail);
}

function withoutMarks(typed: string): string {
  return typed.replace(/[\s\-\u2010-\u2015\u2212]/gu, "");
}

/** A random identifier of a thing: 80 random bits behind a prefix that says what it names, e.g. `ord_7f3k9qxw2m8tr5vn`. */
export function drawId(prefix: string, random: Random): string {
  let id = "";
  for (const byte of random(randomSymbols)) id += symbols.charAt(byte & 31);
  return `${prefix}_${id.toLowerCase()}`;
}

/**
 * An identifier that sorts by when it was drawn, to the millisecond: 45 bits of time, then 40 random bits, behind its
 * prefix, e.g. `bch_01hxk3v9q7f3k9qxw`.
 */
export function drawSortableId(prefix: string, random: Random, now: Instant): string {
  const time = millisecondsOf(now).toString(32).padStart(9, "0");
  const inOrder = [...time].map((digit) => symbols.charAt(Number.parseInt(digit, 32))).join("");
  let id = "";
  for (const byte of random(8)) id += symbols.charAt(byte & 31);
  return `${prefix}_${(inOrder + id).toLowerCase()}`;
}

function checkSymbolOf(body: string): string {
  let remainder = 0;
  for (const symbol of body) remainder = (remainder * 32 + symbols.indexOf(symbol)) % 37;
  return checkSymbols.charAt(remainder);
}

function shown(prefix: CodePrefix, read: string): string {
  const groups = read.match(/.{1,4}/g) ?? [];
  return [prefix, ...groups].join("-");
}
