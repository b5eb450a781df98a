import * as z from "zod";
import { example } from "./examples.ts";
import { instant } from "./instant-fields.ts";

/** The answers of every webhook. */
export const webhookAnswers = {
  200: {
    description: "Applied; known already; or kept for staff, because it can never be applied",
    schema: z
      .object({ status: z.enum(["applied", "duplicate", "parked"]), reason: z.string().optional() })
      .meta({ id: "Received", examples: [{ status: "applied" }] }),
  },
  202: {
    description: "Kept: it waits for what it names, and is applied when that appears",
    schema: z
      .object({
        status: z.literal("waiting"),
        waitsFor: z.object({ kind: z.string(), id: z.string() }),
        retryUntil: instant,
      })
      .meta({
        id: "Waiting",
        examples: [
          {
            status: "waiting",
            waitsFor: { kind: "confirmation-number", id: example.firstNumber },
            retryUntil: "2026-11-25T09:30:00.000Z",
          },
        ],
      }),
  },
};
