import type { mailLanguages } from "../../domain/history/mail-return.ts";
import type { english } from "./english.ts";

/** A text, or its forms by CLDR's plural categories. */
export type Text = string | ({ readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string });

type English = typeof english;
export type Key = keyof English;
export type Texts = Readonly<Record<Key, Text>>;

type In<S> = S extends `${string}{${infer Place}}${infer Rest}` ? Place | In<Rest> : never;
type PlacesOf<T> = T extends { readonly other: infer Other } ? In<Other> : In<T>;

/** A value for each place that the English text names, and no others. A plural chooses its form by `count`. */
export type Values<K extends Key> = {
  readonly [place in PlacesOf<English[K]> | (English[K] extends string ? never : "count")]: string | number;
};

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? unknown : never) : never;

/** `never` for a text that names other places than the English one, or that English lacks. */
type Checked<T> = { readonly [K in keyof T]: K extends Key ? Same<PlacesOf<T[K]>, PlacesOf<English[K]>> : never };

export type Language = {
  /** BCP 47, for `lang`. */
  readonly tag: (typeof mailLanguages)[number];
  /** For dates and numbers. */
  readonly formats: string;
  readonly direction: "ltr" | "rtl";
  readonly texts: Texts;
};

/** A language's texts. It does not compile when a text is missing or names another place than the English one. */
export function translation<const T extends Texts>(texts: T & Checked<T>): Texts {
  return texts;
}
