import type { Random } from "./random.ts";
import type { State } from "./state.ts";

/** Instants at which a partner's thing ends, because rules change there. */
export class Ends {
  readonly #random: Random;
  readonly #stateOf: () => State;

  constructor(random: Random, stateOf: () => State) {
    this.#random = random;
    this.#stateOf = stateOf;
  }

  /** Time until a future end, or just before or after it. */
  next(now: number): number | undefined {
    const { bindings, invitations, examCodes, certificates } = this.#stateOf();
    const ends = {
      bindings: [...bindings.values()].filter(({ state }) => state === "pending").map(({ until }) => until),
      invitations: invitations.map(({ expiresAt }) => expiresAt),
      examCodes: examCodes.map(({ expiresAt }) => expiresAt),
      certificates: certificates.flatMap(({ validUntil, organization }) =>
        validUntil === undefined || organization === undefined ? [] : [validUntil],
      ),
    };
    const kind = this.#random.weighted({ bindings: 10, invitations: 4, examCodes: 1.2, certificates: 1 }) ?? "bindings";
    const ahead = ends[kind].filter((end) => end > now + 1).sort((one, other) => one - other);
    const end = this.#random.pick(ahead.slice(0, 4));
    return end === undefined ? undefined : end - now + this.#random.int(-1, 1);
  }
}
