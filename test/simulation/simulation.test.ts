import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "../support/engine.ts";

let stop: () => Promise<void>;

beforeAll(async () => {
  const engine = await startEngine();
  stop = engine.stop;
  Object.assign(process.env, engine.environment, { POWERTOOLS_METRICS_DISABLED: "true" });
});

afterAll(() => stop());

const seeds = [1, 2, 3, 4, 5, 6];
const steps = 120;

test("the service does what the model does, among all eight faults", { timeout: 120_000 }, async () => {
  const { client } = await import("../../shared/store/client.ts");
  const { Faults, faultKinds } = await import("./faults.ts");
  const { MailFaults } = await import("./mail-faults.ts");
  const { simulate } = await import("./simulate.ts");
  const faults = new Faults(client);
  const mailFaults = new MailFaults(faults.randomOf);

  for (const seed of seeds) {
    const { failure } = await simulate(seed, steps, faults);
    expect(failure, `npm run simulate -- --seed ${seed} --steps ${steps}`).toBeUndefined();
  }

  for (const kind of faultKinds) expect(faults.counts[kind], kind).toBeGreaterThan(0);
  for (const [kind, count] of Object.entries(mailFaults.counts)) expect(count, kind).toBeGreaterThan(0);
});
