import { parseArgs } from "node:util";
import { command } from "../../infra/commands/command.ts";
import { writeBlock } from "../documents/generated.ts";
import { startEngine } from "../support/engine.ts";
import { kindsTable, stepsTable } from "./candidate-tables.ts";
import { ItemMeter } from "./item-meter.ts";

await command({
  help: `npm run bench:candidate -- [--write] [--items]

Plays one candidate's whole way on an engine of its own, and says which units each step and each kind of item costs.

  --write   put the tables where they are documented, too
  --items   show each item as it was written`,
  parse: () => {
    const options = { write: { type: "boolean", default: false }, items: { type: "boolean", default: false } } as const;
    return parseArgs({ options }).values;
  },
  work: async ({ write, items }, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment);
    // Loaded late, because functions read their environment when they are loaded.
    const { client } = await import("../../shared/store/core/client.ts");
    const { candidateWay } = await import("./candidate-way.ts");
    const steps = await candidateWay(new ItemMeter(client));
    const tables = { "candidate steps": stepsTable(steps), "candidate items": kindsTable(steps) };
    process.stdout.write(`${Object.values(tables).join("\n\n")}\n`);
    for (const { bytes, item } of items ? steps.flatMap(({ written }) => written) : []) {
      process.stdout.write(`${bytes} ${JSON.stringify(item)}\n`);
    }
    for (const [name, text] of write ? Object.entries(tables) : []) {
      writeBlock({ file: "test/bench/README.md", name, text });
    }
    return 0;
  },
});
