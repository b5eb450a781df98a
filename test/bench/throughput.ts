import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { command, wholeNumber } from "../../infra/commands/command.ts";
import { writeBlock } from "../documents/generated.ts";
import { startEngine } from "../support/engine.ts";

await command({
  help: `npm run bench:throughput -- [--rounds <n>] [--requests <n>] [--connections <n>] [--write]

Counts requests a second and CPU milliseconds a request for a read, a step that writes, a webhook and a verification: the
same calls to the table made bare with the same SDK, our function in process, and our function over HTTP on the local
host. The three take turns in each round, and a ratio compares the same round. Takes two to four minutes on Linux. Ends
with 1 where a goal is missed.

  --rounds <n>        timed rounds, after one to warm up (7)
  --requests <n>      requests of each kind in a round (300)
  --connections <n>   requests at once (16)
  --write             put the table where it is documented, too`,
  parse: () => {
    const { values } = parseArgs({
      options: {
        rounds: { type: "string", default: "7" },
        requests: { type: "string", default: "300" },
        connections: { type: "string", default: "16" },
        write: { type: "boolean", default: false },
      },
    });
    return {
      rounds: wholeNumber(values.rounds, "--rounds"),
      requests: wholeNumber(values.requests, "--requests"),
      connections: wholeNumber(values.connections, "--connections"),
      write: values.write,
    };
  },
  work: async ({ write, ...asked }, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment, { POWERTOOLS_LOG_LEVEL: "INFO" });
    // Loaded late, because functions read their environment when they are loaded.
    const { measured } = await import("./throughput/measured.ts");
    const { missed, report } = await import("./throughput/report.ts");
    const { muted } = await import("./throughput/rounds.ts");
    const rows = await muted(() => measured(asked, environment, atEnd));
    const machine = `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`;
    const text = report(rows, machine, asked);
    process.stdout.write(`${text}\n`);
    if (write) writeBlock({ file: "test/bench/README.md", name: "throughput", text });
    for (const each of missed(rows)) process.stderr.write(`${each}\n`);
    return missed(rows).length > 0 ? 1 : 0;
  },
});
