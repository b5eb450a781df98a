import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "../support/engine.ts";

let stop: () => Promise<void>;
let simulated: Awaited<ReturnType<typeof load>>;

/** The functions read their environment when they are loaded. */
async function load() {
  const { client } = await import("../../shared/store/core/client.ts");
  const { Faults, faultKinds } = await import("./faults.ts");
  const { MailFaults } = await import("./mail-faults.ts");
  const { simulate } = await import("./simulate.ts");
  const faults = new Faults(client);
  return { client, simulate, faults, faultKinds, mailFaults: new MailFaults(faults) };
}

beforeAll(async () => {
  const engine = await startEngine();
  stop = engine.stop;
  Object.assign(process.env, engine.environment, { POWERTOOLS_METRICS_DISABLED: "true" });
  simulated = await load();
});

afterAll(() => stop());

const seeds = [4, 7, 13];
const steps = 240;
/** Operations that must succeed at least once, so that the simulation keeps covering partners and R8. */
const accomplished = [
  "register 409 certificate-still-valid",
  "look-up 200 certificate-still-valid",
  "grant-sitting 409 certificate-still-valid",
  "claim 409 already-certified",
  "reinstate 409 already-certified",
  "bind 409 sat-while-certified",
  "approve 200",
  "benefit 201",
  "assign 200",
  "bind 20",
  "claim 200",
  "reinstate 200",
  "reinstate 409 certificate-still-valid",
  "assign-all 200",
  "report 200 applied",
  "close-registration 200 closed",
  "grant-sitting 200",
  "accept-report 200 applied",
  "accept-report 409 certificate",
  "cancel-exam-code 200 cancelled",
  "change-partnership 200 suspended",
  "change-partnership 200 active",
  "change-partnership 200 ended",
  "benefit 409 partnership-ended",
  "set-benefit-rule 200",
  "move-training 200",
  "pay 200 parked",
];

test("the service does what the model does, among all eight faults", { timeout: 600_000 }, async () => {
  const { simulate, faults, faultKinds, mailFaults } = simulated;
  const answered = new Set<string>();
  for (const seed of seeds) {
    const { failure, answers } = await simulate(seed, steps, faults);
    for (const answer of Object.keys(answers)) answered.add(answer);
    expect(failure, `npm run simulate -- --seed ${seed} --steps ${steps}`).toBeUndefined();
  }

  for (const each of accomplished)
    expect(
      [...answered].some((answer) => answer.startsWith(each)),
      each,
    ).toBe(true);
  for (const kind of faultKinds) expect(faults.counts[kind], kind).toBeGreaterThan(0);
  for (const [kind, count] of Object.entries(mailFaults.counts)) expect(count, kind).toBeGreaterThan(0);
});

test("a seed replays: each turn is taken again, in the same order, however long anything takes", async () => {
  const { client, simulate, faults } = simulated;
  const played = async (seed: number, steps = 60) => {
    return { ...(await simulate(seed, steps, faults)), turns: faults.turns.digest };
  };
  const other = await played(5, 5);
  const first = await played(4);
  client.middlewareStack.add((next) => (args) => atSomeTime(() => next(args)), { step: "initialize" });
  client.middlewareStack.add((next) => (args) => atSomeTime(() => next(args)), { step: "deserialize" });

  expect(await played(4)).toEqual(first);
  expect(first.turns).not.toEqual(other.turns);
});

/** Does it a little later, and tells of it a little later still. */
async function atSomeTime<T>(act: () => Promise<T>): Promise<T> {
  const aWhile = () => new Promise((wake) => setTimeout(wake, Math.random() * 4));
  await aWhile();
  return act().finally(aWhile);
}
