import { randomUUID } from "node:crypto";
import { client } from "../../shared/store/core/client.ts";
import { Driver } from "./driver.ts";
import { unseen } from "./earlier-version.ts";
import { atTheEnd } from "./end.ts";
import { type Faults, Gate } from "./faults.ts";
import { Looks } from "./looks.ts";
import { Mailroom } from "./mailroom.ts";
import { Model, type Operation } from "./model.ts";
import { instant, Names } from "./names.ts";
import { OneCertification, whoseDiffer } from "./one-certification.ts";
import { PartnerComparison } from "./partner-compare.ts";
import { Random } from "./random.ts";
import { Seen, whatAnswerHides } from "./seen.ts";
import { publish, Service } from "./service.ts";
import { explain } from "./step.ts";
import { dropTable, likeTable } from "./table.ts";

/** The result of one seed, with its failure, if any. */
export type Outcome = {
  readonly seed: number;
  readonly steps: number;
  readonly operations: Readonly<Record<string, number>>;
  /** Counts of answers, by kind of operation. */
  readonly answers: Readonly<Record<string, number>>;
  readonly internalErrors: number;
  readonly mails: number;
  readonly failure?: { readonly step: number; readonly at: string; readonly differences: readonly string[] };
};

const mostMailTries = 6;
const longestMailPause = 18 * 3_600_000;
const begin = Date.parse("2026-11-22T09:30:00.000Z");
const certifications = new Map([
  ...([
    ["acp-cloud", "acp"],
    ["acp-data", "acp"],
  ] as const),
  ...([
    ["ace-cloud", "ace"],
    ["ace-ops", "ace"],
    ["clouder-web", "clouder"],
  ] as const),
]);
const candidates = ["ana", "bea", "cid", "dan"];
const mains = ["mia", "max"];
const accounts = [...candidates, ...mains];

/** Runs one seed on an empty table, and stops at the first difference between model and service. */
export async function simulate(seed: number, steps: number, faults: Faults): Promise<Outcome> {
  const template = process.env.TABLE_NAME ?? "";
  const table = `simulation-${randomUUID()}`;
  const streamArn = await likeTable(client, template, table);
  process.env.TABLE_NAME = table;
  faults.begin(seed);
  try {
    return await new Simulation(seed, faults).run(steps, streamArn);
  } finally {
    process.env.TABLE_NAME = template;
    await dropTable(client, table);
  }
}

class Simulation {
  readonly #seed: number;
  readonly #faults: Faults;
  readonly #names: Names;
  readonly #service: Service;
  readonly #random: Random;
  readonly #mailRandom: Random;
  readonly #operations: Record<string, number> = {};
  readonly #answers: Record<string, number> = {};
  readonly #oneCertification: OneCertification;
  #model = new Model(certifications);
  #now = begin;
  #step = 0;

  constructor(seed: number, faults: Faults) {
    this.#seed = seed;
    this.#faults = faults;
    this.#random = new Random(seed);
    this.#mailRandom = new Random(seed + 2_000_003);
    this.#names = new Names(new Random(seed + 1_000_003));
    this.#service = new Service(this.#names);
    this.#oneCertification = new OneCertification(this.#names);
  }

