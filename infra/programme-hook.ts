import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { defaultProgramme, ProgrammeError, programmeFile, programmeImporter } from "./programme.ts";

// Loaded before a program (`node --import`), so that what reads the contract, and with it the domain, sees the programme
// that the bundles are built with.
const [replaced, importer] = [defaultProgramme, programmeImporter].map((file) => pathToFileURL(file).href);

function chosenUrl(): string {
  try {
    return pathToFileURL(programmeFile()).href;
  } catch (thrown) {
    // A stack says nothing to somebody who mistyped a name; anything else is a fault of ours.
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
