import type { Operation } from "./model.ts";
import { examCodeStatus, holdingOf, outcomeOf, pairOf } from "./partner-state.ts";
import type { Post } from "./post.ts";
import type { Random } from "./random.ts";
import type { SecondCenter } from "./second-center.ts";
import type { SelfPaid } from "./self-paid.ts";
import type { StaffDraws } from "./staff-draws.ts";
import { type Content, certificateStatus, registrationStatus, type State } from "./state.ts";

/** Steps before it is another person's turn. */
const mostSteps = 30;
/** Many draws are not possible now. */
const mostTries = 4;
const subjects = ["acp-cloud", "acp-data"] as const;

type Around = {
  readonly center: SecondCenter;
  readonly selfPaid: SelfPaid;
  readonly post: Post;
  readonly staff: StaffDraws;
  /** What leads a registration's candidate to a pass, or a correction of what has happened. */
  readonly happen: (registration: number, now: number, only: "correction" | "pass") => Content | undefined;
};

/** A registration, or the grant of the code that it lacks. */
export function registering(
  { codes }: State,
  { account, certification }: { readonly account: string; readonly certification: string },
  now: number,
  key: string,
): Operation {
  const code = codes.findLastIndex(
    ({ state, owner, gift, coverage, expiresAt }) =>
      state === "issued" &&
      now < expiresAt &&
      (gift ?? owner ?? account) === account &&
      "subject" in coverage &&
      coverage.subject === certification,
  );
  if (code === -1) return { does: "grant", key, coverage: { subject: certification }, quantity: 1 };
  return { does: "register", key, account, code, certification };
}

/**
 * A person who goes several ways to one certification at once: a registration, exam codes and self-paid sittings.
 * Chance alone seldom reaches the decisions of R8.
 */
export class OnePerson {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #around: Around;
  readonly #draw: (what: string) => string;
  #who = { account: "", certification: "" };
  #steps = mostSteps;

