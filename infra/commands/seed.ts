import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import type { RequestOf } from "../../shared/client/client.ts";
import type { DataDirectory } from "../local/host/data-directory.ts";
import { StartFailure } from "../local/host/failure.ts";
import { catalogueFile } from "../programme.ts";
import { type Api, wordsOf } from "../sandbox/api.ts";

/** The API checks each entry. */
const entryBody = z.custom<RequestOf<"putCertification">["body"]>((value) => typeof value === "object");

const catalogueSchema = z.array(z.object({ certificationId: z.string(), body: entryBody }));

const doneSchema = z.object({ certifications: z.number() });

export type SeedParts = {
  readonly api: Api;
  readonly directory: DataDirectory;
  /** The table is new. */
  readonly fresh: boolean;
};

/**
 * Loads the programme's catalogue into a new table through the API, and returns the number of certifications. After a
 * killed start it begins again. Throws StartFailure for a refused entry.
 */
export async function seed({ api, directory, fresh }: SeedParts): Promise<number> {
  if (!fresh && directory.read("seed.json", doneSchema) !== undefined) return 0;
  const staff = api.staff("catalogue", "Catalogue of the local run");
  const entries = catalogue();
  // One at a time, because parallel requests would only start more instances.
  for (const { certificationId, body } of entries) {
    const came = await staff.attempt.putCertification({ params: { certificationId }, body });
    if (!came.ok) throw new StartFailure(`The catalogue's ${certificationId} was refused: ${wordsOf(came)}`);
  }
  directory.write("seed.json", { certifications: entries.length });
  return entries.length;
}

/** The programme's catalogue. Empty without a file. */
export function catalogue(): z.infer<typeof catalogueSchema> {
  const file = catalogueFile();
  return existsSync(file) ? catalogueSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : [];
}
