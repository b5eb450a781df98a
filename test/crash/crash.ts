import { parseArgs } from "node:util";
import { crash } from "./cycles.ts";

/** `npm run crash -- --cycles N`: host and engine killed N times under load. Fails unless all three counts are 0. */
const { values } = parseArgs({ options: { cycles: { type: "string", default: "20" } } });
const counts = await crash(Number(values.cycles), (line) => process.stderr.write(`${line}\n`));
const { acknowledgedButMissing, appliedTwice, halfTransactions, odd } = counts;
const lines = [
  `${counts.cycles} crashes, ${counts.journeys} candidates, ${counts.unanswered} requests sent again, ${counts.repeated} repeated`,
  `acknowledged but missing: ${acknowledgedButMissing.length}`,
  `applied twice: ${appliedTwice.length}`,
  `half transactions: ${halfTransactions.length}`,
];
process.stdout.write(`${lines.join("\n")}\n`);
for (const each of [...acknowledgedButMissing, ...appliedTwice, ...halfTransactions, ...odd]) {
  process.stdout.write(`  ${each}\n`);
}
if (acknowledgedButMissing.length + appliedTwice.length + halfTransactions.length + odd.length > 0)
  process.exitCode = 1;
