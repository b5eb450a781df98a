import * as z from "zod";
import type { Allowed } from "../iam/allowed.ts";

/** What an instance is told at its start. */
export type Settings = {
  readonly functionName: string;
  readonly functionArn: string;
  readonly directory: string;
  readonly handler: string;
  readonly memoryMegabytes: number;
  /** The beginning of a table's ARN. */
  readonly tables: string;
  readonly allowed: readonly Allowed[];
  readonly compiledFolder: string;
};

/** An event for the handler, as JSON; `deadline` is when the host will end the instance, in milliseconds since 1970. */
export type FromHost = { readonly id: string; readonly event: string; readonly deadline: number };

export const toHost = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("printed"), printed: z.string() }),
  // With what was printed before: a message costs more than what it carries.
  z.object({ kind: z.literal("answered"), id: z.string(), payload: z.string(), printed: z.string() }),
  z.object({ kind: z.literal("failed"), id: z.string(), error: z.string(), printed: z.string() }),
]);

export type ToHost = z.infer<typeof toHost>;
