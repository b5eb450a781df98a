import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import type { Gateway } from "../local/aws/gateway/gateway.ts";
import type { Issuer } from "../local/aws/gateway/issuer.ts";
import type { Clock } from "../local/host/clock.ts";
import type { DataDirectory } from "../local/host/data-directory.ts";
import { catalogueFile } from "../programme.ts";

const catalogueSchema = z.array(z.object({ certificationId: z.string(), body: z.looseObject({}) }));

const doneSchema = z.object({ certifications: z.number() });

export type SeedParts = {
  readonly gateway: Gateway;
  readonly issuer: Issuer;
  readonly clock: Clock;
  readonly directory: DataDirectory;
  /** The table did not exist before this start. */
  readonly fresh: boolean;
};

/**
 * Loads the programme's catalogue, if it has one, into a fresh table through the deployed operation itself, and answers how
 * many certifications it loaded. A start that was killed in the middle begins again. Throws if an entry is refused.
 */
export async function seed(parts: SeedParts): Promise<number> {
  const { gateway, issuer, directory, fresh } = parts;
  if (!fresh && directory.read("seed.json", doneSchema) !== undefined) return 0;
  if (!gateway.serves("PUT", "/v1/certifications/any")) return 0;

  const token = await issuer.staffToken({ sub: "catalogue", name: "Catalogue of the local run" });
  const file = catalogueFile();
  const catalogue = existsSync(file) ? catalogueSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : [];
  // One after the other: together they would only start more instances.
  for (const entry of catalogue) await put(parts, token, entry);
  directory.write("seed.json", { certifications: catalogue.length });
  return catalogue.length;
}

async function put({ gateway, clock }: SeedParts, token: string, entry: z.infer<typeof catalogueSchema>[number]) {
  const answer = await gateway.handle({
    id: randomUUID(),
    method: "PUT",
    path: `/v1/certifications/${entry.certificationId}`,
    query: "",
    rawHeaders: ["authorization", `Bearer ${token}`, "content-type", "application/json", "host", "localhost"],
    body: Buffer.from(JSON.stringify(entry.body)),
    sourceIp: "127.0.0.1",
    time: clock.now(),
  });
  if (answer.status < 300) return;
  throw new Error(`The catalogue's ${entry.certificationId} was refused: ${answer.status} ${answer.body.toString()}`);
}