  constructor(random: Random, stateOf: () => State, around: Around, draw: (what: string) => string) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#around = around;
    this.#draw = draw;
  }

  next(now: number): Operation[] {
    this.#steps += 1;
    if (this.#steps > mostSteps) {
      const account = this.#random.pick([...this.#stateOf().members.keys()]);
      if (account === undefined) return [];
      this.#who = { account, certification: this.#random.pick(subjects) ?? "acp-cloud" };
      this.#steps = 0;
    }
    for (let tries = 0; tries < mostTries; tries += 1) {
      const next = this.#one(now);
      if (next.length > 0) return next;
    }
    return [];
  }

  #one(now: number): Operation[] {
    const weights = {
      register: 5,
      sit: 14,
      examCode: 6,
      selfPaid: 4,
      bind: 8,
      claim: 4,
      correct: 7,
      ask: 3,
      revoke: 1,
      reinstate: 4,
      close: 1.5,
      grant: 3,
      accept: 6,
    };
    switch (this.#random.weighted(weights)) {
      case "register":
        return this.#register(now);
      case "sit":
        return this.#sit(now);
      case "examCode":
        return this.#examCode(now);
      case "selfPaid":
        return [this.#around.post.sendNow(this.#around.selfPaid.pass(this.#who, now))];
      case "bind":
        return this.#bind();
      case "claim":
      case "revoke":
        return this.#certificate(now);
      case "reinstate":
        return this.#reinstate();
      case "correct":
        return this.#correct(now);
      case "close":
        return this.#around.staff.one("close-registration", now, this.#who);
      case "grant":
        return this.#around.staff.one("grant-sitting", now, this.#who);
      case "accept":
        return this.#around.staff.one("accept-report", now, this.#who);
      default:
        return this.#ask(now);
    }
  }

  #isOwn(each: { readonly account?: string; readonly certification: string }): boolean {
    return each.account === this.#who.account && each.certification === this.#who.certification;
  }

  #registrations(): number[] {
    return [...this.#stateOf().registrations.entries()].flatMap(([at, each]) => (this.#isOwn(each) ? [at] : []));
  }

  /** A registration beside the other ways. Staff grant its code. */
  #register(now: number): Operation[] {
    return [registering(this.#stateOf(), this.#who, now, this.#draw("key"))];
  }

  /** The registration's next report. It may arrive at once, or much later. */
  #sit(now: number): Operation[] {
    const { registrations } = this.#stateOf();
    const own = this.#registrations();
    const open = own.filter((at) => {
      const registration = registrations[at];
      return registration !== undefined && registrationStatus(registration, now) === "open";
    });
    const at = this.#random.pick(open) ?? this.#random.pick(own);
    const content = at === undefined ? undefined : this.#around.happen(at, now, "pass");
    if (content === undefined) return [];
    return this.#random.chance(0.7)
      ? [this.#around.post.sendNow(content)]
      : this.#around.post.send(content, now, false);
  }

  /** A coupon, its assignment, and a pass. */
  #examCode(now: number): Operation[] {
    const { examCodes, members, partners } = this.#stateOf();
    const { account, certification } = this.#who;
    const { partner } = members.get(account) ?? {};
    if (partner === undefined) return [];
    const manager = { key: this.#draw("key"), account: partners[partner]?.main ?? "" };
    const fitting = [...examCodes.entries()].filter(
      ([, each]) => each.partner === partner && each.certification === certification,
    );
    const [own] = fitting.filter(
      ([, each]) => examCodeStatus(each, now) === "assigned" && holdingOf(each)?.account === account,
    );
    const [free] = fitting.filter(([, each]) => examCodeStatus(each, now) === "available");
    if (own !== undefined && this.#random.chance(0.8)) {
      const [at] = own;
      const isTold = this.#around.center.stories.some(({ code }) => code === at);
      const result = isTold ? undefined : this.#around.center.sit(at, now, "pass");
      return result === undefined ? [] : [this.#around.post.sendNow(result)];
    }
    if (free !== undefined) return [{ does: "assign", ...manager, examCode: free[0], member: account }];
    return [{ does: "benefit", ...manager, partner, certification, exam: "written", quantity: 1 }];
  }

  #stories() {
    return this.#around.center.stories.filter((each) => this.#isOwn(each));
  }

  /** Mostly by the person who sat. Sometimes another account tries the same candidate id. */
  #bind(): Operation[] {
    const { members, sittings } = this.#stateOf();
    const free = this.#stories().filter(({ candidate, registration }) => {
      const sitting = sittings.get(pairOf(candidate, registration));
      return sitting !== undefined && sitting.account === undefined;
    });
    const story = this.#random.pick(free);
    if (story === undefined) return [];
    const { candidate, registration, certification } = story;
    const other = this.#random.chance(0.2) ? this.#random.pick([...members.keys()]) : undefined;
    const account = other ?? story.account;
    return [{ does: "bind", key: this.#draw("key"), account, certification, candidate, registration, isNamed: true }];
  }

  /** Mostly claims a certificate. Sometimes staff revoke one, even an expired one. */
  #certificate(now: number): Operation[] {
    const own = [...this.#stateOf().certificates.entries()].filter(([, each]) => this.#isOwn(each));
    const [claimable] = own.filter(([, { state }]) => state === "claimable").map(([at]) => at);
    const key = this.#draw("key");
    if (claimable !== undefined && this.#random.chance(0.85)) {
      return [{ does: "claim", key, account: this.#who.account, certificate: claimable }];
    }
    const [certificate] = this.#random.pick(own.filter(([, { state }]) => state === "claimed")) ?? [];
    if (certificate === undefined || this.#random.chance(0.5)) return this.#ask(now);
    return [{ does: "revoke", key, certificate }];
  }

  /** Staff reinstate a certificate, even after another was earned. */
  #reinstate(): Operation[] {
    const own = [...this.#stateOf().certificates.entries()].filter(([, each]) => this.#isOwn(each));
    const [certificate] = this.#random.pick(own.filter(([, { state }]) => state === "revoked")) ?? [];
    return certificate === undefined ? [] : [{ does: "reinstate", key: this.#draw("key"), certificate }];
  }

  /** Corrects either way, so that one pass is lost or won while the other stands. */
  #correct(now: number): Operation[] {
    const { sittings } = this.#stateOf();
    const bound = this.#stories().filter(({ candidate, registration }) => {
      return sittings.get(pairOf(candidate, registration))?.account === this.#who.account;
    });
    const lost = bound.filter(({ candidate, registration }) => {
      return outcomeOf(this.#stateOf(), pairOf(candidate, registration)) !== "pass";
    });
    // A lost pass returns beside a newer one, or a won pass is lost.
    const isDirected = this.#random.chance(0.6);
    const directed = lost.length > 0 && this.#isCertified(now) ? lost : bound;
    const story = this.#random.chance(0.6) ? this.#random.pick(isDirected ? directed : bound) : undefined;
    const at = this.#random.pick(this.#registrations());
    const ofRegistration =
      story === undefined && at !== undefined ? this.#around.happen(at, now, "correction") : undefined;
    const ends = story !== undefined && lost.includes(story) ? "pass" : "invalidated";
    const content =
      story === undefined ? ofRegistration : this.#around.center.correct(story, now, isDirected ? ends : undefined);
    return content === undefined ? [] : [this.#around.post.sendNow(content)];
  }

  #isCertified(now: number): boolean {
    const own = this.#stateOf().certificates.filter((each) => this.#isOwn(each));
    return own.some((each) => /^(claimable|valid)$/.test(certificateStatus(each, now)));
  }

  /** A centre asks whether one of the person's codes may book. */
  #ask(now: number): Operation[] {
    const { examCodes } = this.#stateOf();
    const registration = this.#random.pick(this.#registrations().slice(-2));
    const examCode = this.#random.pick(
      [...examCodes.entries()].flatMap(([at, each]) => {
        const isOwn = holdingOf(each)?.account === this.#who.account && examCodeStatus(each, now) === "assigned";
        return isOwn && each.certification === this.#who.certification ? [at] : [];
      }),
    );
    if (examCode !== undefined && (registration === undefined || this.#random.chance(0.5))) {
      return [{ does: "look-up", registration: -1, examCode, exam: "written", provider: "pearson-vue" }];
    }
    return registration === undefined
      ? []
      : [{ does: "look-up", registration, exam: "written", provider: "prometric" }];
  }
}
