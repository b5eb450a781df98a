import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { programmeFile } from "./programme.ts";

const root = join(import.meta.dirname, "..");

/** Parts of `infra` that are in no template and in no bundle. */
const notBuilt = ["local", "sandbox", "commands"].map((folder) => join(root, "infra", folder));

/**
 * A digest of files and folders of this checkout by their contents, and of the chosen programme and the files beside it,
 * because it may import them. `more` counts, too. Throws ProgrammeError if there is no such programme.
 */
export function digestOf(sources: readonly string[], more = ""): string {
  const hash = createHash("sha256").update(more);
  const beside = readdirSync(dirname(programmeFile()), { withFileTypes: true }).filter((entry) => entry.isFile());
  const programme = beside.map(({ parentPath, name }) => join(parentPath, name)).sort();
  const files = [...sources.flatMap((source) => filesOf(join(root, source))), programmeFile(), ...programme];
  for (const file of files) hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name));
  return files.filter((file) => !notBuilt.some((folder) => file.startsWith(folder))).sort();
}
