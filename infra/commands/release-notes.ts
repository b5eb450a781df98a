import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { command, Misuse } from "./command.ts";

const root = join(import.meta.dirname, "..", "..");

/**
 * The section of a tag's version in a changelog, without its heading. Throws Misuse unless the tag is that of
 * package.json's version and the section has text.
 */
export function notesOf(tag: string, version: string, changelog: string): string {
  if (tag !== `v${version}`) throw new Misuse(`The tag ${tag} is not v${version}, the version in package.json.`);
  const [, ...sections] = changelog.split(/^## /m);
  const own = sections.find((each) => each.startsWith(`[${version}] - `));
  const notes = own?.slice(own.indexOf("\n")).trim() ?? "";
  if (notes === "") throw new Misuse(`CHANGELOG.md has no section [${version}] with a date and text.`);
  return notes;
}

if (import.meta.main) {
  await command({
    help: `npm run release:notes -- <tag>

Prints the section of CHANGELOG.md for a tag such as v0.1.0. Refuses a tag of another version than package.json has, and a
version without a section. The release workflow publishes what this prints.`,
    parse: () => {
      const [tag, ...more] = parseArgs({ allowPositionals: true, options: {} }).positionals;
      if (tag === undefined || more.length > 0) throw new Misuse("One tag is needed.");
      return tag;
    },
    work: async (tag) => {
      const read = (file: string) => readFileSync(join(root, file), "utf8");
      const { version } = z.object({ version: z.string() }).parse(JSON.parse(read("package.json")));
      process.stdout.write(`${notesOf(tag, version, read("CHANGELOG.md"))}\n`);
      return 0;
    },
  });
}
