import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { say } from "../local/host/log.ts";
import { command, Misuse, wholeNumber } from "./command.ts";

await command({
  help: `npm run migrate -- --table <name> [--page 100] [--pause 1000]

Brings what earlier versions have stored into the form of this one. Walks the table page by page, while it is in use: an item
that a step writes in the same moment is left to the next run. It keeps its place in the table: stopped, it goes on from there
when it is run again. Run once more after it has ended, it changes nothing. It is run by an operator, with credentials of AWS
that may read and write the table, because no function may walk it. Run it after the release is deployed.

  --table   the name of the table: an output of the state stack
  --page    the most items of one read
  --pause   milliseconds after each page: 100 items of 1 KB in each second take about 25 read units a second

  AWS_REGION and credentials   as for every tool of AWS
  AWS_ENDPOINT_URL_DYNAMODB    another DynamoDB, such as the engine of a local run`,
  parse: () => {
    const text = (name: string) => ({ type: "string", default: name }) as const;
    const { values } = parseArgs({ options: { table: text(""), page: text("100"), pause: text("1000") } });
    if (values.table === "") throw new Misuse("Name the table with --table.");
    const [page, pause] = [wholeNumber(values.page, "--page"), wholeNumber(values.pause, "--pause", 0)];
    return { table: values.table, page, pause };
  },
  work: async ({ table, page, pause }, atEnd) => {
    process.env.TABLE_NAME = table;
    // Loaded late, because the client reads its region when it is loaded.
    const { migrate } = await import("../../shared/store/core/migrate.ts");
    const { migrations } = await import("../../shared/store/overview/migrations.ts");
    let isStopping = false;
    atEnd(() => {
      isStopping = true;
    });
    const { read, changed, overtaken, units } = await migrate(migrations, {
      pageSize: page,
      afterPage: async (so) => {
        say(`${so.read} items read, ${so.changed} changed`);
        await sleep(pause);
        return !isStopping;
      },
    });
    say(`Ended: ${read} items read, ${changed} changed, ${overtaken} left to the next run, ${units} units`);
    return overtaken === 0 ? 0 : 1;
  },
});
