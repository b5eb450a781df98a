import * as z from "zod";
import { type CodeMistake, type CodePrefix, plainSymbols, readCode } from "../domain/code.ts";
import { nothingEarnedReasons } from "../domain/exam/enrolment.ts";
import { type Instant, instantOf } from "../domain/instant.ts";
import { hasTower } from "../domain/name.ts";
import { longestSeriesCode } from "../domain/programme/exam-series.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { isTimeZone } from "../domain/time-zone.ts";
import { isCountry } from "./countries.ts";
import { example, examplePrice } from "./examples.ts";

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

const earliest = Date.parse("0001-01-01T00:00:00Z");
const latest = Date.parse("9998-12-31T23:59:59.999Z");

export const anyOffset = "RFC 3339, with any offset";

/** RFC 3339 with any offset, converted to UTC. */
export const instantInput = z.iso
  .datetime({ offset: true })
  .meta({ examples: ["2026-11-22T09:30:00Z"] })
  .transform((value, context): Instant => {
    const milliseconds = Date.parse(value);
    if (milliseconds >= earliest && milliseconds <= latest) return instantOf(milliseconds);
    context.addIssue({ code: "custom", message: "is not an instant of the years 1 to 9998" });
    return z.NEVER;
  })
  .meta({ description: anyOffset });

export const instant = z.iso
  .datetime()
  .meta({ id: "Instant", description: "RFC 3339 in UTC", examples: ["2026-11-22T09:30:00.000Z"] });

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

const mistakes: Record<Exclude<CodeMistake, "wrong-prefix">, string> = {
  "wrong-length": "has too few or too many symbols",
  "wrong-symbol": "has a symbol that codes do not use",
  "wrong-check-symbol": "is mistyped: its last symbol does not fit the others",
};

function codeInput(prefix: CodePrefix, kind: string, example: string) {
  return z
    .string()
    .max(100)
    .meta({ examples: [example] })
    .transform((typed, context) => {
      const read = readCode(prefix, typed);
      if ("code" in read) return read.code;
      const { mistake } = read;
      const message =
        mistake === "wrong-prefix" ? `is not ${kind}: it does not begin with ${prefix}` : mistakes[mistake];
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .meta({ description: `${kind.replace("a", "A")}. Either case, with or without spaces and hyphens` });
}

export const authorizationCode = codeInput("EDU", "an authorization code", "EDU-7F3K-9QXW-2M8T-R5VN-8");
export const eligibilityCode = codeInput("ACTC", "an eligibility code", "ACTC-7F3K-9QXW-2M8T-R5VN-8");
export const certificateNumber = codeInput("CRT", "a certificate's number", "CRT-7F3K-9QXW-2M8T-R5VN-8");
export const examCode = codeInput("EXC", "an exam code", "EXC-7F3K-9QXW-2M8T-R5VN-8");

const ownNumbers = programme.providers.flatMap(({ name, confirmationNumber: pattern }) =>
  pattern === undefined ? [] : ` From ${name}: \`${pattern}\`.`,
);

/** Of any provider. `strangeNumbers` checks the sender. */
export const confirmationNumber = z
  .string()
  .overwrite(plainSymbols)
  .trim()
  .regex(/^[\x21-\x7e]{1,64}$/, "is not a confirmation number")
  .meta({
    description: `The test centre's identifier of a booking.${ownNumbers.join("")}`,
    examples: [example.firstNumber],
  });

export const certificationId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "is not a certification's id: lower-case words joined by hyphens")
  .max(64)
  .meta({ description: "A certification's id", examples: [example.certificationId] });

export const ofCertification = {
  certificationId: certificationId
    .optional()
    .meta({ description: "Only of this certification", examples: [example.certificationId] }),
};

/** Either case. Only Latin letters, because upper case is safe for these. */
export const seriesCode = z
  .string()
  .trim()
  .max(longestSeriesCode)
  .regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, "is not a series code: letters and digits, joined by hyphens")
  .toUpperCase()
  .meta({ description: "The name by which the world knows an exam. Either case", examples: [example.seriesCode] });

export const level = z.enum(programme.levels.map((each) => each.level)).meta({ examples: [example.level] });
export const exam = z
  .enum([...new Set(programme.levels.flatMap(({ exams }) => exams.map((each) => each.exam)))])
  .meta({ examples: [example.exam] });
export const earnsNothing = z.enum(nothingEarnedReasons).meta({
  description: "Why the pass earns no certificate: one person has one certificate of a certification at a time",
  examples: ["sat-while-certified"],
});
export const provider = z
  .enum(programme.providers.map((each) => each.provider))
  .meta({ description: "A test centre", examples: [example.provider] });

export const money = z
  .strictObject({
    amount: z
      .int()
      .min(0)
      .max(100_000_000)
      .meta({ description: "In the currency's minor unit", examples: [12_000] }),
    currency: z.literal(programme.currency),
  })
  .meta({ id: "Money", examples: [examplePrice] });

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

export const htmlPage = {
  contentType: "text/html",
  schema: z.string().meta({ examples: ['<!doctype html>\n<html lang="en">…</html>'] }),
  headers: {
    "content-security-policy": z
      .string()
      .meta({ description: "What the page may load and run", examples: ["default-src 'none'"] }),
    "x-content-type-options": z
      .literal("nosniff")
      .meta({ description: "Browsers must not guess another content type", examples: ["nosniff"] }),
    "referrer-policy": z
      .string()
      .meta({ description: "Links from the page do not send its address", examples: ["no-referrer"] }),
  },
} as const;

/** A page in the first language of `accept-language` that there is, or else in the programme's. */
export const spokenPage = {
  ...htmlPage,
  headers: {
    ...htmlPage.headers,
    "content-language": z.string().meta({ description: "The language of the page (BCP 47)", examples: ["en"] }),
    vary: z
      .string()
      .meta({ description: "The page differs by these request headers", examples: ["accept, accept-language"] }),
  },
} as const;
