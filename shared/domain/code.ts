import { type Instant, millisecondsOf } from "./instant.ts";

/**
 * Our codes: a prefix, 16 symbols of Crockford base32 (80 random bits), and Crockford's mod-37 check symbol. The
 * canonical form is the shown one: `EDU-7F3K-9QXW-2M8T-R5VN-C`.
 */
export const codePrefixes = ["EDU", "ACTC", "CRT", "EXC"] as const;

export type CodePrefix = (typeof codePrefixes)[number];

/** Randomness is an argument (R31). */
export type Random = (bytes: number) => Uint8Array;

export type CodeMistake = "wrong-prefix" | "wrong-length" | "wrong-symbol" | "wrong-check-symbol";

const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const checkSymbols = `${symbols}*~$=U`;
/** Programs that find links in a text cut off a final `*` or `~`. */
const drawnCheckSymbol = /^[0-9A-Z]$/;
const randomBytes = 10;
const randomSymbols = 16;

/** A fault of the randomness, because only 4 of 37 draws are repeated. */
const maximumDraws = 100;

/** Ends in a letter or digit, so that it is copied whole. Older codes may end in another check symbol. */
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

/** Full-width forms become ASCII, and invisible characters are removed, because input methods and e-mails add them. */
export function plainSymbols(typed: string): string {
  return typed
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll("\u301c", "~");
}

/** Ignores case, spaces and hyphens, and reads O as 0, I and L as 1. Answers the canonical form, or the mistake. */
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

/** The canonical form, or the text itself if it is no code. */
export function readAnyCode(typed: string): string {
  for (const prefix of codePrefixes) {
    const read = readCode(prefix, typed);
    if ("code" in read) return read.code;
  }
  return typed;
}

export const shortestTail = 4;

/** The end of a code as people type it: at least 4 symbols, check symbol last, without prefix and hyphens. */
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

/** The symbols that the search index holds. */
export function tailOf(code: string): string {
  return withoutMarks(code).slice(-shortestTail);
}

export function endsWith(code: string, tail: string): boolean {
  return withoutMarks(code).endsWith(tail);
}

function withoutMarks(typed: string): string {
  // Input methods write a long vowel mark instead of a hyphen.
  return plainSymbols(typed).replace(/[\s\p{Dash_Punctuation}\u2043\u2212\u30fc\uff70]/gu, "");
}

/** 80 random bits behind a prefix, e.g. `ord_7f3k9qxw2m8tr5vn`. */
export function drawId(prefix: string, random: Random): string {
  let id = "";
  for (const byte of random(randomSymbols)) id += symbols.charAt(byte & 31);
  return `${prefix}_${id.toLowerCase()}`;
}

/** Sorts by time: 45 bits of milliseconds, then 40 random bits, e.g. `bch_01hxk3v9q7f3k9qxw`. */
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
