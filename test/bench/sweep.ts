import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { command, wholeNumber } from "../../infra/commands/command.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { type Environment, startEngine } from "../support/engine.ts";
import { fillTable, removeCodes, seedCodes, storedCode } from "./stored-codes.ts";
import type { Round } from "./sweep-once.ts";

const due = 1_000;
const dueAt = "2027-10-23T09:30:00.000Z";
const [unitsAllowed, timeAllowed] = [1.01, 1.5];
/** Timed runs for each size. */
const rounds = 3;

type Row = Round & { readonly stored: number };

await command({
  help: `npm run bench:sweep -- [--all] [size…]

Measures what one sweep of 1,000 due reminders costs beside so many stored codes of which nothing is due (R30). Ends with 1
where units differ by more than 1 %, or time by more than half, from the smallest.

  size…   how many stored codes (1000 10000 100000)
  --all   1000000, too`,
  parse: () => {
    const { values, positionals } = parseArgs({ options: { all: { type: "boolean" } }, allowPositionals: true });
    const given = positionals.map((each) => wholeNumber(each, "A size"));
    const usual = [1_000, 10_000, 100_000, ...(values.all ? [1_000_000] : [])];
    return given.length > 0 ? given : usual;
  },
  work: async (sizes, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment, { POWERTOOLS_METRICS_DISABLED: "true" });
    const rows = await measured(sizes, environment);
    process.stdout.write(`${tableOf(rows)}\n`);
    const wrong = judge(rows);
    for (const each of wrong) process.stderr.write(`${each}\n`);
    return wrong.length > 0 ? 1 : 0;
  },
});

async function measured(sizes: readonly number[], environment: Environment): Promise<readonly Row[]> {
  const databasePath = join(dirname(environment.MAIL_FILE ?? ""), "table.db");
  const api = new DynamoApi(environment.AWS_ENDPOINT_URL_DYNAMODB ?? "");
  // Loaded late, because functions read their environment when they are loaded.
  const { freshTable } = await import("../steps/schedule-runs.ts");
  const { sweepOnce } = await import("./sweep-once.ts");
  const like = await storedCode(api, environment.TABLE_NAME ?? "");

  // The rounds alternate between the tables, so that other load affects all sizes equally.
  const tables: { readonly size: number; readonly table: string; readonly measured: Round[] }[] = [];
  for (const size of sizes) {
    await freshTable();
    const table = process.env.TABLE_NAME ?? "";
    await fillTable(api, { table, databasePath }, like, size);
    tables.push({ size, table, measured: [] });
  }
  for (let round = 0; round <= rounds; round += 1) {
    for (const { size, table, measured } of tables) {
      process.env.TABLE_NAME = table;
      const codes = await seedCodes(api, table, like, due, dueAt);
      const swept = await sweepOnce(dueAt, due);
      await removeCodes(api, table, codes);
      // The first warms up.
      if (round > 0) measured.push(swept);
      process.stderr.write(`${size}: ${Math.round(swept.milliseconds)} ms\n`);
    }
  }
  api.close();
  return tables.map(({ size, measured }) => rowOf(size, measured));
}

/** The shortest time counts, because other load affected it least. */
function rowOf(stored: number, measured: readonly Round[]): Row {
  const { readUnits, writeUnits } = measured[0] ?? { readUnits: 0, writeUnits: 0 };
  return { stored, readUnits, writeUnits, milliseconds: Math.min(...measured.map(({ milliseconds }) => milliseconds)) };
}

function tableOf(rows: readonly Row[]): string {
  const first = rows[0] ?? { readUnits: 1, writeUnits: 1, milliseconds: 1 };
  const lines = rows.map(({ stored, readUnits, writeUnits, milliseconds }) => {
    const units = (readUnits + writeUnits) / (first.readUnits + first.writeUnits);
    const time = milliseconds / first.milliseconds;
    const cells = [stored, readUnits, writeUnits, units.toFixed(3), `${Math.round(milliseconds)} ms`, time.toFixed(2)];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| stored | read units | write units | ratio | time | ratio |", "|--:|--:|--:|--:|--:|--:|", ...lines].join(
    "\n",
  );
}

/** Differences beyond the tolerance. */
function judge(rows: readonly Row[]): string[] {
  const spread = (of: (row: Row) => number) => Math.max(...rows.map(of)) / Math.min(...rows.map(of));
  const units = spread(({ readUnits, writeUnits }) => readUnits + writeUnits);
  const slower = Math.max(...rows.map(({ milliseconds }) => milliseconds)) / (rows[0]?.milliseconds ?? 1);
  return [
    ...(units > unitsAllowed ? [`The consumed units differ by ${((units - 1) * 100).toFixed(1)} %.`] : []),
    ...(slower > timeAllowed ? [`The sweep takes ${slower.toFixed(2)} times as long.`] : []),
  ];
}
