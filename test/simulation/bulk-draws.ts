import type { Operation } from "./model.ts";
import type { PartnerDraws } from "./partner-draws.ts";
import { examCodeStatus, staffAccount } from "./partner-state.ts";
import type { Random } from "./random.ts";
import type { State } from "./state.ts";

export const bulkWeights = { "assign-all": 9, "approve-all": 3, "grant-coupons": 2, "bulk-race": 6 } as const;

export type BulkDraw = keyof typeof bulkWeights;

/** Draws bulk decisions, and conflicting operations at the same moment. */
export class BulkDraws {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #draws: PartnerDraws;
  readonly #draw: (what: string) => string;

  constructor(random: Random, stateOf: () => State, draws: PartnerDraws, draw: (what: string) => string) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#draws = draws;
    this.#draw = draw;
  }

  one(name: BulkDraw, now: number): Operation[] {
    const random = this.#random;
    const partner = this.#draws.partner();
    switch (name) {
      case "assign-all":
        return [this.#assigning(partner, now)];
      case "approve-all":
        return [this.#approving(partner)];
      case "grant-coupons": {
        const level = random.pick(["acp", "ace", "ace", "aca"]) ?? "";
        const quantity = random.int(1, 4);
        return [{ does: name, key: this.#draw("key"), account: staffAccount, partner, level, quantity }];
      }
      case "bulk-race":
        return random.chance(0.75) ? this.#assignments(partner, now) : this.#approvals(partner);
    }
  }

  /** Two managers assign the same codes, perhaps while one is assigned separately or a member leaves. */
  #assignments(partner: number, now: number): Operation[] {
    const random = this.#random;
    const first = this.#assigning(partner, now);
    const second = this.#assigning(
      partner,
      now,
      first.rows.map(({ examCode }) => examCode),
    );
    const [row] = random.shuffled(first.rows);
    const others: Operation[] =
      row === undefined ? [] : [this.#draws.assigning(row.examCode), this.#leaving(row.member)];
    return [first, second, ...random.shuffled(others).slice(0, random.int(0, 1))];
  }

  #leaving(member: string): Operation {
    return { does: "quit", key: this.#draw("key"), account: member };
  }

  /** An application is decided or withdrawn during a bulk approval. */
  #approvals(partner: number): Operation[] {
    const first = this.#approving(partner);
    const application = this.#random.pick(first.applications);
    if (application === undefined) return [first];
    const account = application.split("#")[1] ?? "";
    const withdrawal: Operation = { does: "withdraw", key: this.#draw("key"), account, application };
    return [first, this.#random.pick([withdrawal, this.#draws.deciding(application)]) ?? withdrawal];
  }

  #assigning(partner: number, now: number, wanted?: readonly number[]) {
    const random = this.#random;
    const { examCodes, members } = this.#stateOf();
    const free = [...examCodes.entries()].flatMap(([at, each]) =>
      each.partner === partner && examCodeStatus(each, now) === "available" ? [at] : [],
    );
    const own = [...members].flatMap(([account, each]) => (each.partner === partner ? [account] : []));
    const codes = random.shuffled(wanted ?? free).slice(0, 3);
    if (codes.length === 0 || random.chance(0.1)) codes.push(this.#draws.examCode(now, "available"));
    const people = random.shuffled(own);
    const rows = codes.map((examCode, at) => {
      const member = random.chance(0.9) ? people[at % Math.max(people.length, 1)] : undefined;
      return { examCode, member: member ?? this.#draws.person() };
    });
    const account = this.#draws.manager(partner);
    return { does: "assign-all", key: this.#draw("key"), account, partner, rows } as const;
  }

  #approving(partner: number) {
    const random = this.#random;
    const { applications, partners } = this.#stateOf();
    const pending = [...applications].flatMap(([name, each]) =>
      each.partner === partner && each.state === "pending" ? [name] : [],
    );
    const named = random.shuffled(pending).slice(0, 3);
    if (named.length === 0 || random.chance(0.1)) named.push(this.#draws.application());
    const main = partners[partner]?.main ?? "";
    const account = random.chance(0.85) ? main : this.#draws.manager(partner);
    return { does: "approve-all", key: this.#draw("key"), account, partner, applications: named } as const;
  }
}
