import * as z from "zod";
import type { Coverage } from "../domain/authorization-code.ts";
import type { Registration } from "../domain/registration.ts";

/** The parts that several stored things have. */
export const money = z.object({ amount: z.number(), currency: z.string() });

export const coverage: z.ZodType<Coverage> = z.discriminatedUnion("edition", [
  z.object({ edition: z.literal("general-purpose"), levels: z.array(z.string()) }),
  z.object({ edition: z.literal("single-subject"), certificationId: z.string() }),
]);

export const certificationSummary: z.ZodType<Registration["certification"]> = z.object({
  certificationId: z.string(),
  title: z.string(),
  level: z.string(),
});
