import type { Operation } from "./model.ts";
import { registering } from "./one-person.ts";
import { outcomeOf, pairOf, sittingTakenAt } from "./partner-state.ts";
import type { Post } from "./post.ts";
import type { Random } from "./random.ts";
import { whyNothing } from "./rules-of-one-certification.ts";
import type { SelfPaid } from "./self-paid.ts";
import {
  type Certificate,
  type Content,
  certificateStatus,
  examStatuses,
  registrationStatus,
  type State,
} from "./state.ts";

type Way = "beside-open" | "unseen" | "ended";
type Around = {
  readonly selfPaid: SelfPaid;
  readonly post: Post;
  /** Leads a registration's candidate to a pass. */
  readonly happen: (registration: number, now: number) => Content | undefined;
};

/** After so many steps a way is given up: others have changed what it needs. */
const mostSteps = 14;
const subjects = ["acp-cloud", "acp-data"] as const;

/**
 * One person's ways to the refusals of R8 that chance alone hardly ever reaches. Beside an open registration, a
 * certificate: no sitting is granted, and no binding waits. A pass that an earlier version did not see: it is not claimed. A
 * revoked certificate, and another one that has ended since: it is not reinstated.
 */
export class LongWays {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #accounts: readonly string[];
  readonly #around: Around;
  readonly #draw: (what: string) => string;
  #who = { account: "", certification: "" };
  #way: Way = "beside-open";
  #sittings: { readonly candidate: string; readonly registration: string }[] = [];
  #steps = mostSteps;
  #drawn = 0;
  #hasWaited = false;
  #isGranted = false;

  constructor(
    random: Random,
    stateOf: () => State,
    accounts: readonly string[],
    around: Around,
    draw: (what: string) => string,
  ) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#accounts = accounts;
    this.#around = around;
    this.#draw = draw;
  }

  /** The next step, or the time until the next step can be taken. */
  next(now: number): Operation[] | number {
    this.#steps += 1;
    if (!this.isUnderWay) this.#begin();
    const next = { "beside-open": this.#besideOpen, unseen: this.#unseen, ended: this.#ended }[this.#way];
    return next.call(this, now);
  }

  get isUnderWay(): boolean {
    return this.#steps < mostSteps;
  }

  #begin(): void {
    const ways = ["unseen", "ended", "beside-open"] as const;
    this.#way = ways[this.#drawn % ways.length] ?? "unseen";
    this.#drawn += 1;
    this.#steps = 0;
    this.#sittings = [];
    this.#isGranted = false;
    const account = this.#random.pick(this.#accounts) ?? "";
    this.#who = { account, certification: this.#random.pick(subjects) ?? subjects[0] };
  }

  #over(...last: Operation[]): Operation[] {
    this.#steps = mostSteps;
    return last;
  }

  #besideOpen(now: number): Operation[] {
    const { registrations } = this.#stateOf();
    const open = this.#own(registrations).find(([, each]) => registrationStatus(each, now) === "open");
    const held = this.#held(now);
    if (open === undefined) return held.length > 0 ? this.#revoke(held) : this.#register(now);
    if (held.length === 0) return this.#bound(now);
    if (this.#isGranted) return this.#over(this.#early());
    this.#isGranted = true;
    const [registration, of] = open;
    const exam = this.#random.pick(examStatuses(of, now))?.exam ?? "";
    return [{ does: "grant-sitting", key: this.#draw("key"), registration, exam }];
  }

  #unseen(now: number): Operation[] {
    const { registrations } = this.#stateOf();
    const held = this.#held(now);
    const [waiting] = held.filter(([, each]) => each.state === "claimable" && each.registration !== undefined);
    const key = this.#draw("key");
    if (waiting !== undefined) {
      const [certificate] = waiting;
      const { account } = this.#who;
      if (held.length > 1) return this.#over({ does: "claim", key, account, certificate });
      return this.#bound(now, certificate);
    }
    const [other] = held;
    if (other !== undefined) return this.#revoke([other]);
    const open = this.#own(registrations).find(([, each]) => registrationStatus(each, now) === "open");
    if (open === undefined) return this.#register(now);
    const content = this.#around.happen(open[0], now);
    return content === undefined ? [] : [this.#around.post.sendNow(content)];
  }

  #ended(now: number): Operation[] | number {
    const { certificates } = this.#stateOf();
    const own = this.#own(certificates);
    const [revoked] = own.filter(([, { state, hasFallen }]) => state === "revoked" && !hasFallen);
    const held = this.#held(now);
    if (revoked === undefined) return held.length === 0 ? this.#bound(now) : this.#revoke(held);
    const [certificate, { passedAt }] = revoked;
    const isLater = ([, { state, claimedAt = 0 }]: [number, Certificate]) =>
      state === "claimed" && claimedAt > passedAt;
    const later = own.find(isLater)?.[1];
    if (held.some(([, { state }]) => state === "claimable")) return this.#revoke(held);
    if (later === undefined) return this.#bound(now);
    const { validUntil = 0 } = later;
    if (now >= validUntil) return this.#over({ does: "reinstate", key: this.#draw("key"), certificate });
    // Much ends with it, so once is enough.
    if (this.#hasWaited) return this.#over();
    this.#hasWaited = true;
    return validUntil - now + this.#random.int(0, 1);
  }

  #own<T extends { readonly account: string; readonly certification: string }>(all: readonly T[]): [number, T][] {
    const { account, certification } = this.#who;
    return [...all.entries()].filter(([, each]) => each.account === account && each.certification === certification);
  }

  /** R8 counts them. */
  #held(now: number): [number, Certificate][] {
    const all = this.#own(this.#stateOf().certificates);
    return all.filter(([, each]) => /^(claimable|valid)$/.test(certificateStatus(each, now)));
  }

  #revoke([first]: readonly [number, Certificate][]): Operation[] {
    return first === undefined ? [] : [{ does: "revoke", key: this.#draw("key"), certificate: first[0] }];
  }

  /** Staff grant the code that is missing. */
  #register(now: number): Operation[] {
    return [registering(this.#stateOf(), this.#who, now, this.#draw("key"))];
  }

  /** A certificate by a self-paid sitting: its pass, then its binding. */
  #bound(now: number, unseen?: number): Operation[] {
    const { account, certification } = this.#who;
    const state = this.#stateOf();
    const sat = this.#sittings.find((each) => {
      const pair = pairOf(each.candidate, each.registration);
      const isFree = state.sittings.has(pair) && state.sittings.get(pair)?.account === undefined;
      const against = whyNothing(state, this.#who, [sittingTakenAt(state, pair)]);
      return isFree && outcomeOf(state, pair) === "pass" && against !== "sat-while-certified";
    });
    if (sat === undefined) {
      const { content, ids } = this.#around.selfPaid.passOf(this.#who, now);
      this.#sittings.push(ids);
      return [this.#around.post.sendNow(content)];
    }
    const { candidate, registration } = sat;
    const asked = { account, certification, candidate, registration, isNamed: true };
    return [{ does: "bind", key: this.#draw("key"), ...asked, ...(unseen !== undefined && { unseen }) }];
  }

  #early(): Operation {
    const ids = this.#around.selfPaid.expected(this.#who);
    return { does: "bind", key: this.#draw("key"), ...this.#who, ...ids, isNamed: true };
  }
}
