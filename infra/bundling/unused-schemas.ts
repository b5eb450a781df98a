import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

/** A schema, fields or an operation at the top of a file. The formatter indents its further lines, or they close it. */
const declaration =
  /^((?:export )?const \w+ = )((?:z\.|z$|\{|(?:operation|codeInput|header|identifier|message|personName|text)\().*(?:\n[ )}\]].*)*);$/gm;

/** The answers of an operation, as one property. */
const answers = /^ {2}answers: (?:\{.*\}|\{\n(?: {4}.*\n)* {2}\}|\w+(?:\(.*\))?),$/gm;

/**
 * Lets esbuild leave out the schemas, fields and operations that a function does not use. It keeps every call, because a
 * call may do something. A declaration does nothing, so it becomes a call that is marked as pure.
 * Only a function that describes the API uses the schemas of answers.
 */
export function unusedSchemas({ describes }: { readonly describes: boolean }): Plugin {
  return {
    name: "unused-schemas",
    setup: ({ onLoad }) => {
      onLoad({ filter: /shared[\\/]contract[\\/].*\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, "utf8");
        const used = describes ? source : source.replace(answers, "  answers: {},");
        return { contents: used.replace(declaration, "$1/* @__PURE__ */ (() => ($2))();"), loader: "ts" };
      });
    },
  };
}
