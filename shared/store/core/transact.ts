import { drawId, type Random } from "../../domain/code.ts";
import type { Happening } from "../../domain/history/event.ts";
import type { Change } from "./change.ts";
import { type CommitRequest, commit } from "./commit.ts";
import type { Cost } from "./cost.ts";
import type { Looked, Ref } from "./entity.ts";
import type { Facts } from "./facts.ts";
import { read } from "./read.ts";
import { pause, StoreBusy } from "./send.ts";

/** Written all or none. Without changes nothing is sent. */
export type Decided = {
  readonly changes: readonly Change[];
  readonly event?: Happening | undefined;
  readonly idempotent?: CommitRequest["idempotent"];
};

export type Transaction<D extends Decided | undefined> = {
  /** One round trip. Known items are not read again. */
  readonly reads: readonly Looked[];
  /** Further things to read. */
  follow?(): readonly Ref<unknown>[];
  /** Depends on the facts only, because it runs again when they change. `undefined`: nothing to do. */
  decide(): D;
};

/** Author, time and randomness (R31). */
export type Writer = Pick<CommitRequest, "now" | "requestId" | "actor"> & {
  readonly random: Random;
  readonly cost: Cost;
};

/**
 * The first lost races are decided again at once, on the items that the lost write brought. After that each waits with
 * jitter and reads again. One of the racers succeeds each time, so this is enough within a function's time.
 */
const maximumDecisions = 40;
const decisionsAtOnce = 4;

/** Looks up, decides, commits, and decides again after a lost write (R32). Throws `StoreBusy` with nothing changed. */
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

async function readOn(facts: Facts, follow: () => readonly Ref<unknown>[], cost: Cost): Promise<void> {
  const missing = () => facts.missing(...follow());
  for (let wanted = missing(); wanted.length > 0; wanted = missing()) await read(facts, wanted, cost);
}
