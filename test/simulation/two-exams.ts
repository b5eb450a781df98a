import type { Operation } from "./model.ts";
import { examCodeStatus, pairOf } from "./partner-state.ts";
import type { Post } from "./post.ts";
import type { Random } from "./random.ts";
import type { SecondCenter } from "./second-center.ts";
import { examsOf, forExamCodes, type State } from "./state.ts";

/** After so many steps a way that leads nowhere is given up: the quota is used, the certification withdrawn, the member gone. */
const mostSteps = 24;

/**
 * One member's way to a certificate of two exams at the second centre: a coupon for each, a pass, a binding; and then
 * corrections, which take the certificate away and give it back. Chance alone hardly ever goes so far.
 */
export class TwoExams {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #center: SecondCenter;
  readonly #post: Post;
  readonly #draw: (what: string) => string;
  #member: { readonly account: string; readonly partner: number } | undefined;
  #steps = 0;

  constructor(
    random: Random,
    stateOf: () => State,
    { center, post }: { readonly center: SecondCenter; readonly post: Post },
    draw: (what: string) => string,
  ) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#center = center;
    this.#post = post;
    this.#draw = draw;
  }

  /** The next step of the way, if it can go on now. */
  next(now: number): Operation[] {
    const { certifications, members } = this.#stateOf();
    const [certification, level] = [...certifications].find(([id]) => id === forExamCodes) ?? ["", ""];
    this.#steps += 1;
    if (this.#member === undefined || this.#steps > mostSteps) {
      const [account, member] = this.#random.pick([...members]) ?? [];
      if (account === undefined || member === undefined) return [];
      this.#member = { account, partner: member.partner };
      this.#steps = 0;
    }
    const { account, partner } = this.#member;
    const exams = examsOf[level] ?? [];
    const open = exams.map((exam) => this.#towards({ account, partner, certification, exam }, now));
    return open.find((each) => each.length > 0) ?? this.#corrected(account, certification, now);
  }

  /** Missing steps to a bound pass of one exam. */
  #towards(
    wanted: {
      readonly account: string;
      readonly partner: number;
      readonly certification: string;
      readonly exam: string;
    },
    now: number,
  ): Operation[] {
    const { account, partner, certification, exam } = wanted;
    const { examCodes, partners, sittings } = this.#stateOf();
    const manager = { key: this.#draw("key"), account: partners[partner]?.main ?? "" };
    const fitting = [...examCodes.entries()].filter(
      ([, each]) =>
        each.partner === partner && each.certification === certification && each.exam === exam && !each.isCancelled,
    );
    const [own] = fitting.filter(([, { holdings }]) => holdings.at(-1)?.account === account).map(([at]) => at);
    const [free] = fitting.filter(([, each]) => examCodeStatus(each, now) === "available").map(([at]) => at);
    if (own === undefined && free === undefined) {
      return [{ does: "benefit", ...manager, partner, certification, exam, quantity: 1 }];
    }
    if (own === undefined) return [{ does: "assign", ...manager, examCode: free ?? 0, member: account }];
    const story = this.#center.stories.find(({ code }) => code === own);
    if (story === undefined) {
      const result = this.#center.sit(own, now, "pass");
      return result === undefined ? [] : [this.#post.sendNow(result)];
    }
    const { candidate, registration } = story;
    const sitting = sittings.get(pairOf(candidate, registration));
    if (sitting === undefined || sitting.account !== undefined) return [];
    return [{ does: "bind", key: this.#draw("key"), account, certification, candidate, registration, isNamed: true }];
  }

  #corrected(account: string, certification: string, now: number): Operation[] {
    const { sittings } = this.#stateOf();
    const bound = this.#center.stories.filter(({ candidate, registration }) => {
      const sitting = sittings.get(pairOf(candidate, registration));
      return sitting?.account === account && sitting.certification === certification;
    });
    const story = this.#random.pick(bound);
    const correction = story && this.#center.correct(story, now);
    return correction === undefined ? [] : [this.#post.sendNow(correction)];
  }
}
