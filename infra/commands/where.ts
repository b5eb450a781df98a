import { SourceMap } from "node:module";
import { parseArgs } from "node:util";
import { functionNames, sourceMapOf } from "../bundles.ts";
import { command, Misuse } from "./command.ts";

await command({
  help: `npm run where -- <function> <line>:<column>

Tells where in the sources a place in a function's bundle is, as the log of a fault names it (index.js:<line>:<column>).
The place only fits the sources that the bundle was built from: check out the deployed commit first.

  PROGRAMME   the file of another programme than the one in cdk.json`,
  parse: () => {
    const { positionals } = parseArgs({ options: {}, allowPositionals: true });
    const [name = "", place = ""] = positionals;
    if (!functionNames().includes(name)) throw new Misuse(`There is no function ${name}`);
    const [, line, column] = /^(?:.*:)?(\d+):(\d+)$/.exec(place) ?? [];
    if (line === undefined || column === undefined) throw new Misuse("A place is <line>:<column>, e.g. 12:3456");
    return { name, line: Number(line), column: Number(column) };
  },
  work: async ({ name, line, column }) => {
    const found = new SourceMap(JSON.parse(await sourceMapOf(name))).findOrigin(line, column);
    if (!("fileName" in found)) {
      process.stderr.write(`The bundle of ${name} has no source at ${line}:${column}\n`);
      return 1;
    }
    process.stdout.write(`${found.fileName.replace(/^(?:\.\.\/)+/, "")}:${found.lineNumber}:${found.columnNumber}\n`);
    return 0;
  },
});
