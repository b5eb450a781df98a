import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { programmeFile } from "./programme.ts";

const root = join(import.meta.dirname, "..");

/** A digest of files and folders by their names in this checkout and their contents. `more` counts, too. */
export function digestOf(sources: readonly string[], more = ""): string {
  const hash = createHash("sha256").update(more);
  for (const file of sources.flatMap((source) => filesOf(resolve(root, source)))) {
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 16);
}

/** The chosen programme and the files beside it, because it may import them. Throws ProgrammeError if there is none. */
export function programmeSources(): string[] {
  const folder = dirname(programmeFile());
  const beside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return [programmeFile(), ...beside.map(({ name }) => join(folder, name)).sort()];
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => join(entry.parentPath, entry.name)).sort();
}
