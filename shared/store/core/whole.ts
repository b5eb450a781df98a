import type * as z from "zod";

/**
 * A schema that reads all of `T`: every member at every level, the optional ones among them. Otherwise the compiler refuses
 * it, because what a schema does not name is lost to the rules without a word.
 */
export type Whole<T, S extends z.ZodType<T>> = [Firm<z.output<S>>, Plain<T>] extends [Firm<T>, Plain<z.output<S>>]
  ? S
  : { readonly "this schema does not read": T };

/** The schema, proved. Called with the type first, because the schema's own type is inferred. */
export function whole<T>() {
  return <S extends z.ZodType<T>>(schema: S & Whole<T, S>): S => schema;
}

/** The type with all of its members required, at every level. */
type Firm<T> = T extends object ? { -readonly [K in keyof T]-?: Firm<T[K]> } : T;

type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
