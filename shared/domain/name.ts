/** As on the identity document. At least one part, because many people have only one (R7). */
export type PersonName = {
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  /** If it differs from the script's order. */
  readonly nameOrder?: NameOrder | undefined;
};

export const nameOrders = ["given-first", "family-first"] as const;
export type NameOrder = (typeof nameOrders)[number];

const isEastAsian = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー・\p{M}]+$/u;
const isInvisible = /\p{Default_Ignorable_Code_Point}/u;
const isJoiner = /[\u200c\u200d]/;
const tower = /[\p{Mn}\p{Me}]{9}/u;
const isSelector = /[\u180b-\u180f\u{e0100}-\u{e01ef}]/u;

/**
 * The whole name in the order of its script: 王小明, 김민수 and 山田太郎 have the family name first and no space. The holder may
 * choose the other order, and then a space separates the parts.
 */
export function fullNameOf({ givenName, familyName, nameOrder }: PersonName): string {
  if (givenName === undefined || familyName === undefined) return givenName ?? familyName ?? "";
  const isEast = isEastAsian.test(givenName) && isEastAsian.test(familyName);
  const order = nameOrder ?? (isEast ? "family-first" : "given-first");
  if (order === "given-first") return `${givenName} ${familyName}`;
  return isEast ? `${familyName}${givenName}` : `${familyName} ${givenName}`;
}

/** The name in a greeting: the given name, but the whole name in Chinese, Japanese and Korean. */
export function calledName(name: PersonName): string {
  const { givenName } = name;
  return givenName === undefined || isEastAsian.test(givenName) ? fullNameOf(name) : givenName;
}

/**
 * Whether more than eight marks stand on one letter. Tibetan has seven at most. A tower of them is drawn over what
 * stands above and below its line.
 */
export function hasTower(text: string): boolean {
  return tower.test(text);
}

/** Removes invisible characters and extra spaces. Variation selectors stay, and a joiner behind a letter of a script that joins. */
export function cleanName(typed: string): string {
  const symbols = [...typed.normalize("NFC").replace(/\p{Zs}+/gu, " ")];
  const kept = symbols.filter((symbol, index) => {
    if (!isInvisible.test(symbol)) return true;
    if (isSelector.test(symbol)) return true;
    return isJoiner.test(symbol) && joins(symbols[index - 1] ?? "");
  });
  return kept.join("").replace(/ +/g, " ").trim();
}

/** Whether letters of the symbol's script join. Few names need the pattern, so it is made at the first call. */
function joins(symbol: string): boolean {
  return /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Adlam}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Javanese}\p{Script=Balinese}\p{Script=Chakma}]/u.test(
    symbol,
  );
}
