import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { command, wholeNumber } from "../../infra/commands/command.ts";
import { startEngine } from "../support/engine.ts";
import { drawn } from "./scale-plot.ts";

/** Read units and milliseconds of one answer. */
export type Measured = { readonly name: string; readonly size: number; readonly units: number; readonly ms: number };

const usual = [1_000, 4_000, 16_000];

/** The read units by which an answer may cost more than twice its smallest. */
const allowed = { "a page": 0, "balance, kept": 40, "a page of the tally": 0 };

await command({
  help: `npm run bench:scale -- [--all] [--plot <file>] [size…]

Measures how a partner's ledger answers with so many entries: a page, the balance from the whole ledger and from the sums
that are kept, and the recount; a partner with so many counted certificates; and how long a batch of so many codes takes.
Ends with 1 if a page costs more than twice the smallest size's, or the kept balance 40 units more: up to 500 entries may lie
behind its sums.

  size…           entries, and codes of the batch (1000 4000 16000)
  --all           100000, too: takes minutes
  --plot <file>   write the read units as an SVG plot, too`,
  parse: () => {
    const options = { all: { type: "boolean", default: false }, plot: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const given = positionals.map((each) => wholeNumber(each, "A size", 1_000)).sort((one, other) => one - other);
    const sizes = given.length > 0 ? given : [...usual, ...(values.all ? [100_000] : [])];
    return { sizes, plot: values.plot };
  },
  work: async ({ sizes, plot }, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment);
    // Loaded late, because functions read their environment when they are loaded.
    const { measuredAt } = await import("./scale-once.ts");
    const rows: Measured[] = [];
    for (const size of sizes) {
      rows.push(...(await measuredAt(size)));
      process.stderr.write(`${size}: measured\n`);
    }
    process.stdout.write(`${tableOf(rows)}\n`);
    if (plot !== undefined) writeFileSync(plot, drawn(rows));
    const grown = Object.entries(allowed).filter(([name, more]) => {
      const units = rows.filter((row) => row.name === name).map((row) => row.units);
      return Math.max(...units) > 2 * (units[0] ?? 0) + more;
    });
    for (const [name] of grown) process.stderr.write(`${name} does not stay level.\n`);
    return grown.length > 0 ? 1 : 0;
  },
});

function tableOf(rows: readonly Measured[]): string {
  const sizes = [...new Set(rows.map(({ size }) => size))];
  const names = [...new Set(rows.map(({ name }) => name))];
  const cell = (name: string, size: number) => {
    const row = rows.find((each) => each.name === name && each.size === size);
    return row === undefined ? "" : `${row.units} units, ${Math.round(row.ms)} ms`;
  };
  return [
    `| | ${sizes.join(" | ")} |`,
    `|---|${sizes.map(() => "--:").join("|")}|`,
    ...names.map((name) => `| ${name} | ${sizes.map((size) => cell(name, size)).join(" | ")} |`),
  ].join("\n");
}
