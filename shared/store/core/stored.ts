import * as z from "zod";

/** Schemas that several kinds share. */
export const money = z.object({ amount: z.number(), currency: z.string() });

/**
 * One of a list, on which no rule decides. A value that a later version has added is read, shown and kept as it is. Where
 * rules decide, it is `z.enum`: see `LaterValue`.
 */
export function onlyShown<Known extends string>(_known: readonly Known[]) {
  return z.custom<Known>((value) => typeof value === "string");
}

export const coverage = z.discriminatedUnion("edition", [
  z.object({ edition: z.literal("general-purpose"), levels: z.array(z.string()) }),
  z.object({ edition: z.literal("single-subject"), certificationId: z.string() }),
]);

export const catalogueExam = z.object({
  exam: z.string(),
  seriesCode: z.string(),
  title: z.string().optional(),
  instructionsUrl: z.string().optional(),
});

export const certificationSummary = z.object({
  certificationId: z.string(),
  title: z.string(),
  level: z.string(),
  exams: z.array(catalogueExam).optional(),
});

/** Open data with its members sorted, because the table keeps no order. An unchanged thing has the same text. */
export const openData = z.record(z.string(), z.unknown()).transform((data): Record<string, unknown> => {
  return JSON.parse(canonical(data));
});

/** A map by names, read in one order, because the table keeps none. So an unchanged map has the same text each time. */
export function named<T>(value: z.ZodType<T>) {
  return z.record(z.string(), value).transform(sorted);
}

function sorted<T>(map: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** JSON with its members in one order, so that equal reports have equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === "object" && !Array.isArray(part) ? sorted(part) : part,
  );
}
