import { blocks, writeBlock } from "./generated.ts";

/** `npm run docs`: writes the tables and diagrams of the READMEs that follow from the code. */
for (const block of blocks) writeBlock(block);
console.log(`Wrote ${blocks.length} generated parts`);