  async run(steps: number, streamArn: string): Promise<Outcome> {
    const mailroom = await Mailroom.open(streamArn, this.#model, this.#names, this.#faults);
    const differences = await this.#play(steps, mailroom).catch((error: unknown) => [
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    ]);
    const counts = { operations: this.#operations, answers: this.#answers, mails: mailroom.size };
    const base = { seed: this.#seed, steps: this.#step, ...counts };
    const { internalErrors } = this.#service;
    if (differences.length === 0) return { ...base, internalErrors };
    return { ...base, internalErrors, failure: { step: this.#step, at: instant(this.#now), differences } };
  }

  async #play(steps: number, mailroom: Mailroom): Promise<readonly string[]> {
    for (const each of certifications.keys()) {
      await this.#faults.without(() => publish(each, "published", instant(this.#now)));
    }
    const driver = new Driver(this.#random, () => this.#model, this.#names, { people: accounts, candidates, mains });
    while (this.#step < steps) {
      this.#step += 1;
      this.#now += this.#random.int(1, 60_000);
      const next = driver.next(this.#now);
      if (next.kind === "advance") this.#now += next.by;
      else if (next.kind === "schedule") await this.#scheduleAmongFaults();
      const isOfTime = next.kind !== "operations";
      const differences = isOfTime
        ? await this.#books()
        : await this.#perform(mailroom, next.operations, next.isOvertaken);
      if (differences.length > 0) return differences;
      const unheard = next.kind === "schedule" ? await mailroom.hear(this.#model, this.#now) : [];
      if (unheard.length > 0) return unheard;
      if (this.#mailRandom.chance(0.2)) await mailroom.deliver(this.#mailRandom);
    }
    for (const operation of driver.rest()) {
      this.#now += 1;
      const differences = await this.#perform(mailroom, [operation]);
      if (differences.length > 0) return differences;
    }
    const unheard = await this.#untilMailIsSent(mailroom);
    if (unheard.length > 0) return unheard;
    const unsent = await mailroom.atTheEnd(new Looks(instant(this.#now)));
    return [...unsent, ...(await atTheEnd(this.#model, this.#names, accounts, this.#now))];
  }

  /** Every partner's tally, quota and coupon account, after time has passed or the schedule has run. */
  async #books(): Promise<readonly string[]> {
    const differences = await new PartnerComparison(this.#model, this.#names, this.#now).books();
    return [...differences, ...(await this.#oneCertification.broken(accounts, this.#now))];
  }

  /** Without faults, until an e-mail that is refused each time has had its last try. */
  async #untilMailIsSent(mailroom: Mailroom): Promise<readonly string[]> {
    await this.#scheduleUntilDone();
    for (let tries = 0; tries < mostMailTries; tries += 1) {
      const differences = await mailroom.hear(this.#model, this.#now, tries > 0);
      if (differences.length > 0) return differences;
      await mailroom.deliverAll();
      this.#now += longestMailPause;
      await this.#scheduleUntilDone();
    }
    const differences = await mailroom.hear(this.#model, this.#now, true);
    await mailroom.deliverAll();
    return differences;
  }

  /** Does operations at once, among faults, and compares what they touched. */
  async #perform(
    mailroom: Mailroom,
    operations: readonly Operation[],
    isOvertaken = false,
  ): Promise<readonly string[]> {
    const now = this.#now;
    const gate = isOvertaken ? new Gate() : undefined;
    const one = async (operation: Operation, at: number) => {
      const random = new Random(this.#seed * 100_003 + this.#step * 11 + at);
      const work = () => this.#service.perform(operation, now);
      const { value: answered, met } = await this.#faults.during(random, work, at === 0 ? gate : undefined);
      count(this.#operations, operation.does);
      const { status, says } = answered;
      count(this.#answers, `${operation.does} ${status} ${says?.replace(/\d+/g, "n")}`);
      return { operation, answered, met };
    };
    const [only] = operations.length === 1 ? operations : [];
    const seen = only?.does === "report" ? new Seen(this.#model, this.#names, only.content, now) : undefined;
    const before = await seen?.picture();
    const [first, ...others] = operations.map((each, at) => () => one(each, at));
    const seeAgain = await this.#faults.without(() => unseen(only, this.#model.state, this.#names));
    const answers = await this.#allOf(first, others, gate);
    await this.#faults.without(seeAgain);
    if (only?.does === "bind" && only.unseen !== undefined) this.#oneCertification.unseen(only.unseen);
    const [answer] = answers;
    const hidden =
      seen === undefined || answer === undefined
        ? []
        : whatAnswerHides(answer.answered, before ?? "", await seen.picture());
    const isHeld = gate?.isReached === true;
    const done = isHeld ? [...answers.slice(1), ...answers.slice(0, 1)] : answers;
    const met = answers.reduce((sum, each) => sum + each.met, 0);
    // A refusal that was held may have been decided on before; what was done was not.
    const isOrdered =
      gate !== undefined && answers.length === 2 && (!isHeld || (answers[0]?.answered.status ?? 500) < 400);
    const isBatch = operations.some(({ does }) => does === "grant" || does === "cancel-batch");
    const isRelease = operations.some(({ does }) => does === "release");
    const { reports, bindings } = this.#model.state;
    const all = [...reports.values(), ...bindings.values()];
    const makesWait = operations.length > 1 && operations.some(({ does }) => does === "report" || does === "bind");
    const waits = makesWait || all.some(({ state }) => state === "waiting" || state === "pending");
    // The schedule finishes commits that a fault interrupted, as well as batches and releases.
    if (isBatch || isRelease || (met > 0 && waits)) await this.#scheduleUntilDone();
    await mailroom.listen();
    const unheard = (tried: Model) => mailroom.differences(tried, now);
    const explained = await explain(this.#model, this.#names, done, now, unheard, isOrdered);
    for (const { operation, answered } of done) {
      const isUndone = operation.does === "undo-candidate-link" && (answered.status === 200 || answered.attempts > 1);
      if (isUndone) this.#oneCertification.undone(operation.candidate);
    }
    const whose = "model" in explained ? whoseDiffer(this.#model.state, explained.model.state) : accounts;
    const broken = await this.#oneCertification.broken(whose, now);
    if ("differences" in explained || hidden.length > 0 || broken.length > 0) {
      const told = done.map(({ operation, answered: { status, says, attempts } }) => {
        return `after ${JSON.stringify(operation)}: ${status} ${says}, ${attempts} attempts`;
      });
      return [...broken, ...("differences" in explained ? explained.differences : []), ...hidden, ...told];
    }
    this.#model = explained.model;
    mailroom.believe(this.#model);
    return [];
  }

  /** All at once; or, with a gate, the first is held before its write until the others are done. */
  async #allOf<T>(first: (() => Promise<T>) | undefined, others: readonly (() => Promise<T>)[], gate?: Gate) {
    const begun = first?.();
    if (begun !== undefined) await (gate && Promise.race([gate.arrived, begun]));
    const rest = await Promise.all(others.map((each) => each()));
    gate?.open();
    return begun === undefined ? rest : [await begun, ...rest];
  }

  /** One run, or two at once, which may fail in places: what is left is done by a later one. */
  async #scheduleAmongFaults(): Promise<void> {
    count(this.#operations, "schedule");
    const runs = this.#random.chance(0.3) ? 2 : 1;
    await Promise.all(
      Array.from({ length: runs }, (_, at) => {
        const random = new Random(this.#seed * 100_003 + this.#step * 11 + at);
        const run = () => this.#service.schedule(this.#now).catch(() => undefined);
        return this.#faults.during(random, run);
      }),
    );
  }

  async #scheduleUntilDone(): Promise<void> {
    await this.#faults.without(() => this.#service.endLease());
    for (let runs = 0; runs < 20; runs += 1) {
      const { failed, isDone } = await this.#faults.without(() => this.#service.schedule(this.#now));
      if (failed > 0) throw new Error("the schedule fails without a fault");
      if (isDone) return;
    }
    throw new Error("the schedule never gets done");
  }
}

function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}
