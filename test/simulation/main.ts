import { parseArgs } from "node:util";
import { command, wholeNumber } from "../../infra/commands/command.ts";
import { startEngine } from "../support/engine.ts";

await command({
  help: `npm run simulate -- [--seed N] [--steps M] [--seeds K] [--answers] [--verbose]

Drives the real functions on a real engine with drawn steps and drawn faults, and compares what they keep with a separate
model of the rules after each step. Ends with 1 at the first difference, and tells how to see it again.

  --seed N     the first seed (1): the same seed draws the same steps
  --steps M    the steps of each seed (500)
  --seeds K    how many seeds, from the first on (1)
  --answers    tell how often there was each answer
  --verbose    print the errors that the functions log`,
  parse: () => {
    const { values } = parseArgs({
      options: {
        seed: { type: "string", default: "1" },
        steps: { type: "string", default: "500" },
        seeds: { type: "string", default: "1" },
        answers: { type: "boolean", default: false },
        verbose: { type: "boolean", default: false },
      },
    });
    return {
      ...values,
      first: wholeNumber(values.seed, "--seed", 0),
      steps: wholeNumber(values.steps, "--steps"),
      count: wholeNumber(values.seeds, "--seeds"),
    };
  },
  work: async ({ first, steps, count, ...wanted }, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment, {
      POWERTOOLS_METRICS_DISABLED: "true",
      ...(wanted.verbose && { POWERTOOLS_LOG_LEVEL: "ERROR" }),
    });
    return await simulateAll(first, steps, count, wanted.answers);
  },
});

async function simulateAll(first: number, steps: number, count: number, tellsAnswers: boolean): Promise<number> {
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
  let [done, internalErrors, mails, code] = [0, 0, 0, 0];
  for (let seed = first; seed < first + count && code === 0; seed += 1) {
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
    code = 1;
  }
  print(`operations: ${JSON.stringify(operations)}`);
  if (tellsAnswers) for (const each of Object.keys(answers).sort()) print(`  ${each}: ${answers[each]}`);
  const counts = JSON.stringify({ ...faults.counts, ...mailFaults.counts });
  print(`faults: ${counts}; e-mails: ${mails}; answers 500: ${internalErrors}`);
  return code;
}

function add(to: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, times] of Object.entries(counts)) to[name] = (to[name] ?? 0) + times;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
