import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import type { RequestOf } from "../../shared/client/client.ts";
import type { DataDirectory } from "../local/host/data-directory.ts";
import { StartFailure } from "../local/host/failure.ts";
import { catalogueFile } from "../programme.ts";
import { type Api, wordsOf } from "../sandbox/api.ts";

/** The API itself checks each entry. */
const entryBody = z.custom<RequestOf<"putCertification">["body"]>((value) => typeof value === "object");

const catalogueSchema = z.array(z.object({ certificationId: z.string(), body: entryBody }));

const doneSchema = z.object({ certifications: z.number() });

export type SeedParts = {
  readonly api: Api;
  readonly directory: DataDirectory;
  /** The table did not exist before this start. */
  readonly fresh: boolean;
};

/**
 * Loads the programme's catalogue, if it has one, into a fresh table through the deployed operation itself, and answers how
 * many certifications it loaded. A start that was killed in the middle begins again. Refuses with StartFailure if an entry is refused.
 */
export async function seed({ api, directory, fresh }: SeedParts): Promise<number> {
  if (!fresh && directory.read("seed.json", doneSchema) !== undefined) return 0;
  const staff = api.staff("catalogue", "Catalogue of the local run");
  const file = catalogueFile();
  const catalogue = existsSync(file) ? catalogueSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : [];
  // One after the other: together they would only start more instances.
  for (const { certificationId, body } of catalogue) {
    const came = await staff.attempt.putCertification({ params: { certificationId }, body });
    if (!came.ok) throw new StartFailure(`The catalogue's ${certificationId} was refused: ${wordsOf(came)}`);
  }
  directory.write("seed.json", { certifications: catalogue.length });
  return catalogue.length;
}
