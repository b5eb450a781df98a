import * as z from "zod";
import { plainSymbols } from "../domain/code.ts";
import { nothingEarnedReasons } from "../domain/exam/nothing-earned.ts";
import { longestSeriesCode } from "../domain/programme/exam-series.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { example, examplePrice } from "./examples.ts";

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
