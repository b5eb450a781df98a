import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { command, wholeNumber } from "../../../infra/commands/command.ts";
import { writeBlock } from "../../documents/generated.ts";
import { startEngine } from "../../support/engine.ts";
import { type Row, report } from "./report.ts";

await command({
  help: `npm run bench:peers -- [--rounds <n>] [--requests <n>] [--races <n>] [--write]

Builds "redeem a code exactly once, with idempotent replay and an audit record" as each library's guide does it, beside
certrail's own shell and store: one engine, one process, rounds that take turns. Then counts what goes wrong in races and
with faults. Takes one to three minutes. Ends with 1 if certrail diverges.

  --rounds <n>     timed rounds (7)
  --requests <n>   requests of a variant in a round (400)
  --races <n>      races of a variant, once without and once with lost answers (20)
  --write          put the tables where they are documented, too`,
  parse: () => {
    const { values } = parseArgs({
      options: {
        rounds: { type: "string", default: "7" },
        requests: { type: "string", default: "400" },
        races: { type: "string", default: "20" },
        write: { type: "boolean", default: false },
      },
    });
    return {
      rounds: wholeNumber(values.rounds, "--rounds"),
      requests: wholeNumber(values.requests, "--requests"),
      races: wholeNumber(values.races, "--races"),
      write: values.write,
    };
  },
  work: async ({ rounds, requests, races, write }, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment, { AWS_LAMBDA_FUNCTION_NAME: "redeem" });
    // Loaded late, because functions read their environment when they are loaded.
    const { ours } = await import("./ours.ts");
    const { expressElectrodb } = await import("./express-electrodb.ts");
    const { powertools } = await import("./powertools.ts");
    const { readThenWrite } = await import("./read-then-write.ts");
    const { costs, speeds } = await import("./speed.ts");
    const { none, underFaults, underRaces } = await import("./faults.ts");
    const { endCalls } = await import("./caller.ts");
    const variants = [await ours(), await expressElectrodb(), await powertools()];
    variants.push(await readThenWrite(true), await readThenWrite(false));
    atEnd(() => {
      for (const each of variants) each.stop();
      endCalls();
    });
    const timed = await speeds(variants, rounds, requests);
    const rows: Row[] = [];
    for (const [at, variant] of variants.entries()) {
      const spent = await costs(variant);
      const [calm, lossy, faulty] = [none(), none(), none()];
      await underRaces(variant, races, 0, calm);
      await underRaces(variant, races, 0.1, lossy);
      await underFaults(variant, spent.redeemed.trips, faulty);
      rows.push({ name: variant.name, speed: timed[at], spent, calm, lossy, faulty });
      process.stderr.write(`${variant.name}: judged\n`);
    }
    const text = report(
      rows,
      `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`,
    );
    process.stdout.write(`${text}\n`);
    if (write) writeBlock({ file: "test/bench/README.md", name: "peers", text });
    const own = rows[0];
    const diverged = [own?.calm, own?.lossy, own?.faulty].some(
      (each) => each === undefined || each.spentTwice + each.changed + each.audits > 0,
    );
    return diverged ? 1 : 0;
  },
});
