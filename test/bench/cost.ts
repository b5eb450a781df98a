import { parseArgs } from "node:util";
import { command } from "../../infra/commands/command.ts";
import { writeBlock } from "../documents/generated.ts";
import { startEngine } from "../support/engine.ts";
import { Meter, type Spent } from "./meter.ts";
import { readsOf } from "./round-trips.ts";

await command({
  help: `npm run bench:cost -- [--write]

Measures what each operation asks of the table, on an engine of its own, beside the floor that its items imply. Ends with 1
if an operation makes more round trips than are known.

  --write   put the table where it is documented, too`,
  parse: () => parseArgs({ options: { write: { type: "boolean", default: false } } }).values,
  work: async ({ write }, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment);
    // Loaded late, because functions read their environment when they are loaded.
    const { client } = await import("../../shared/store/core/client.ts");
    const { tour } = await import("./tour.ts");
    const rows = await tour(new Meter(client));
    const table = tableOf(rows);
    process.stdout.write(`${table}\n`);
    if (write) writeBlock({ file: "test/bench/README.md", name: "cost", text: table });
    // Jobs are no operations: they query each shard. A correction reaches its certificate in two steps.
    const operations = rows.filter(({ name }) => !/^(job|correction):/.test(name));
    const dear = operations.filter(({ name, reads, writes }) => reads > readsOf(name) || writes > 1);
    if (dear.length === 0) return 0;
    process.stderr.write(`More round trips than are known: ${dear.map(({ name }) => name).join(", ")}\n`);
    return 1;
  },
});

function tableOf(rows: readonly Spent[]): string {
  const lines = rows.map(
    ({ name, reads, writes, readUnits, writeUnits, readFloor, writeFloor }) =>
      `| ${name} | ${reads} | ${writes} | ${readUnits} | ${readFloor} | ${writeUnits} | ${writeFloor} |`,
  );
  return [
    "| operation | reads | writes | read units | floor | write units | floor |",
    "|---|--:|--:|--:|--:|--:|--:|",
    ...lines,
  ].join("\n");
}
