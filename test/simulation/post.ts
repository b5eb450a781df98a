import type { Operation } from "./model.ts";
import type { Random } from "./random.ts";
import { type Content, day } from "./state.ts";

type Delivery = {
  readonly content: Content;
  readonly message: string;
  readonly due: number;
  readonly isAbsurd: boolean;
};

const hour = 3_600_000;

/** Delivers reports from the test centres: at once or later, once or more often, under one message id or several. */
export class Post {
  readonly #random: Random;
  readonly #deliveries: Delivery[] = [];
  /** The newest message that was sent at once. */
  #newest: { readonly message: string; readonly provider: string; readonly at: number } | undefined;
  #drawn = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Messages that are still on their way. */
  rest(): Operation[] {
    return this.#deliveries.splice(0).map((each) => reportOf(each));
  }

  /** Sends a report. Returns the messages that arrive at once. */
  send(content: Content, now: number, isAbsurd: boolean): Operation[] {
    const random = this.#random;
    const message = this.#draw("message");
    const delay = () =>
      random.int(
        0,
        { soon: hour, later: 3 * day, late: 5 * day }[random.weighted({ soon: 6, later: 5, late: 1 }) ?? "soon"],
      );
    const first = { content, message, due: random.chance(0.55) ? now : now + delay(), isAbsurd };
    const rest: Delivery[] = [];
    while (random.chance(0.35)) {
      const again = random.chance(0.5) ? message : this.#draw("message");
      rest.push({ content, message: again, due: now + delay(), isAbsurd });
    }
    this.#deliveries.push(...rest);
    const used = this.#newest;
    if (first.due === now) {
      this.#newest = { message, provider: content.provider, at: now };
      // A sender's mistake: an id that it has just used for something else. Ids are known for 30 days.
      const isKnown = used?.provider === content.provider && now < used.at + 20 * day;
      if (!isKnown || !random.chance(0.03)) return [reportOf(first)];
      this.#newest = used;
      this.#deliveries.push(first);
      return [reportOf({ ...first, message: used.message })];
    }
    this.#deliveries.push(first);
    return [];
  }

  /** Sends a report that arrives at once. */
  sendNow(content: Content): Operation {
    return { does: "report", content, message: this.#draw("message") };
  }

  /** Lets a message arrive now. */
  take(wanted: (content: Content) => boolean): Operation | undefined {
    const at = this.#deliveries.findIndex(({ content, isAbsurd }) => !isAbsurd && wanted(content));
    const [taken] = at === -1 ? [] : this.#deliveries.splice(at, 1);
    return taken && reportOf(taken);
  }

  /** Messages that arrive now, in any order, up to a limit. */
  deliver(now: number, most: number): Operation[] {
    const due = this.#deliveries.filter((each) => each.due <= now && (most === 1 || !each.isAbsurd));
    const taken = this.#random.shuffled(due).slice(0, most);
    for (const each of taken) this.#deliveries.splice(this.#deliveries.indexOf(each), 1);
    // Several corrections at once have several outcomes: each may earn a certificate that the next one takes.
    const corrections = taken.filter(({ content }) => content.fact.type === "corrected");
    const held = new Set(corrections.slice(1));
    this.#deliveries.push(...held);
    return taken.filter((each) => !held.has(each)).map((each) => reportOf(each));
  }

  #draw(what: string): string {
    this.#drawn += 1;
    return `${what}-${this.#drawn}`;
  }
}

function reportOf({ content, message }: Delivery): Operation {
  return { does: "report", content, message };
}
