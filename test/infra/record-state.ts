import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { command } from "../../infra/commands/command.ts";
import { everyPart, keptRecord, lossesSince, recordFile, recordOf, stateResources } from "./state-record.ts";

await command({
  help: `npm run state:record

Writes the resources of the state stack to test/fixtures/state-resources.json, and prints each that an update from the former
record would drop or replace. A deployed stage would lose its data with it, so review that by hand.`,
  parse: () => parseArgs({ options: {} }).values,
  work: async () => {
    const now = recordOf(stateResources(everyPart));
    for (const each of lossesSince(keptRecord(), now)) console.log(each);
    writeFileSync(recordFile, `${JSON.stringify(now, undefined, 2)}\n`);
    console.log(`Wrote ${Object.keys(now).length} resources`);
    return 0;
  },
});
