import { parseArgs } from "node:util";
import { command } from "../../infra/commands/command.ts";
import { blocks, writeBlock } from "./generated.ts";

await command({
  help: `npm run docs

Writes the parts of the READMEs that follow from the code: the table of steps and the diagrams of the states. A test
compares them.`,
  parse: () => parseArgs({ options: {} }).values,
  work: async () => {
    for (const block of blocks) writeBlock(block);
    console.log(`Wrote ${blocks.length} generated parts`);
    return 0;
  },
});
