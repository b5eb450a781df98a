import type { Draws } from "./draws.ts";
import type { Operation } from "./model.ts";
import type { Post } from "./post.ts";
import type { Random } from "./random.ts";
import type { State } from "./state.ts";

type One = (name: "order" | "register" | "deliver" | "claim", now: number) => Operation[];

/** Draws concurrent operations of buyers and candidates. */
export class Races {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #draws: Draws;
  readonly #post: Post;
  readonly #one: One;
  readonly #accounts: readonly string[];

  constructor(
    random: Random,
    stateOf: () => State,
    { draws, post, one }: { readonly draws: Draws; readonly post: Post; readonly one: One },
    accounts: readonly string[],
  ) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#draws = draws;
    this.#post = post;
    this.#one = one;
    this.#accounts = accounts;
  }

  /** Operations of which only some can succeed, or that must not affect each other. */
  next(now: number): Operation[] {
    const random = this.#random;
    const kind = random.weighted({ deliveries: 4, code: 3, same: 2, certificate: 1, payment: 1, account: 2 });
    const code = this.#draws.code();
    const key = () => this.#draws.name("key");
    const [account = "", other = ""] = random.shuffled(this.#accounts);
    switch (kind) {
      case "code": {
        const first = this.#draws.registering(code);
        const third: Operation = random.chance(0.5)
          ? { does: "cancel-code", key: key(), code }
          : { does: "gift", key: key(), code, account, to: other };
        return [first, { ...first, key: key(), account: other }, third];
      }
      case "same": {
        const [one] = this.#one(random.pick(["order", "register", "deliver", "claim"] as const) ?? "order", now);
        return one === undefined ? [] : [one, one];
      }
      case "certificate": {
        const [one] = this.#draws.certificate("claim", account, key());
        if (one?.does !== "claim") return [];
        return [one, { ...one, key: key() }, { does: "revoke", key: key(), certificate: one.certificate }];
      }
      case "payment": {
        const [one] = this.#draws.payment(now);
        if (one?.does !== "pay") return [];
        const { account: buyer = "" } = this.#stateOf().orders[one.order] ?? {};
        const second: Operation = random.chance(0.5)
          ? { ...one, message: this.#draws.name("message") }
          : { does: "cancel-order", key: key(), account: buyer, order: one.order };
        return [one, second];
      }
      case "account": {
        const first = this.#draws.registering(code);
        return [first, { ...first, key: key(), code: this.#draws.code() }];
      }
      default:
        return this.#post.deliver(now, random.int(2, 4));
    }
  }
}
