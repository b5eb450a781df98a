import { setTimeout as sleep } from "node:timers/promises";
import { temporaryData } from "../support/host.ts";
import { Calls, staff } from "./calls.ts";
import { unnoticed } from "./damage.ts";
import { halves, missing, twice } from "./findings.ts";
import { unfinished, unseen } from "./half-decisions.ts";
import { Journey } from "./journey.ts";
import { parkMessages } from "./parked-messages.ts";
import { idOf, type Stock, takeStock } from "./stock.ts";
import { Victim } from "./victim.ts";

/** How many journeys are under way at any moment, each with three ways at once. More of them only start more instances. */
const atOnce = 3;
/** So many requests are answered between two crashes, and so long it takes at most. */
const [fewest, most, longestSeconds] = [20, 120, 20];
/** Average tries for a cycle, because a slow host may acknowledge nothing before the crash. */
const triesToACycle = 3;
/** Limit of the schedule's runs until no work is left. */
const runsAtTheEnd = 20;

export type CrashCounts = {
  readonly cycles: number;
  readonly journeys: number;
  /** Requests without an answer, sent again. */
  readonly unanswered: number;
  readonly repeated: number;
  readonly acknowledgedButMissing: readonly string[];
  readonly appliedTwice: readonly string[];
  readonly halfTransactions: readonly string[];
  /** Checks that did not see a loss or a doubling made on purpose in a copy of what was left. */
  readonly blind: readonly string[];
  /** Faults and wrong answers. */
  readonly odd: readonly string[];
};

/** Kills host and engine repeatedly under load, and checks the remaining state. `atEnd` comes from `command`. */
export async function crash(
  cycles: number,
  say: (line: string) => void,
  atEnd: (end: () => Promise<void>) => void = () => undefined,
): Promise<CrashCounts> {
  const data = temporaryData();
  const victim = new Victim(data.path);
  const end = async () => {
    await victim.stop();
    data.remove();
  };
  atEnd(end);
  const journeys: Journey[] = [];
  const [lost, half] = [new Set<string>(), new Set<string>()];
  try {
    await victim.start();
    await parkMessages(victim.client);
    victim.open();
    let isOver = false;
    const travel = async () => {
      while (!isOver) {
        const journey = new Journey(victim, journeys.length);
        journeys.push(journey);
        await journey.run();
      }
    };
    const load = Promise.all(Array.from({ length: atOnce }, travel));
    let tries = 0;
    for (let cycle = 1; cycle <= cycles; tries += 1) {
      const before = acknowledged(journeys);
      await Promise.race([busy(victim), load]);
      const gained = acknowledged(journeys) - before;
      if (gained === 0 && tries >= cycles * triesToACycle)
        throw new Error(`${tries} crashes, and nothing was acknowledged`);
      await victim.kill(tries % 2 === 0);
      await victim.start();
      // No request passes yet, so the table shows the state after the crash.
      const stock = await takeStock(victim.engine.endpoint);
      for (const each of halves(stock)) half.add(each);
      for (const each of missing(stock, journeys)) lost.add(each);
      say(
        `cycle ${cycle}: ${gained} acknowledged, ${stock.of("registration").length} registrations, ${stock.all.length} items`,
      );
      victim.open();
      // A crash before any acknowledgement proves nothing, so the cycle is repeated.
      if (gained > 0) cycle += 1;
    }
    isOver = true;
    await load;
    const repeated = await repeatAll(victim, journeys);
    const { stock, left } = await settled(victim);
    const miscounted = await recounted(victim, stock);
    return {
      cycles,
      journeys: journeys.length,
      unanswered: victim.unanswered,
      repeated: repeated.count,
      acknowledgedButMissing: [...lost, ...missing(stock, journeys)],
      appliedTwice: [...twice(stock, journeys), ...repeated.differing],
      halfTransactions: [...half, ...halves(stock), ...left, ...miscounted],
      blind: unnoticed(stock, journeys),
      odd: [...victim.faults, ...unseen(stock), ...journeys.flatMap(({ calls }) => calls.odd)],
    };
  } finally {
    await end();
  }
}

function acknowledged(journeys: readonly Journey[]): number {
  return journeys.reduce((sum, { calls }) => sum + calls.repeatable.length, 0);
}

/** Runs the schedule until no work is left, or the limit is reached. */
async function settled(victim: Victim) {
  for (let run = 1; ; run += 1) {
    await victim.send((client) => client.send("POST", "/__local/schedule/run"));
    const stock = await takeStock(victim.engine.endpoint);
    const left = unfinished(stock);
    if (left.length === 0 || run === runsAtTheEnd) return { stock, left };
    await sleep(500);
  }
}

/** Partners of which a count differs from the recount of their history (R29). */
async function recounted(victim: Victim, stock: Stock): Promise<string[]> {
  const calls = new Calls(victim);
  const partners = stock.of("partner").map(idOf);
  const answers = await Promise.all(partners.map((id) => calls.get(`/v1/partners/${id}/recount`, staff)));
  return answers.flatMap(({ body, text }) => (Object(body).agrees === true ? [] : [`recount: ${text}`]));
}

/** Waits until a drawn number of requests has been answered, and a little longer: in the middle of others. */
async function busy(victim: Victim): Promise<void> {
  const until = victim.answered + fewest + Math.random() * (most - fewest);
  const end = performance.now() + longestSeconds * 1000;
  // A busy machine sleeps longer than it is asked to, so the clock counts and not the rounds.
  while (victim.answered < until && performance.now() < end) await sleep(5);
  await sleep(Math.random() * 20);
}

/** Repeats all acknowledged requests. POSTs must give the first answer, webhooks `duplicate`. */
async function repeatAll(victim: Victim, journeys: readonly Journey[]) {
  const differing: string[] = [];
  const all = journeys.flatMap(({ calls }) => calls.repeatable);
  const left = [...all];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { send, first } = next;
      const again = await victim.send(send);
      const isSame = again.text === first.text || again.text === JSON.stringify({ status: "duplicate" });
      if (!isSame || again.status >= 300) differing.push(`${first.text} became ${again.status} ${again.text}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { count: all.length, differing };
}
