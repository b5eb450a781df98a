import * as z from "zod";
import { hasTower } from "../domain/name.ts";
import { isTimeZone } from "../domain/time-zone.ts";
import { isCountry } from "./countries.ts";

/** No control characters, line separators or changes of direction. Marks of direction are allowed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it refuses, in any dialect of patterns
const withoutControls = /^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/;

/** A visible symbol. Some letters and symbols are blank (Hangul fillers, the empty Braille pattern). */
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{S}\p{P}]/u;

/**
 * A text for people in any script, trimmed and in NFC. Refuses control characters, changes of direction, an invisible
 * text, and towers of marks.
 */
export function text(maximum: number) {
  return z
    .string()
    .trim()
    .normalize("NFC")
    .min(1, { abort: true })
    .max(maximum)
    .regex(withoutControls, "has control characters, or such as change the direction of writing")
    .refine((value) => value.isWellFormed(), "is not well-formed Unicode")
    .refine((value) => visible.test(value), "has no visible character")
    .refine((value) => !hasTower(value), "has more than eight marks on one letter");
}

/** Visible ASCII characters, after `read` has normalised what people type. */
export function identifier(description: string, example: string, read = (typed: string) => typed) {
  return z
    .string()
    .overwrite(read)
    .regex(/^[\x21-\x7e]{1,128}$/, "is not an identifier")
    .meta({ description, examples: [example] });
}

/** The `sub` of a token. */
export const accountId = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, "is not an account's identifier")
  .meta({
    description: "An account's identifier: `accountId` of GET /v1/me",
    examples: ["auth0|5f7c8ec7c33c6c004bbafe82"],
  });

export const organizationId = identifier("An organization's id", "org_7f3k9qxw2m8tr5vn");
export const partnerId = identifier("A partner's id", "par_7f3k9qxw2m8tr5vn");

/** ASCII only, so that lower case never maps another letter to an ASCII one. */
export const email = z
  .email()
  .max(254)
  .toLowerCase()
  .meta({ examples: ["ana@example.org"] });

export const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, "is not a two-letter country code")
  .toUpperCase()
  .refine(isCountry, "is not a country of ISO 3166-1")
  .meta({ description: "ISO 3166-1 alpha-2", examples: ["PT"] });

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "is not an IANA time zone")
  .meta({ description: "IANA time zone", examples: ["Europe/Lisbon"] });

const exampleCursor = "eyJwayI6Ik8jb3JkXzdmM2s5cXh3Mm04dHI1dm4ifQ.4vTn1x0Wc2mGfK5bq8sJrA";

const pageSizes = "must be a whole number from 1 to 100";

export const paging = {
  limit: z
    .string()
    .regex(/^\d{1,9}$/, pageSizes)
    .transform(Number)
    .pipe(z.int().min(1, pageSizes).max(100, pageSizes))
    .default(20)
    .meta({
      description: "The most items in one page",
      override: ({ jsonSchema }) => {
        delete jsonSchema.pattern;
        Object.assign(jsonSchema, { type: "integer", minimum: 1, maximum: 100, default: 20, examples: [20] });
      },
    }),
  cursor: z
    .string()
    .min(1)
    .max(2048)
    .optional()
    .meta({ description: "The `nextCursor` of the previous page", examples: [exampleCursor] }),
};

export const attachment = {
  "content-disposition": z
    .string()
    .meta({ description: "The name of the file", examples: ['attachment; filename="codes.csv"'] }),
};

/** A person's things beside the page that shows them. */
export const unlisted = {
  "x-robots-tag": z.literal("noindex").meta({ description: "No search engine may list it", examples: ["noindex"] }),
};

export function location(example: string) {
  return { location: z.string().meta({ description: "The address of the new thing", examples: [example] }) };
}

/** A page of a list, with the item's example. */
export function page<T extends z.ZodType>(item: T) {
  const nextCursor = z
    .string()
    .optional()
    .meta({ description: "The cursor of the next page. Absent on the last page" });
  const examples = [{ data: item.meta()?.examples?.slice(0, 1) ?? [], nextCursor: exampleCursor }];
  const data = z.array(item).meta({ description: "The items of this page" });
  return z.object({ data, nextCursor }).meta({ examples });
}
