import type { Fact } from "./facts.ts";
import type { Random } from "./random.ts";
import { type Content, day, examsOf, type Registration } from "./state.ts";

type Exam = {
  booked?: { number: string; startsAt: number } | undefined;
  /** The numbers that it had before, for one that comes back (R13). */
  earlier: string[];
  isOver: boolean;
  isPassed: boolean;
};
type Scored = {
  readonly exam: string;
  readonly root: string;
  readonly isChain: boolean;
  latest: string;
  corrections: number;
};
type Life = {
  readonly exams: Map<string, Exam>;
  readonly scored: Scored[];
  lastAt: number;
  told: number;
  /** The last event, unless another already shares its time. */
  last?: Fact | undefined;
};

/** More than these are no story any more; the service takes sixty. */
const mostHappenings = 40;
const hour = 3_600_000;

/**
 * The true story of each registration at the test centres. Each event has a time. `Post` decides when and how often the
 * service learns it.
 */
export class World {
  readonly #random: Random;
  readonly #prefix: string;
  readonly #lives = new Map<number, Life>();
  #drawn = 0;

  constructor(random: Random, prefix: string) {
    this.#random = random;
    this.#prefix = prefix;
  }

  /** A confirmation number, a result's or a report's id that nobody has. */
  draw(): string {
    this.#drawn += 1;
    return `${this.#prefix}${String(this.#drawn).padStart(5, "0")}`;
  }

  /** A moment at which nothing else has happened to this registration. */
  moment(at: number, now: number): number {
    const life = this.#life(at);
    life.lastAt = Math.max(life.lastAt + 1, now);
    return life.lastAt;
  }

  content(provider: string, registration: number | undefined, fact: Fact): Content {
    return { id: `report-${this.draw()}`, provider, registration, fact };
  }

  /**
   * The next thing that happens to a registration's candidate, if anything can. `isKnown`: whether a result arrived;
   * `only`: nothing but a correction, or what leads to a pass.
   */
  happen(
    at: number,
    of: Registration,
    now: number,
    isKnown: (resultId: string) => boolean,
    only?: "correction" | "pass",
  ): Content | undefined {
    const life = this.#life(at);
    if (life.told >= mostHappenings) return undefined;
    const chance = { correction: 1, pass: 0, any: 0.25 }[only ?? "any"];
    const corrected = this.#correction(life, at, now, isKnown, chance);
    const sat = () => (only === "pass" ? this.#towardsPass(life, at, of, now) : this.#sitting(life, at, of, now));
    const happened = corrected ?? (only === "correction" ? undefined : sat());
    if (happened === undefined) return undefined;
    const fact = this.#byItsClock(life, happened);
    life.told += 1;
    return this.content(of.level === "clouder" ? "academy" : "prometric", at, fact);
  }

  /** A centre's clock is no finer than a minute or so: what happened may bear the moment of what happened before it. */
  #byItsClock(life: Life, fact: Fact): Fact {
    const { last } = life;
    const mayShare = last !== undefined && last.type !== fact.type && this.#random.chance(0.3);
    // A number that comes back at the very moment of its end: nobody could tell which of the two was first.
    const missed = last?.type === "no-show" ? last.number : undefined;
    const ended = last?.type === "cancelled" ? (last.previous ?? last.number) : missed;
    const isNext = mayShare && !(fact.type === "booked" && fact.number === ended);
    life.last = isNext ? undefined : fact;
    return isNext ? { ...fact, at: last.at, isNext } : fact;
  }

