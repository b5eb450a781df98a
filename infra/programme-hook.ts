import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import type { Programme } from "../shared/domain/programme/programme.ts";
import { defaultProgramme, ProgrammeError, programmeFile, programmeImporter } from "./programme.ts";

// Runs with `node --import`, so that contract and domain import the chosen programme. Checks it, before anything is built.
const [replaced, importer] = [defaultProgramme, programmeImporter].map((file) => pathToFileURL(file).href);

function chosenUrl(): string {
  try {
    return pathToFileURL(programmeFile()).href;
  } catch (thrown) {
    console.error(thrown instanceof ProgrammeError ? thrown.message : thrown);
    process.exit(1);
  }
}

const url = chosenUrl();

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    return found.url === replaced && context.parentURL === importer ? { ...found, url } : found;
  },
});

const { versionFaults } = await import("../shared/domain/programme/programme-faults.ts");
const { versions = [] }: { readonly versions?: readonly Programme[] } = await import(url);
const faults = versionFaults(versions);
if (faults.length > 0) {
  // They are its author's: no stack.
  console.error(`The programme is faulty: ${faults.join("; ")}`);
  process.exit(1);
}
