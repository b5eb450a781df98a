import type { Fact } from "./facts.ts";
import { examCodeStatus, holdingOf } from "./partner-state.ts";
import type { Random } from "./random.ts";
import { type Content, day, examsOf, type State } from "./state.ts";

/** A true sitting of a person at the second centre. */
export type Story = {
  readonly code: number;
  readonly account: string;
  readonly certification: string;
  readonly exam: string;
  readonly candidate: string;
  readonly registration: string;
  readonly root: string;
  readonly isChain: boolean;
  latest: string;
  corrections: number;
  lastAt: number;
};

/** The true story of an exam code. */
type Life = {
  booked?: { readonly account: string; readonly number: string; readonly startsAt: number } | undefined;
  lastAt: number;
  isOver: boolean;
};

const mostCorrections = 4;

/** The second test centre: sittings with exam codes, and corrections. */
export class SecondCenter {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #accounts: readonly string[];
  readonly stories: Story[] = [];
  readonly #lives = new Map<number, Life>();
  #drawn = 0;

  constructor(random: Random, stateOf: () => State, accounts: readonly string[]) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#accounts = accounts;
  }

  #draw(what: string): string {
    this.#drawn += 1;
    return `${what}-${this.#drawn}`;
  }

  #content(provider: string, fact: Fact, examCode?: number): Content {
    return { id: this.#draw("paid-report"), provider, examCode, fact };
  }

  /** The next thing that happens there, if anything can. */
  happen(now: number): Content | undefined {
    return this.#correction(now) ?? this.#sitting(now);
  }

  /** The result of one code's sitting: of the one that is booked, or of one that never was. */
  sit(code: number, now: number, ends?: "pass"): Content | undefined {
    const random = this.#random;
    const found = this.#stateOf().examCodes[code];
    if (found === undefined || now >= found.expiresAt) return undefined;
    const { certification, exam, issuedAt } = found;
    const life = this.#life(code);
    const account = life.booked?.account ?? this.#whoComes(code);
    const root = this.#draw("PR");
    const registration = life.booked?.number ?? this.#draw("PV");
    const candidate = `CAND-${account.toUpperCase()}`;
    const isChain = random.chance(0.5);
    const told = { code, account, certification, exam, candidate, registration, root, isChain };
    const at = this.#moment(life, now);
    this.stories.push({ ...told, latest: root, corrections: 0, lastAt: at });
    // Some results come long after they were sat.
    const longAgo = random.weighted({ minute: 10, day: 8, month: 4 }) ?? "day";
    const takenAt = Math.max(issuedAt, now - random.int(0, { minute: 60_000, day, month: 40 * day }[longAgo]));
    const outcome = ends ?? random.weighted({ pass: 12, fail: 3, held: 2, incomplete: 2 }) ?? "fail";
    const sitting = { at, resultId: root, exam, outcome, takenAt, candidate, registration } as const;
    life.isOver = outcome !== "incomplete";
    life.booked = undefined;
    return this.#content("pearson-vue", { type: "result", ...sitting }, code);
  }

  #life(code: number): Life {
    const known = this.#lives.get(code) ?? { lastAt: 0, isOver: false };
    this.#lives.set(code, known);
    return known;
  }

  #moment(life: Life, now: number): number {
    life.lastAt = Math.max(life.lastAt + 1, now);
    return life.lastAt;
  }

  #whoComes(code: number): string {
    const found = this.#stateOf().examCodes[code];
    return (found && holdingOf(found)?.account) ?? this.#random.pick(this.#accounts) ?? "";
  }

  #sitting(now: number): Content | undefined {
    const { examCodes } = this.#stateOf();
    const open = [...examCodes.keys()].filter((at) => !this.#lives.get(at)?.isOver);
    const random = this.#random;
    const booked = open.filter((at) => this.#lives.get(at)?.booked !== undefined);
    const given = open.filter((at) => {
      const code = examCodes[at];
      return code !== undefined && examCodeStatus(code, now) === "assigned";
    });
    const wanted = random.chance(0.5) && booked.length > 0 ? booked : given;
    const code = random.pick(random.chance(0.85) ? wanted : open);
    if (code === undefined) return undefined;
    return random.chance(0.3) && !booked.includes(code) ? this.sit(code, now) : this.#booking(code, now);
  }

  /** A booking, or what comes of the one that stands: a move, its end, an absence, or its result. */
  #booking(code: number, now: number): Content | undefined {
    const random = this.#random;
    const found = this.#stateOf().examCodes[code];
    if (found === undefined || now >= found.expiresAt) return undefined;
    const { exam } = found;
    const life = this.#life(code);
    const { booked } = life;
    const startsAt = now + random.int(1, 10 * 24) * 3_600_000;
    const place = (account: string, number: string) => {
      const [at, candidate] = [this.#moment(life, now), `CAND-${account.toUpperCase()}`];
      const ids = random.chance(0.9) ? { candidate, registration: number } : {};
      return { at, number, exam, startsAt, ...ids };
    };
    if (booked === undefined) {
      const [account, number] = [this.#whoComes(code), this.#draw("PV")];
      life.booked = { account, number, startsAt };
      return this.#content("pearson-vue", { type: "booked", ...place(account, number) }, code);
    }
    const { account, number } = booked;
    if (now >= booked.startsAt && random.chance(0.7)) return this.sit(code, now);
    if (now >= booked.startsAt) {
      const excused = random.chance(0.5);
      life.booked = undefined;
      life.isOver = !excused;
      return this.#content("pearson-vue", { type: "no-show", at: this.#moment(life, now), number, excused });
    }
    const rival = random.pick(this.#accounts.filter((each) => each !== account));
    if (rival !== undefined && random.chance(0.2)) {
      return this.#content("pearson-vue", { type: "booked", ...place(rival, this.#draw("PV")) }, code);
    }
    if (random.chance(0.6)) {
      const moved = random.chance(0.3) ? number : this.#draw("PV");
      life.booked = { account, number: moved, startsAt };
      return this.#content("pearson-vue", { type: "rescheduled", ...place(account, moved), previous: number }, code);
    }
    life.booked = undefined;
    return this.#content("pearson-vue", { type: "cancelled", at: this.#moment(life, now), number });
  }

  #correction(now: number): Content | undefined {
    const random = this.#random;
    const story = random.pick(this.stories.slice(-8));
    return story === undefined || !random.chance(0.35) ? undefined : this.correct(story, now);
  }

  /** A correction of a sitting's result, which may be a correction itself; nothing once it was corrected often. */
  correct(story: Story, now: number, ends?: "pass" | "invalidated"): Content | undefined {
    if (story.corrections >= mostCorrections) return undefined;
    const random = this.#random;
    const isKnown = this.#stateOf().results.has(`pearson-vue#${story.root}`);
    // Corrections of one result itself may come in any order once that is there; a chain waits link by link.
    if (!isKnown && (!story.isChain || random.chance(0.6))) return undefined;
    const resultId = this.#draw("PR");
    const corrects = story.isChain ? story.latest : story.root;
    const outcomes = ["pass", "pass", "pass", "fail", "incomplete", "invalidated"] as const;
    const outcome = ends ?? random.pick(outcomes) ?? "fail";
    story.corrections += 1;
    story.latest = resultId;
    story.lastAt = this.#moment(this.#life(story.code), Math.max(story.lastAt + 1, now));
    return this.#content("pearson-vue", { type: "corrected", at: story.lastAt, resultId, corrects, outcome });
  }

  /** An impossible report, which the service must park or keep until it ends. */
  absurd(now: number): Content | undefined {
    const random = this.#random;
    const { examCodes, certifications, results } = this.#stateOf();
    const at = random.int(0, examCodes.length - 1);
    const code = examCodes[at];
    if (code === undefined) return undefined;
    const { exam, certification, expiresAt } = code;
    const [resultId, registration, candidate] = [this.#draw("PX"), this.#draw("PVX"), this.#draw("CAND")];
    const base = {
      ...({ type: "result", at: now, resultId, exam, outcome: "pass" } as const),
      takenAt: now,
      candidate,
      registration,
    };
    const other = (examsOf[certifications.get(certification) ?? ""] ?? []).find((each) => each !== exam) ?? "online";
    const made: [string, Fact, number?][] = [
      ["pearson-vue", base, -1],
      ["pearson-vue", { ...base, exam: other }, at],
      ["prometric", base, at],
      ["pearson-vue", { ...base, takenAt: expiresAt + random.int(0, 1) * day }, at],
      ["pearson-vue", { type: "corrected", at: now, resultId, corrects: `${resultId}x`, outcome: "pass" }],
    ];
    const known = random.pick(
      this.stories.filter(({ root, code: paid }) => paid >= 0 && results.has(`pearson-vue#${root}`)),
    );
    if (known !== undefined) {
      const { candidate: person, registration: sitting, root, code: used } = known;
      made.push(["pearson-vue", { ...base, candidate: person, registration: sitting }, at]);
      made.push(["pearson-vue", { ...base, resultId: root }, at], ["pearson-vue", base, used]);
    }
    const [provider, fact, examCode] = random.pick(made) ?? ["pearson-vue", base, -1];
    return this.#content(provider, fact, examCode);
  }
}
