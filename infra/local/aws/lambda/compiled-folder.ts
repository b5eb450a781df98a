import { join } from "node:path";

/** Code that V8 has compiled, of all that this checkout runs. What nobody used for an hour may be removed. */
export const compiledFolder = join(import.meta.dirname, "..", "..", "..", "..", "build", "compiled");
