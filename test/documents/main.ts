import { parseArgs } from "node:util";
import { command } from "../../infra/commands/command.ts";
import { blocks, writeBlock } from "./generated.ts";

await command({
  help: `npm run docs

Writes the tables and diagrams of the READMEs that follow from the code.`,
  parse: () => parseArgs({ options: {} }).values,
  work: async () => {
    for (const block of blocks) writeBlock(block);
    console.log(`Wrote ${blocks.length} generated parts`);
    return 0;
  },
});
