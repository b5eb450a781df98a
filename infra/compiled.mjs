// Preloaded by our commands (`node --import`): modules are kept compiled, with their types stripped, which takes a third of
// a command's start. Plain JavaScript, because Node would load its compiler of TypeScript for this file.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

enableCompileCache(join(import.meta.dirname, "..", "build", "compiled"));
