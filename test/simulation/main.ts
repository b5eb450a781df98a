import { parseArgs } from "node:util";
import { startEngine } from "../support/engine.ts";

/** `npm run simulate -- --seed N --steps M [--seeds K]`: the seeds N to N+K-1, M steps each; `--answers` tells which answers there were. */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "500" },
    seeds: { type: "string", default: "1" },
    answers: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});
const [first, steps, count] = [Number(values.seed), Number(values.steps), Number(values.seeds)];
const { environment, stop } = await startEngine();
try {
  Object.assign(process.env, environment, {
    POWERTOOLS_METRICS_DISABLED: "true",
    ...(values.verbose && { POWERTOOLS_LOG_LEVEL: "ERROR" }),
  });
  // The functions read their environment when they are loaded.
  const { client } = await import("../../shared/store/core/client.ts");
  const { Faults } = await import("./faults.ts");
  const { MailFaults } = await import("./mail-faults.ts");
  const { simulate } = await import("./simulate.ts");
  const faults = new Faults(client);
  const mailFaults = new MailFaults(faults);
  const started = performance.now();
  const operations: Record<string, number> = {};
  const answers: Record<string, number> = {};
  let [done, internalErrors, mails] = [0, 0, 0];
  for (let seed = first; seed < first + count && process.exitCode === undefined; seed += 1) {
    const outcome = await simulate(seed, steps, faults);
    done += outcome.steps;
    internalErrors += outcome.internalErrors;
    mails += outcome.mails;
    add(operations, outcome.operations);
    add(answers, outcome.answers);
    const seconds = (performance.now() - started) / 1000;
    print(`seed ${seed}: ${outcome.steps} steps; ${done} in ${seconds.toFixed(1)} s, ${Math.round(done / seconds)}/s`);
    if (outcome.failure === undefined) continue;
    const { step, at, differences } = outcome.failure;
    print(`FAILED: seed ${seed}, step ${step}, ${at}\n${differences.map((each) => `  ${each}`).join("\n")}`);
    print(`Again: npm run simulate -- --seed ${seed} --steps ${steps}`);
    process.exitCode = 1;
  }
  print(`operations: ${JSON.stringify(operations)}`);
  if (values.answers) for (const each of Object.keys(answers).sort()) print(`  ${each}: ${answers[each]}`);
  print(
    `faults: ${JSON.stringify({ ...faults.counts, ...mailFaults.counts })}; e-mails: ${mails}; answers 500: ${internalErrors}`,
  );
} finally {
  await stop();
}

function add(to: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, times] of Object.entries(counts)) to[name] = (to[name] ?? 0) + times;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
