import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as z from "zod";
import { cdkContext } from "./context.ts";

const root = join(import.meta.dirname, "..");

export const defaultProgramme = join(root, "shared", "domain", "programme", "default-programme.ts");

/** The only module whose import is replaced by the chosen programme. */
export const programmeImporter = join(root, "shared", "domain", "programme", "programme-versions.ts");

const chosen = z.object({ programme: z.string().optional() });

export class ProgrammeError extends Error {
  override readonly name = "ProgrammeError";
}

/** The programme's file, from `PROGRAMME` or the CDK context. Throws ProgrammeError if it does not exist. */
export function programmeFile(): string {
  const named = process.env.PROGRAMME || chosen.parse(cdkContext()).programme;
  if (named === undefined) return defaultProgramme;
  const file = resolve(root, named);
  if (existsSync(file)) return file;
  throw new ProgrammeError(`There is no programme ${named}: see PROGRAMME, or \`programme\` in cdk.json.`);
}

/** The first catalogue of a local run: `catalogue.json` beside the programme, or the default one here. */
export function catalogueFile(): string {
  const file = programmeFile();
  const folder = file === defaultProgramme ? join(root, "infra", "commands") : dirname(file);
  return join(folder, "catalogue.json");
}
