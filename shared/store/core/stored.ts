import * as z from "zod";

/** The parts that several stored things have. */
export const money = z.object({ amount: z.number(), currency: z.string() });

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

/**
 * What no schema of ours lists the members of. The table keeps members in no order: they are read in one of ours, so
 * that a thing that has not changed is told in the same words each time.
 */
export const openData = z.record(z.string(), z.unknown()).transform((data): Record<string, unknown> => {
  return JSON.parse(canonical(data));
});

/** JSON with its members in one order, so that equal reports have equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
