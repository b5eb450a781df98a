import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { defaultProgramme, ProgrammeError, programmeFile, programmeImporter } from "./programme.ts";

// Runs with `node --import`, so that contract and domain import the chosen programme.
const [replaced, importer] = [defaultProgramme, programmeImporter].map((file) => pathToFileURL(file).href);

function chosenUrl(): string {
  try {
    return pathToFileURL(programmeFile()).href;
  } catch (thrown) {
    console.error(thrown instanceof ProgrammeError ? thrown.message : thrown);
    process.exit(1);
  }
}

// A fault of the programme is its author's: one line, no stack.
process.on("uncaughtException", (thrown) => {
  console.error(thrown.name === "ProgrammeFault" ? thrown.message : (thrown.stack ?? thrown));
  process.exit(1);
});

const url = chosenUrl();

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    return found.url === replaced && context.parentURL === importer ? { ...found, url } : found;
  },
});
