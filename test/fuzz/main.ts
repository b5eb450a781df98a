import { parseArgs } from "node:util";
import { command, wholeNumber } from "../../infra/commands/command.ts";
import { startEngine } from "../support/engine.ts";

await command({
  help: `npm run fuzz -- [--requests N] [--seed S]

Sends N requests that are drawn from the API's description to the real functions, in this process and on an engine of its
own. Ends with 1 if an answer is not as the description says, or is a fault of ours.

  --requests N   how many requests (20000)
  --seed S       the same seed draws the same requests (1)`,
  parse: () => {
    const { values } = parseArgs({
      options: { requests: { type: "string", default: "20000" }, seed: { type: "string", default: "1" } },
    });
    return { requests: wholeNumber(values.requests, "--requests"), seed: wholeNumber(values.seed, "--seed", 0) };
  },
  work: async ({ requests, seed }, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment);
    // Loaded late, because functions read their environment when they are loaded.
    const { inProcess } = await import("./in-process.ts");
    const { fuzz } = await import("./fuzz.ts");
    const started = performance.now();
    const { findings, ...outcome } = await fuzz(await inProcess(), requests, seed);
    const { beyondSchema, ...counts } = outcome;
    print(JSON.stringify(counts, null, 2));
    print("Refused for their form, though they fit the document:");
    for (const [what, times] of Object.entries(beyondSchema).toSorted()) print(`  ${times} × ${what}`);
    for (const each of findings.slice(0, 50)) print(JSON.stringify(each, null, 2));
    print(`${findings.length} findings in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return findings.length === 0 ? 0 : 1;
  },
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
