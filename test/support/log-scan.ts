import { readFileSync } from "node:fs";
import * as z from "zod";
import { isProblemCode } from "../../shared/contract/problems/problems.ts";

/** Finds what no log line may hold: a secret, a code, a token, an e-mail address or a name. */

const patterns: readonly (readonly [string, RegExp])[] = [
  ["an e-mail address", /[\w.+-]+@[\w-]+\.\w/],
  ["a code", /\b(EDU|ACTC|CRT|EXC)-?[0-9A-Z]{4}-?[0-9A-Z]{4}/],
  ["a token", /\beyJ[\w-]{8,}|\bBearer\s/],
  ["a secret", /\bwhsec_/],
];

/** Members whose values belong into no line, with the values that mean nothing by themselves. */
const telling = /(code|email|token|secret|confirmationNumber|givenName|familyName|fullName|holderName)s?$/i;
const shortest = 3;
const [most, longest] = [5, 300];

const known = new Map<string, string>();
const findings: string[] = [];

/** Remembers the values in a request or an answer that belong into no log line. Other texts than JSON hold none. */
export function learn(text: string | undefined): void {
  if (text === undefined || !/^\s*[[{]/.test(text)) return;
  try {
    learnFrom(JSON.parse(text), "");
  } catch {
    // Tests also send what is no JSON.
  }
}

function learnFrom(value: unknown, member: string): void {
  if (typeof value === "string") {
    // The code of a problem is what a line should say, also where a test sends it as a code.
    if (telling.test(member) && !isProblemCode(value))
      for (const word of wordsOf(value)) known.set(word, `${member} of a test`);
  } else if (Array.isArray(value)) for (const each of value) learnFrom(each, member);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) learnFrom(inner, name);
  }
}

/** Remembers the values of all secrets in the file of a local Secrets Manager, also of those that were rotated. */
export function learnSecrets(file: string): void {
  const kept = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  for (const text of Object.values(kept)) {
    for (const value of Object.values(z.record(z.string(), z.string()).parse(JSON.parse(text)))) {
      for (const word of wordsOf(value)) known.set(word, "secret");
    }
  }
}

/** Judges lines that a function logged. `findings` tells what they hold. */
export function scan(text: string): void {
  for (const line of text.split("\n")) {
    for (const [kind, pattern] of patterns) if (pattern.test(line)) findings.push(`${kind} in ${cut(line)}`);
    for (const word of wordsOf(line)) {
      const kind = known.get(word);
      if (kind !== undefined) findings.push(`${word}, ${kind}, in ${cut(line)}`);
    }
  }
}

/** The first findings since the last call. */
export function found(): string[] {
  return [...new Set(findings.splice(0))].slice(0, most);
}

/** Forgets what it learned, at the end of a file. */
export function forget(): void {
  known.clear();
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{M}\d@._~*$=+/-]+/u).filter((word) => word.length >= shortest);
}

function cut(line: string): string {
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
