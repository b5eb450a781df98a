import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as z from "zod";

const root = join(import.meta.dirname, "..");

/** The programme that is built where nothing else is said. */
export const defaultProgramme = join(root, "shared", "domain", "programme", "default-programme.ts");

/** The one module that loads the programme: in its import, the chosen file stands in for the default one. */
export const programmeImporter = join(root, "shared", "domain", "programme", "programme-versions.ts");

const chosen = z.object({ programme: z.string().optional() });

/** Says which file there is not, and who named it. */
export class ProgrammeError extends Error {
  override readonly name = "ProgrammeError";
}

/**
 * The file with the certification body's programme: `PROGRAMME` in the environment or else `programme` in the CDK's context
 * names it, from the project's folder on. Throws ProgrammeError if there is no such file.
 */
export function programmeFile(): string {
  const named = process.env.PROGRAMME || chosen.parse(context()).programme;
  if (named === undefined) return defaultProgramme;
  const file = resolve(root, named);
  if (existsSync(file)) return file;
  throw new ProgrammeError(`There is no programme ${named}: see PROGRAMME, or \`programme\` in cdk.json.`);
}

/** What a local run has on sale at first: `catalogue.json` beside the programme. The default one's stands beside the command. */
export function catalogueFile(): string {
  const file = programmeFile();
  const folder = file === defaultProgramme ? join(root, "infra", "commands") : dirname(file);
  return join(folder, "catalogue.json");
}

/** As the CLI passes it on; what the CLI did not start reads it where the CLI does. */
function context(): unknown {
  const passed = process.env.CDK_CONTEXT_JSON;
  if (passed !== undefined) return JSON.parse(passed);
  const file: unknown = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8"));
  return z.object({ context: z.unknown() }).parse(file).context;
}
