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
/** Links that end in `*` or `~` lose them where a program finds links in a text. */
const drawnCheckSymbol = /^[0-9A-Z]$/;
const randomBytes = 10;
const randomSymbols = 16;

/** Four in 37 draws are drawn again; only randomness that is none needs this often. */
const maximumDraws = 100;

/**
 * A new code with 80 random bits. It ends in a letter or a digit, so that it is whole wherever it is copied from; codes
 * of before may end in `*`, `~`, `$` or `=`, and stay good.
 */
export function drawCode(prefix: CodePrefix, random: Random): string {
  for (let draws = 0; draws < maximumDraws; draws += 1) {
    const body = drawBody(random);
    const checkSymbol = checkSymbolOf(body);
    if (drawnCheckSymbol.test(checkSymbol)) return shown(prefix, body + checkSymbol);
  }
  throw new Error("the randomness gives no code");
}

function drawBody(random: Random): string {
  let bits = 0n;
  for (const byte of random(randomBytes)) bits = (bits << 8n) | BigInt(byte);

  let body = "";
  for (let place = randomSymbols - 1; place >= 0; place -= 1) {
    body += symbols.charAt(Number((bits >> BigInt(place * 5)) & 31n));
  }
  return body;
}

/**
 * A text as it is typed with an input method, or copied from a mail, in plain symbols: full-width forms as those of ASCII,
 * and without what cannot be seen (zero-width and direction marks, soft hyphens, byte order marks).
 */
export function plainSymbols(typed: string): string {
  return typed
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll("\u301c", "~");
}

/**
 * Reads a code as people type it: either case, full-width, any spaces, hyphens and marks that cannot be seen, and O for 0,
 * I or L for 1. Answers its one true form, or what is wrong with it.
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
  // Input methods give a long vowel mark for a hyphen.
  return plainSymbols(typed).replace(/[\s\p{Dash_Punctuation}\u2043\u2212\u30fc\uff70]/gu, "");
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