  #life(at: number): Life {
    const known = this.#lives.get(at) ?? { exams: new Map(), scored: [], lastAt: 0, told: 0 };
    this.#lives.set(at, known);
    return known;
  }

  #correction(
    life: Life,
    registration: number,
    now: number,
    isKnown: (id: string) => boolean,
    chance: number,
  ): Fact | undefined {
    const scored = this.#random.pick(life.scored);
    if (scored === undefined || scored.corrections >= 4 || !this.#random.chance(chance)) return undefined;
    // Corrections of one result itself may come in any order once that is there; a chain waits link by link.
    if (!scored.isChain && !isKnown(scored.root)) return undefined;
    const corrects = scored.isChain ? scored.latest : scored.root;
    const outcome = this.#random.pick(["pass", "pass", "fail", "incomplete", "invalidated"] as const) ?? "fail";
    const resultId = `R${this.draw()}`;
    scored.corrections += 1;
    scored.latest = resultId;
    const exam = life.exams.get(scored.exam);
    if (exam !== undefined) exam.isPassed = outcome === "pass";
    return { type: "corrected", at: this.moment(registration, now), resultId, corrects, outcome };
  }

  #sitting(life: Life, at: number, { level, expiresAt }: Registration, now: number): Fact | undefined {
    const random = this.#random;
    const name = random.pick(examsOf[level] ?? []);
    if (name === undefined) return undefined;
    const exam = life.exams.get(name) ?? { earlier: [], isOver: false, isPassed: false };
    life.exams.set(name, exam);
    const { booked } = exam;
    if (exam.isOver || (name === "lab" && !life.exams.get("written")?.isPassed)) return undefined;
    if (level === "clouder") return now < expiresAt ? this.#end(life, exam, at, name, now, now) : undefined;

    const startsAt = now + random.int(1, 10 * 24) * hour;
    if (booked !== undefined && now >= booked.startsAt) {
      if (random.chance(0.75)) return this.#end(life, exam, at, name, booked.startsAt, now);
      const excused = random.chance(0.5);
      exam.booked = undefined;
      exam.isOver = !excused;
      return { type: "no-show", at: this.moment(at, now), number: booked.number, excused };
    }
    if (startsAt >= expiresAt || now >= expiresAt) return undefined;
    const fresh = `885${this.draw()}`;
    const number = (random.chance(0.25) ? random.pick(exam.earlier) : undefined) ?? fresh;
    exam.earlier = [...exam.earlier.slice(-3), ...(booked === undefined ? [] : [booked.number])];
    const moment = this.moment(at, now);
    if (booked === undefined) {
      exam.booked = { number, startsAt };
      return { type: "booked", at: moment, number, exam: name, startsAt };
    }
    if (random.chance(0.5)) {
      const moved = random.chance(0.2) ? booked.number : number;
      exam.booked = { number: moved, startsAt };
      return { type: "rescheduled", at: moment, number: moved, previous: booked.number, exam: name, startsAt };
    }
    exam.booked = undefined;
    if (random.chance(0.3)) return { type: "cancelled", at: moment, number: fresh, previous: booked.number };
    return { type: "cancelled", at: moment, number: booked.number };
  }

  /** The only exam of a registration is booked for soon, and passed. */
  #towardsPass(life: Life, at: number, { expiresAt }: Registration, now: number): Fact | undefined {
    const name = "written";
    const exam = life.exams.get(name) ?? { earlier: [], isOver: false, isPassed: false };
    life.exams.set(name, exam);
    const { booked } = exam;
    const startsAt = now + this.#random.int(1, hour);
    if (exam.isOver || (booked !== undefined && now < booked.startsAt)) return undefined;
    if (booked !== undefined) return this.#end(life, exam, at, name, booked.startsAt, now, "pass");
    if (startsAt >= expiresAt) return undefined;
    exam.booked = { number: `885${this.draw()}`, startsAt };
    return { type: "booked", at: this.moment(at, now), number: exam.booked.number, exam: name, startsAt };
  }

  #end(life: Life, exam: Exam, at: number, name: string, takenAt: number, now: number, ends?: "pass"): Fact {
    const outcome = ends ?? this.#random.weighted({ pass: 12, fail: 6, held: 2, incomplete: 2 }) ?? "fail";
    const resultId = `R${this.draw()}`;
    const number = exam.booked?.number;
    Object.assign(exam, { isOver: outcome !== "incomplete", isPassed: outcome === "pass", booked: undefined });
    const isChain = this.#random.chance(0.5);
    life.scored.push({ exam: name, root: resultId, isChain, latest: resultId, corrections: 0 });
    const fact = { type: "result", at: this.moment(at, now), resultId, exam: name, outcome, takenAt } as const;
    return number === undefined ? fact : { ...fact, number };
  }

  /** Something that cannot be: a report that the service must park, or keep until its time is over. */
  absurd(at: number, of: Registration, seen: Seen, now: number): Content {
    const random = this.#random;
    const moment = this.moment(at, now);
    const number = `885${this.draw()}`;
    const fresh = `R${number}`;
    const booking = { type: "booked", at: moment, number, exam: "written", startsAt: now + day } as const;
    const result = { type: "result", at: moment, exam: "written", outcome: "pass", takenAt: now } as const;
    const own = random.pick(seen.bookings);
    const missed = { type: "no-show", at: moment, number: own?.number ?? number, excused: false } as const;
    const made: [string, number | undefined, Fact][] = [
      ["prometric", undefined, booking],
      ["pearson-vue", undefined, missed],
      ["prometric", undefined, { type: "cancelled", at: moment, number }],
      ["academy", undefined, { ...result, exam: "online", resultId: fresh }],
      [
        "prometric",
        undefined,
        { type: "corrected", at: moment, resultId: fresh, corrects: `${fresh}x`, outcome: "pass" },
      ],
    ];
    if (of.level !== "clouder") {
      made.push(["prometric", at, { ...booking, startsAt: of.expiresAt + random.int(0, 1) * hour }]);
      made.push(["pearson-vue", at, booking], ["prometric", at, { ...booking, exam: "online" }]);
      const foreign = random.pick(seen.foreignNumbers);
      if (foreign !== undefined) made.push(["prometric", at, { ...booking, number: foreign }]);
    }
    if (own !== undefined) {
      const exam = own.exam === "written" ? "lab" : "written";
      made.push(["prometric", undefined, { ...result, resultId: fresh, exam, number: own.number }]);
    }
    const ended = random.pick(seen.ended);
    if (ended !== undefined) {
      made.push(["prometric", undefined, { ...result, ...ended, resultId: fresh }]);
      made.push(["prometric", undefined, { ...result, ...ended }]);
    }
    const [by, registration, fact] = random.pick(made) ?? ["prometric", undefined, booking];
    return this.content(by, registration, fact);
  }
}

/** The service's knowledge of a registration, for contradictory reports. */
export type Seen = {
  readonly bookings: readonly { readonly number: string; readonly exam: string }[];
  readonly foreignNumbers: readonly string[];
  /** Sittings that have their result. */
  readonly ended: readonly { readonly number: string; readonly exam: string; readonly resultId: string }[];
};
