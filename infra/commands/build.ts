import { parseArgs } from "node:util";
import { bundles } from "../bundles.ts";
import { command } from "./command.ts";

await command({
  help: `npm run build

Builds each function's bundle, as it is deployed, into build/functions, and tells its size in bytes.

  PROGRAMME   the file of another programme than the one in cdk.json`,
  parse: () => parseArgs({ options: {} }),
  work: async () => {
    for (const { name, bytes } of await bundles()) console.log(`${bytes.toLocaleString("en").padStart(10)}  ${name}`);
    return 0;
  },
});
