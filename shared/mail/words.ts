import type { Instant } from "../domain/instant.ts";
import type { Money } from "../domain/money.ts";
import type { Programme } from "../domain/programme/programme.ts";
import { isTimeZone } from "../domain/time-zone.ts";
import type { Key, Language, Text, Values } from "./language/language.ts";
import { unlinked } from "./unlinked.ts";

/** A sentence in pieces: its own words, and values that come from outside. HTML sets the values apart. */
export type Sentence = readonly (string | { readonly value: string })[];

/** The names that people read in the place of ids. */
export type Names = {
  readonly levels: Programme["levels"];
  /** The titles of certifications by their ids. */
  readonly titles: ReadonlyMap<string, string>;
};

/** The words, dates and sums of one reader's e-mails. */
export class Words {
  readonly language: Language;
  readonly #zone: string;
  readonly #names: Names;

  constructor(language: Language, zone: string, names: Names) {
    this.language = language;
    this.#zone = zone;
    this.#names = names;
  }

  /** A text with its places filled. */
  say<K extends Key>(key: K, values: Values<K>): Sentence {
    const given = new Map<string, string | number>(Object.entries(values));
    const text = this.#formOf(this.language.texts[key], given.get("count"));
    const sentence = text.split(/(\{\w+\})/).flatMap((piece): Sentence => {
      if (!/^\{\w+\}$/.test(piece)) return piece === "" ? [] : [piece];
      const value = given.get(piece.slice(1, -1));
      if (value === undefined) return [];
      return [{ value: theirs.has(piece) ? unlinked(String(value)) : String(value) }];
    });
    return sentence.map((piece, at) => spaced(piece, sentence[at - 1], sentence[at + 1]));
  }

  /** The same for subjects and labels. */
  plain<K extends Key>(key: K, values: Values<K>): string {
    return plainly(this.say(key, values));
  }

  /** A text without places. */
  label<K extends { [key in Key]: Record<never, never> extends Values<key> ? key : never }[Key]>(key: K): string {
    return this.#formOf(this.language.texts[key], undefined);
  }

  /** An instant on the reader's clock, with the name of its zone. */
  when(instant: Instant): string {
    return this.#at(instant, this.#zone, {});
  }

  /** The beginning of an exam: on the clocks of its place, and on the reader's. */
  begins(instant: Instant, zone: string | undefined): string {
    const here = this.#at(instant, this.#zone, { weekday: "long" });
    if (zone === undefined || zone === this.#zone || !isTimeZone(zone)) return here;
    return this.plain("whenTwice", { there: this.#at(instant, zone, { weekday: "long" }), here: this.when(instant) });
  }

  /** `Programme A, B or C`. */
  anyOf(names: readonly string[]): string {
    const parts = new Intl.ListFormat(this.language.formats, { type: "disjunction" }).formatToParts(names);
    return parts.reduce(
      (said, { value }) => said + (isMixed.test(said.slice(-1) + value.slice(0, 1)) ? " " : "") + value,
      "",
    );
  }

  list(names: readonly string[]): string {
    return new Intl.ListFormat(this.language.formats, { type: "conjunction", style: "narrow" }).format(names);
  }

  /** The title of a certification. One that the catalogue does not have keeps its id. */
  certification(id: string): string {
    return this.#names.titles.get(id) ?? id;
  }

  /** The name of a level. Notices write its id in capitals, too. */
  level(id: string): string {
    return this.#names.levels.find(({ level }) => level === id.toLowerCase())?.name ?? id.toUpperCase();
  }

  country(code: string): string {
    return new Intl.DisplayNames([this.language.formats], { type: "region" }).of(code) ?? code;
  }

  /** Currencies differ in how many digits stand behind the point. */
  sum({ amount, currency }: Money): string {
    const format = new Intl.NumberFormat(this.language.formats, {
      style: "currency",
      currency,
      currencyDisplay: "code",
    });
    const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
    return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
  }

  #at(instant: Instant, timeZone: string, more: Intl.DateTimeFormatOptions): string {
    const { formats } = this.language;
    const date = new Date(instant);
    const days = { ...more, day: "numeric", month: "long", year: "numeric", timeZone } as const;
    const day = new Intl.DateTimeFormat(formats, days).format(date);
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
    const time = new Intl.DateTimeFormat(formats, clock).format(date);
    return timeZone === "UTC"
      ? this.plain("whenUtc", { day, time })
      : this.plain("when", { day, time, zone: timeZone });
  }

  #formOf(text: Text, count: string | number | undefined): string {
    if (typeof text === "string") return text;
    const form = new Intl.PluralRules(this.language.formats).select(Number(count ?? 0));
    return text[form] ?? text.other;
  }
}

/** The places for what candidates, members and givers have typed, and others read. */
const theirs: ReadonlySet<string> = new Set(["{name}", "{applicant}", "{member}", "{message}"]);

/** A Chinese text has spaces around its places. They stay beside Latin letters and digits, and go beside Chinese ones. */
function spaced(
  piece: Sentence[number],
  before: Sentence[number] = "",
  after: Sentence[number] = "",
): Sentence[number] {
  if (typeof piece !== "string") return piece;
  const [left, right] = [plainly([before]), plainly([after])];
  const begun = endsWide.test(left) ? piece.replace(/^ (?=\p{Script=Han})/u, "") : piece;
  return beginsWide.test(right) ? begun.replace(/(?<=\p{Script=Han}) $/u, "") : begun;
}

/** A letter or digit of ours beside a Chinese one. */
const isMixed = /^(?:[\p{Script=Latin}\p{N}]\p{Script=Han}|\p{Script=Han}[\p{Script=Latin}\p{N}])$/u;
const beginsWide = /^[\p{Script=Han}（《“]/u;
const endsWide = /[\p{Script=Han}）》”]$/u;

/** A sentence as text. */
export function plainly(sentence: Sentence): string {
  return sentence.map((piece) => (typeof piece === "string" ? piece : piece.value)).join("");
}
