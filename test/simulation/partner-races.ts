import type { Operation } from "./model.ts";
import type { PartnerDraws } from "./partner-draws.ts";
import { pairOf, staffAccount } from "./partner-state.ts";
import type { Post } from "./post.ts";
import type { Random } from "./random.ts";
import type { SecondCenter } from "./second-center.ts";
import type { State } from "./state.ts";

const rightAfter = 10 * 60_000;

/** Concurrent operations on partners. Only some can succeed, or they must agree on an order. */
export class PartnerRaces {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #draws: PartnerDraws;
  readonly #center: SecondCenter;
  readonly #post: Post;
  readonly #draw: (what: string) => string;

  constructor(
    random: Random,
    stateOf: () => State,
    draws: PartnerDraws,
    { center, post }: { readonly center: SecondCenter; readonly post: Post },
    draw: (what: string) => string,
  ) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#draws = draws;
    this.#center = center;
    this.#post = post;
    this.#draw = draw;
  }

  next(now: number): Operation[] {
    // Few claimable certificates belong to a person who may leave, so they are preferred.
    const claim = this.#claimableByWhoMayLeave().length > 0 ? 40 : 5;
    const kinds = { approvals: 3, quota: 3, code: 4, bind: 4, claim, fall: 2, acting: 2, same: 2 };
    switch (this.#random.weighted(kinds)) {
      case "approvals":
        return this.#approvals();
      case "quota":
        return this.#quota();
      case "code":
        return this.#code(now);
      case "bind":
        return this.#bind(now);
      case "claim":
        return this.#claim();
      case "fall":
        return this.#fall(now);
      case "acting":
        return this.#acting();
      default:
        return this.#same(now);
    }
  }

  /** R26: a result right after the end of its binding, mostly before the schedule runs. */
  tooLate(now: number): Operation[] {
    const ended = [...this.#stateOf().bindings.values()].filter(
      ({ state, until }) => state === "pending" && until <= now && now < until + rightAfter,
    );
    const pairs = new Set(ended.map(({ candidate, registration }) => pairOf(candidate, registration)));
    const result = this.#post.take(
      ({ fact }) => fact.type === "result" && pairs.has(pairOf(fact.candidate ?? "", fact.registration ?? "")),
    );
    return result === undefined ? [] : [result];
  }

  /** R21: two organizations approve one account at once. */
  #approvals(): Operation[] {
    const { applications, partners } = this.#stateOf();
    const pending = [...applications].filter(([, { state }]) => state === "pending");
    const of = (account: string) => pending.filter(([, each]) => each.account === account).map(([name]) => name);
    const most = pending.map(([, { account }]) => of(account)).sort((one, other) => other.length - one.length)[0] ?? [];
    const approvals = most.slice(0, 3).map((application): Operation => {
      const partner = Number(application.split("#")[0]);
      const account = partners[partner]?.main ?? staffAccount;
      return { does: "approve", key: this.#draw("key"), account, partner, application };
    });
    const [first] = approvals;
    if (first === undefined || !("application" in first)) return [];
    if (approvals.length > 1) return approvals;
    const withdrawal = { does: "withdraw", key: this.#draw("key"), application: first.application } as const;
    return [first, { ...withdrawal, account: first.application.split("#")[1] ?? "" }];
  }

  /** R23: more coupons than there are. */
  #quota(): Operation[] {
    const partner = this.#draws.partner();
    const first = this.#draws.benefit(partner, this.#random.int(2, 8));
    const again = () => ({ ...first, key: this.#draw("key") });
    return [first, again(), ...(this.#random.chance(0.5) ? [again()] : [])];
  }

  /** R25: a code is assigned, taken back, left and used at once. */
  #code(now: number): Operation[] {
    const random = this.#random;
    const { examCodes } = this.#stateOf();
    const isGiven = random.chance(0.7);
    const at = this.#draws.examCode(now, isGiven ? "assigned" : "available");
    const code = examCodes[at];
    if (code === undefined) return [];
    const holder = code.holdings.at(-1)?.account;
    const isSat = this.#center.stories.some((story) => story.code === at);
    const result = isSat ? undefined : this.#center.sit(at, now);
    const made: Operation[] = [
      this.#draws.returning(at),
      this.#draws.assigning(at),
      ...(holder === undefined ? [this.#draws.assigning(at)] : []),
      ...(holder === undefined ? [] : [this.#leaving(holder, code.partner)]),
      ...(result === undefined ? [] : [this.#post.sendNow(result)]),
    ];
    return random.shuffled(made).slice(0, 3);
  }

  #leaving(member: string, partner: number): Operation {
    if (this.#random.chance(0.5)) return { does: "quit", key: this.#draw("key"), account: member };
    return { does: "remove", account: this.#stateOf().partners[partner]?.main ?? staffAccount, partner, member };
  }

  /** R27: two accounts bind one sitting, perhaps while its result arrives or one of them leaves. */
  #bind(now: number): Operation[] {
    const random = this.#random;
    const [first] = this.#draws.one("bind", now);
    if (first?.does !== "bind") return [];
    const pair = pairOf(first.candidate, first.registration);
    const story = this.#center.stories.find(({ candidate, registration }) => pairOf(candidate, registration) === pair);
    const isOfAnother = random.chance(0.6);
    const second = { ...first, key: this.#draw("key"), account: isOfAnother ? this.#draws.person() : first.account };
    const result = this.#post.take(({ fact }) => fact.type === "result" && fact.resultId === story?.root);
    if (result !== undefined) return [first, second, result];
    const member = this.#stateOf().members.get(first.account);
    return member === undefined || member.role === "main" || random.chance(0.3)
      ? this.#post.deliver(now, 1).concat(first, second)
      : [first, this.#leaving(first.account, member.partner)];
  }

  /** R28: a certificate is claimed while its holder leaves or joins. */
  #claim(): Operation[] {
    const { members, applications } = this.#stateOf();
    const mayLeave = this.#claimableByWhoMayLeave();
    const [certificate, held] = this.#random.pick(mayLeave) ?? this.#random.pick(this.#claimable()) ?? [];
    if (certificate === undefined || held === undefined) return [];
    const { account } = held;
    const claim = { does: "claim", key: this.#draw("key"), account, certificate } as const;
    const member = members.get(account);
    if (member !== undefined) return [claim, this.#leaving(account, member.partner)];
    const [application] =
      [...applications].find(([, each]) => each.account === account && each.state === "pending") ?? [];
    return application === undefined ? [claim] : [claim, this.#draws.deciding(application)];
  }

  #claimable() {
    return [...this.#stateOf().certificates.entries()].filter(([, { state }]) => state === "claimable");
  }

  #claimableByWhoMayLeave() {
    const { members } = this.#stateOf();
    return this.#claimable().filter(([, { account }]) => /^(member|manager)$/.test(members.get(account)?.role ?? ""));
  }

  /** R29: a certificate that counts is revoked, while its pass falls. */
  #fall(now: number): Operation[] {
    const counted = [...this.#stateOf().certificates.entries()].filter(
      ([, { state, organization }]) => state === "claimed" && organization !== undefined,
    );
    const [certificate] = this.#random.pick(counted) ?? [];
    if (certificate === undefined) return [];
    const correction = this.#post.take(({ fact }) => fact.type === "corrected");
    const revocation = { does: "revoke", key: this.#draw("key"), certificate } as const;
    return [revocation, ...(correction === undefined ? this.#post.deliver(now, 1) : [correction])];
  }

  /** A manager acts while losing the role. */
  #acting(): Operation[] {
    const { members, partners } = this.#stateOf();
    const managers = [...members].filter(([, { role }]) => role === "manager");
    const [manager, { partner } = { partner: 0 }] = this.#random.pick(managers) ?? [];
    const main = partners[partner]?.main;
    if (manager === undefined || main === undefined) return [];
    const acts: Operation[] = [
      { does: "invite", key: this.#draw("key"), account: manager, partner },
      { ...this.#draws.benefit(partner, 1), account: manager },
    ];
    const ends: Operation[] = [
      { does: "role", account: main, partner, member: manager, role: "member" },
      { does: "remove", account: main, partner, member: manager },
    ];
    return [this.#random.pick(acts), this.#random.pick(ends)].filter((each) => each !== undefined);
  }

  /** R33: the same request twice at once. */
  #same(now: number): Operation[] {
    const kinds = ["apply", "decide", "quit", "benefit", "assign", "return", "bind"] as const;
    const [one] = this.#draws.one(this.#random.pick(kinds) ?? "bind", now);
    return one === undefined ? [] : [one, one];
  }
}
