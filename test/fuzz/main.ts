import { parseArgs } from "node:util";
import { startEngine } from "../support/engine.ts";

/** `npm run fuzz -- --requests N --seed S`: N requests drawn from the API's description, against the real functions. */
const { values } = parseArgs({
  options: { requests: { type: "string", default: "20000" }, seed: { type: "string", default: "1" } },
});
const { environment, stop } = await startEngine();
try {
  Object.assign(process.env, environment);
  // The functions read their environment when they are loaded.
  const { inProcess } = await import("./in-process.ts");
  const { fuzz } = await import("./fuzz.ts");
  const started = performance.now();
  const { findings, ...outcome } = await fuzz(await inProcess(), Number(values.requests), Number(values.seed));
  const { beyondSchema, ...counts } = outcome;
  print(JSON.stringify(counts, null, 2));
  print("Refused for their form, though they fit the document:");
  for (const [what, times] of Object.entries(beyondSchema).toSorted()) print(`  ${times} × ${what}`);
  for (const each of findings.slice(0, 50)) print(JSON.stringify(each, null, 2));
  print(`${findings.length} findings in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} finally {
  await stop();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
