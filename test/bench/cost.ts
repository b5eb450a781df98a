import { writeBlock } from "../documents/generated.ts";
import { startEngine } from "../support/engine.ts";
import { Meter, type Spent } from "./meter.ts";
import { readsOf } from "./round-trips.ts";

/** `npm run bench:cost`: what each operation asks of the table, beside the floor that its items imply. */
const { environment, stop } = await startEngine();
try {
  Object.assign(process.env, environment);
  // The functions read their environment when they are loaded.
  const { client } = await import("../../shared/store/core/client.ts");
  const { tour } = await import("./tour.ts");
  const rows = await tour(new Meter(client));
  const table = tableOf(rows);
  process.stdout.write(`${table}\n`);
  if (process.argv.includes("--write")) writeBlock({ file: "test/bench/README.md", name: "cost", text: table });
  // A job is no operation: it asks each shard of what is due. A correction leads to its certificate in two steps.
  const operations = rows.filter(({ name }) => !/^(job|correction):/.test(name));
  const dear = operations.filter(({ name, reads, writes }) => reads > readsOf(name) || writes > 1);
  if (dear.length > 0) throw new Error(`more round trips than are known: ${dear.map(({ name }) => name).join(", ")}`);
} finally {
  await stop();
}

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
