/** Measured for one thing: the store's units, the CPU that it takes in one function, and its share of the key it meets others at. */
export type Each = { readonly writeUnits: number; readonly readUnits: number; readonly cpuMilliseconds: number };

export type Measured = { readonly end: Each; readonly sentMail: Each; readonly postponedMail: Each };

export type Night = {
  readonly ends: number;
  /** Processors of the scheduled function: 1 for each 1,769 MB. */
  readonly processors: number;
  /** E-mails a second that SES takes. */
  readonly mailRate: number;
  /** Spread of a postponed e-mail's pause: 0 waits the whole pause, 0.5 anything from its half on. */
  readonly spread: number;
};

export type Outcome = {
  /** Minutes until all ends are announced, and until the last e-mail is sent. */
  readonly endsDone: number;
  readonly mailsDone: number;
  readonly endsEachSecond: number;
  readonly writeUnitsEachSecond: number;
  readonly triesOfAMail: number;
  readonly writeUnits: number;
};

/** The time of a call to the table on the network, and the number of things that the schedule handles at once. */
const [milliseconds, underWay] = [16, 32];
/** Under load, a run works 290 seconds, and the next one begins after 300. */
const workedShare = 290 / 300;
const longestPause = 60;
const longestNight = 60 * 24 * 60;

/** E-mails by the minute in which they are tried next, and there by the minute of their event. */
type Waiting = Map<number, Map<number, number>>;

/**
 * Plays a midnight minute by minute: the schedule announces ends, oldest first, and then tries e-mails again that SES
 * refused for its rate. Expected values stand for single e-mails. One run of the schedule works at a time.
 */
export function midnight(measured: Measured, { ends, processors, mailRate, spread }: Night): Outcome {
  const cpuEachMinute = 60_000 * processors * workedShare;
  const rate = Math.min(underWay / (milliseconds / 1000), (1000 * processors) / measured.end.cpuMilliseconds);
  const waiting: Waiting = new Map();
  let [left, mails, tries, writeUnits, endsDone, minute] = [ends, ends, 0, 0, 0, 0];
  for (; mails >= 1 && minute < longestNight; minute += 1) {
    const ended = Math.min(left, rate * 60 * workedShare);
    left -= ended;
    if (ended > 0) endsDone = minute + 1;
    const spare = (cpuEachMinute - ended * measured.end.cpuMilliseconds) / measured.postponedMail.cpuMilliseconds;
    const tried = takeDue(waiting, minute, Math.max(0, spare));
    if (ended > 0) tried.set(minute, (tried.get(minute) ?? 0) + ended);
    const attempts = sum(tried);
    const accepted = Math.min(attempts, mailRate * 60);
    for (const [since, count] of tried) postpone(waiting, count * (1 - accepted / attempts), { since, minute, spread });
    mails -= accepted;
    tries += attempts;
    writeUnits +=
      ended * measured.end.writeUnits +
      accepted * measured.sentMail.writeUnits +
      (attempts - accepted) * measured.postponedMail.writeUnits;
  }
  const writeUnitsEachSecond = rate * (measured.end.writeUnits + measured.postponedMail.writeUnits);
  return {
    endsDone,
    mailsDone: minute,
    endsEachSecond: rate,
    writeUnitsEachSecond,
    triesOfAMail: tries / ends,
    writeUnits,
  };
}

/** Takes the e-mails that are due, oldest first, at most so many. The rest stays due. */
function takeDue(waiting: Waiting, minute: number, most: number): Map<number, number> {
  const taken = new Map<number, number>();
  let room = most;
  for (const at of [...waiting.keys()].filter((each) => each <= minute).sort((one, other) => one - other)) {
    const due = waiting.get(at) ?? new Map<number, number>();
    for (const [since, count] of due) {
      const part = Math.min(count, room);
      room -= part;
      taken.set(since, (taken.get(since) ?? 0) + part);
      if (part === count) due.delete(since);
      else due.set(since, count - part);
    }
    if (due.size === 0) waiting.delete(at);
    if (room <= 0) break;
  }
  return taken;
}

/** As `pauseAtAge` does: an e-mail waits as long as it is old, from a minute to an hour. */
function postpone(
  waiting: Waiting,
  count: number,
  { since, minute, spread }: { readonly since: number; readonly minute: number; readonly spread: number },
): void {
  if (count <= 0) return;
  const pause = Math.min(Math.max(minute - since, 1), longestPause);
  const earliest = Math.max(1, Math.ceil(pause * (1 - spread)));
  for (let after = earliest; after <= pause; after += 1) {
    const due = waiting.get(minute + after) ?? new Map<number, number>();
    due.set(since, (due.get(since) ?? 0) + count / (pause - earliest + 1));
    waiting.set(minute + after, due);
  }
}

function sum(counts: ReadonlyMap<number, number>): number {
  let all = 0;
  for (const count of counts.values()) all += count;
  return all;
}
