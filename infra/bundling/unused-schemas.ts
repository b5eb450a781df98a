import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

/** A schema or an operation at the top of a file. The formatter indents its further lines, or they close it. */
const declaration = /^((?:export )?const \w+ = )((?:z\.|z$|operation\().*(?:\n[ )}\]].*)*);$/gm;

/**
 * Lets esbuild leave out the schemas and operations that a function does not use. It keeps every call, because a call may
 * do something. A declaration does nothing, so it becomes a call that is marked as pure.
 */
export const unusedSchemas: Plugin = {
  name: "unused-schemas",
  setup: ({ onLoad }) => {
    onLoad({ filter: /shared[\\/]contract[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(declaration, "$1/* @__PURE__ */ (() => $2)();"),
      loader: "ts",
    }));
  },
};
