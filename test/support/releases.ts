import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const folder = join(import.meta.dirname, "..", "fixtures");

const fixture = z.object({
  /** The commit whose functions wrote the items. */
  writtenBy: z.string(),
  scenes: z.record(z.string(), z.record(z.string(), z.unknown())),
  items: z.array(z.looseObject({ pk: z.string(), sk: z.string(), kind: z.string() })),
  /** Staff's answers about some of them at that time. */
  answers: z
    .array(z.object({ operation: z.string(), params: z.record(z.string(), z.string()), body: z.unknown() }))
    .default([]),
});

/** Items exactly as a release has stored them: see `npm run fixture`. */
export function storedBy(release: string): z.infer<typeof fixture> {
  return fixture.parse(JSON.parse(readFileSync(join(folder, release), "utf8")));
}

/** The files of all releases, the oldest first. */
export const releases: readonly string[] = globSync("stored-items-*.json", { cwd: folder }).toSorted((one, other) =>
  one.localeCompare(other, "en", { numeric: true }),
);
