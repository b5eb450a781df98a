import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The programs that a test needs and this machine lacks: such a test is skipped, and its title names them. Nothing is
 * lacking where everything must be there, as in `.ci/run`: there the test runs, and fails.
 */
export function lacking(...programs: readonly string[]): readonly string[] {
  if (process.env.SKIP_NOTHING === "true") return [];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const isThere = (program: string) =>
    ["", ".exe"].some((ending) => folders.some((folder) => existsSync(join(folder, `${program}${ending}`))));
  return programs.filter((program) => !isThere(program));
}

/** A title's note about missing programs. */
export function withoutThem(missing: readonly string[]): string {
  return missing.length === 0 ? "" : ` (skipped: this machine has no ${missing.join(", no ")})`;
}
