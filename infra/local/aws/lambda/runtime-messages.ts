import * as z from "zod";

/** Settings of an instance. */
export const settingsSchema = z.object({
  functionName: z.string(),
  functionArn: z.string(),
  directory: z.string(),
  handler: z.string(),
  memoryMegabytes: z.number(),
});

export type Settings = z.infer<typeof settingsSchema>;

/** An event as JSON. The host ends the instance at `deadline`, in milliseconds since 1970. */
export const fromHost = z.object({ id: z.string(), event: z.string(), deadline: z.number() });

export const toHost = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("printed"), text: z.string() }),
  z.object({ kind: z.literal("answered"), id: z.string(), payload: z.string() }),
  z.object({ kind: z.literal("failed"), id: z.string(), error: z.string() }),
]);

export type ToHost = z.infer<typeof toHost>;
