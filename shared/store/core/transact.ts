import { drawId, type Random } from "../../domain/code.ts";
import type { Happening } from "../../domain/history/event.ts";
import type { Change } from "./change.ts";
import { type CommitRequest, commit } from "./commit.ts";
import type { Cost } from "./cost.ts";
import type { Looked, Ref } from "./entity.ts";
import type { Facts } from "./facts.ts";
import { read } from "./read.ts";
import { pause, StoreBusy } from "./send.ts";

/** What a decision writes, all of it or nothing. Without changes nothing is sent. */
export type Decided = {
  readonly changes: readonly Change[];
  readonly event?: Happening | undefined;
  readonly idempotent?: CommitRequest["idempotent"];
};

export type Transaction<D extends Decided | undefined> = {
  /** What to look up, all in one round trip; what the facts have already is not looked up. */
  readonly reads: readonly Looked[];
  /** What else must be looked up, seeing what was. May teach the facts copies. */
  follow?(): readonly Ref<unknown>[];
  /** A function of the facts alone, since it is asked again when the facts have changed. `undefined`: nothing to do. */
  decide(): D;
};

/** Who writes, when, and with which chance (R31). */
export type Writer = Pick<CommitRequest, "now" | "requestId" | "actor"> & {
  readonly random: Random;
  readonly cost: Cost;
};

/**
 * How often a decision is taken before it is given up. Whoever loses the first few races goes on at once, on what the
 * lost write brought. After that many want the same thing: each pauses, differently long, and looks again, so that only
 * a moment lies between its look and its write. One of those who race gets through each time, and what all of them
 * wait in the end is less than the time of a function.
 */
const maximumDecisions = 40;
const decisionsAtOnce = 4;

/**
 * Looks up, decides and commits; decides again on newer facts when a write came too late (R32). Answers the decision that
 * was committed, or that had nothing to commit. Throws `StoreBusy`, with nothing changed, if that never happens.
 */
export async function transact<D extends Decided | undefined>(
  facts: Facts,
  { reads, follow = () => [], decide }: Transaction<D>,
  { random, cost, ...by }: Writer,
): Promise<D> {
  const unread = reads.filter((each) => !facts.has(each));
  await read(facts, unread, cost);
  for (let decisions = 0; decisions < maximumDecisions; decisions += 1) {
    if (decisions >= decisionsAtOnce) {
      await pause(decisions - decisionsAtOnce);
      await read(facts, reads, cost);
    }
    await readOn(facts, follow, cost);
    const decided = decide();
    if (decided === undefined || decided.changes.length === 0) return decided;
    const { changes, event, idempotent } = decided;
    const request = { ...by, eventId: drawId("evt", random), idempotent };
    if ((await commit(facts, changes, event, request, cost)) === "done") return decided;
  }
  throw new StoreBusy("the facts changed under every decision");
}

/** Reads on as long as what was read leads further. */
async function readOn(facts: Facts, follow: () => readonly Ref<unknown>[], cost: Cost): Promise<void> {
  const missing = () => facts.missing(...follow());
  for (let wanted = missing(); wanted.length > 0; wanted = missing()) await read(facts, wanted, cost);
}
