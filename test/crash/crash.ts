import { parseArgs } from "node:util";
import { command, wholeNumber } from "../../infra/commands/command.ts";
import { crash } from "./cycles.ts";

await command({
  help: `npm run crash -- [--cycles N]

Kills a local host and its engine N times under load, and looks each time at what is left: nothing that was acknowledged
may be missing or applied twice, and no transaction may be there by half. At the end it damages a copy of what is left, and
each check must see its damage. Ends with 1 unless all four counts are 0.

  --cycles N   how often to kill (20)`,
  parse: () => {
    const { cycles } = parseArgs({ options: { cycles: { type: "string", default: "20" } } }).values;
    return wholeNumber(cycles, "--cycles");
  },
  work: async (cycles, atEnd) => {
    const counts = await crash(cycles, (line) => process.stderr.write(`${line}\n`), atEnd);
    const { acknowledgedButMissing, appliedTwice, halfTransactions, blind, odd } = counts;
    const lines = [
      `${counts.cycles} crashes, ${counts.journeys} candidates, ${counts.unanswered} requests sent again, ${counts.repeated} repeated`,
      `acknowledged but missing: ${acknowledgedButMissing.length}`,
      `applied twice: ${appliedTwice.length}`,
      `half transactions: ${halfTransactions.length}`,
      `checks that see no damage: ${blind.length}`,
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
    const found = [...acknowledgedButMissing, ...appliedTwice, ...halfTransactions, ...blind, ...odd];
    for (const each of found) process.stdout.write(`  ${each}\n`);
    return found.length > 0 ? 1 : 0;
  },
});
