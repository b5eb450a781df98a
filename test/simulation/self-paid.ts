import type { Random } from "./random.ts";
import type { SecondCenter } from "./second-center.ts";
import { seriesOf } from "./series.ts";
import { type Content, forExamCodes, type State } from "./state.ts";

/** A true self-paid sitting at the second centre. */
type Life = {
  readonly account: string;
  readonly certification: string;
  readonly exam: string;
  readonly ids: { readonly candidate: string; readonly registration: string };
  booked?: { readonly number: string; readonly startsAt: number } | undefined;
  lastAt: number;
  isOver: boolean;
};

const hour = 3_600_000;
const subjects = [
  ["acp-cloud", "written"],
  ["acp-data", "written"],
  [forExamCodes, "written"],
  [forExamCodes, "lab"],
] as const;

/** Self-paid sittings at the second centre. Only the centre's ids identify them (R28). */
export class SelfPaid {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #accounts: readonly string[];
  readonly #center: SecondCenter;
  readonly #lives: Life[] = [];
  #drawn = 0;

  constructor(random: Random, stateOf: () => State, accounts: readonly string[], center: SecondCenter) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#accounts = accounts;
    this.#center = center;
  }

  /** The next thing that happens to one of them. */
  happen(now: number): Content {
    const random = this.#random;
    const open = this.#lives.filter(({ isOver }) => !isOver);
    const life = (random.chance(0.6) ? random.pick(open) : undefined) ?? this.#begin();
    const { booked, exam, ids } = life;
    if (booked === undefined && random.chance(0.5)) return this.#end(life, now, now - random.int(0, hour));
    const startsAt = now + random.int(1, 10 * 24) * hour;
    const place = { at: this.#moment(life, now), exam, startsAt, ...ids };
    if (booked === undefined) {
      life.booked = { number: this.#draw("SPV"), startsAt };
      return this.#about(life, { type: "booked", number: life.booked.number, ...place });
    }
    const { number } = booked;
    if (now >= booked.startsAt && random.chance(0.75)) return this.#end(life, now, booked.startsAt);
    if (now < booked.startsAt && random.chance(0.6)) {
      life.booked = { number: random.chance(0.3) ? number : this.#draw("SPV"), startsAt };
      const moved = { type: "rescheduled", number: life.booked.number, previous: number } as const;
      return this.#about(life, { ...moved, ...place });
    }
    life.booked = undefined;
    if (now < booked.startsAt) return this.#about(life, { type: "cancelled", at: place.at, number });
    return this.#about(life, { type: "no-show", at: place.at, number, excused: random.chance(0.5) });
  }

  /** A pass of one person in one certification of one exam. */
  pass({ account, certification }: Pick<Life, "account" | "certification">, now: number): Content {
    return this.#end(this.#begin(account, certification), now, now - this.#random.int(0, hour), "pass");
  }

  /** The same, at once, under a candidate id of that person's own. */
  passOf({ account, certification }: Pick<Life, "account" | "certification">, now: number) {
    const life = this.#begin(account, certification, "SOLE");
    return { content: this.#end(life, now, now, "pass"), ids: life.ids };
  }

  /** The ids of a sitting whose result comes later. */
  expected({ account, certification }: Pick<Life, "account" | "certification">): Life["ids"] {
    return this.#begin(account, certification).ids;
  }

  /** An impossible report: another exam under known ids, an exam of another centre, an unknown exam. */
  absurd(now: number): Content {
    const random = this.#random;
    const known = this.#random.pick(this.#lives) ?? this.#begin();
    const life = { ...known, exam: "written", certification: random.pick(["acp-cloud", "acp-data"]) ?? "" };
    const fresh = { candidate: this.#draw("CAND"), registration: this.#draw("SPX") };
    const made: readonly Life[] = [
      life,
      { ...life, ids: fresh, certification: "clouder-web", exam: "online" },
      { ...life, ids: fresh, certification: "acp-none" },
    ];
    const content = this.#end({ ...(random.pick(made) ?? life) }, now, now);
    const code = random.int(-1, this.#stateOf().examCodes.length - 1);
    // Ids under which another sitting is known, with an exam code.
    const { isSelfPaid: _, series: __, ...paid } = content;
    return random.chance(0.3) ? { ...paid, examCode: code } : content;
  }

  #begin(named?: string, subject?: string, id = "CAND"): Life {
    const random = this.#random;
    const fitting = subjects.filter(([each]) => each === (subject ?? each));
    const [certification, exam] = random.pick(fitting) ?? subjects[0];
    const account = named ?? random.pick(this.#accounts) ?? "";
    const ids = { candidate: `${id}-${account.toUpperCase()}`, registration: this.#draw("SP") };
    const life = { account, certification, exam, ids, lastAt: 0, isOver: false };
    this.#lives.push(life);
    return life;
  }

  /** After an incomplete sitting it is sat again, under the same ids. */
  #end(life: Life, now: number, takenAt: number, ends?: "pass"): Content {
    const { account, certification, exam, ids } = life;
    const outcome = ends ?? this.#random.weighted({ pass: 12, fail: 3, held: 2, incomplete: 4 }) ?? "fail";
    const root = this.#draw("SPR");
    const at = this.#moment(life, now);
    const isChain = this.#random.chance(0.5);
    const told = { code: -1, account, certification, exam, ...ids, root, isChain };
    this.#center.stories.push({ ...told, latest: root, corrections: 0, lastAt: at });
    life.isOver = outcome !== "incomplete";
    life.booked = undefined;
    return this.#about(life, { type: "result", at, resultId: root, exam, outcome, takenAt, ...ids });
  }

  #about({ certification, exam }: Life, fact: Content["fact"]): Content {
    const content = { id: this.#draw("self-paid-report"), provider: "pearson-vue", fact };
    const series = { code: seriesOf(certification, exam), isAlone: this.#random.chance(0.5) };
    return "exam" in fact ? { ...content, isSelfPaid: true, series } : content;
  }

  #moment(life: Life, now: number): number {
    life.lastAt = Math.max(life.lastAt + 1, now);
    return life.lastAt;
  }

  #draw(what: string): string {
    this.#drawn += 1;
    return `${what}-${this.#drawn}`;
  }
}
