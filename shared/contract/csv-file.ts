import * as z from "zod";
import { csvLine } from "./csv.ts";
import { example } from "./examples.ts";
import { attachment } from "./fields.ts";

/** So many lines are read in a few seconds, and are far below the 6 MB that a function may answer. */
export const maximumLines = 10_000;

/** The sentence about a file that does not hold everything. */
export function inFiles(most: number): string {
  return `At most ${most} lines. If there are more, the header \`x-next-cursor\` has the cursor of the next file.`;
}

/** The answer of an operation that gives a list as CSV, in one file or several. */
export function csvAnswer(columns: readonly string[], of: string) {
  return {
    description: `\`${columns.join()}\` and a line for each ${of}`,
    schema: z.string().meta({ examples: [csvLine(columns)] }),
    contentType: "text/csv" as const,
    headers: {
      ...attachment,
      "x-next-cursor": z
        .string()
        .optional()
        .meta({ description: "Where the next file begins", examples: [example.firstNumber] }),
    },
  };
}
