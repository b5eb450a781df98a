import type { Model, Operation } from "./model.ts";
import type { Names } from "./names.ts";
import { totalOf } from "./order-money.ts";
import type { Random } from "./random.ts";
import { seriesOf } from "./series.ts";
import { type Coverage, day, forExamCodes, type Line, orderStatus } from "./state.ts";

/** Draws the arguments of an operation: mostly valid ones, sometimes not. */
export class Draws {
  readonly #random: Random;
  readonly #modelOf: () => Model;
  readonly #names: Names;
  readonly #accounts: readonly string[];
  #drawn = 0;

  constructor(random: Random, modelOf: () => Model, names: Names, accounts: readonly string[]) {
    this.#random = random;
    this.#modelOf = modelOf;
    this.#names = names;
    this.#accounts = accounts;
  }

  code(): number {
    const { codes } = this.#modelOf().state;
    const open = codes.flatMap(({ state }, at) => (state === "issued" ? [at] : []));
    return this.#random.chance(0.85) ? (this.#random.pick(open) ?? -1) : this.#random.int(-1, codes.length - 1);
  }

  coverage(): Coverage {
    const sold = [...this.#modelOf().state.certifications.keys()].filter((each) => each !== forExamCodes);
    const subject = this.#random.pick(sold) ?? "";
    return this.#random.chance(0.1) ? { levels: ["clouder"] } : { subject };
  }

  /** Mostly one line of codes, sometimes several, with training among them. */
  lines(): Line[] {
    const random = this.#random;
    const one = (): Line => {
      const coverage = this.coverage();
      const seat = "subject" in coverage && random.chance(0.4) ? { training: coverage.subject } : undefined;
      return { product: seat ?? coverage, quantity: random.int(1, 3) };
    };
    const first = { product: this.coverage(), quantity: random.int(1, 3) };
    return random.chance(0.5) ? [first] : Array.from({ length: random.int(1, 3) }, one);
  }

  granted(): Coverage {
    return this.#random.chance(0.5) ? { levels: ["clouder", "acp"] } : this.coverage();
  }

  registering(code: number): Extract<Operation, { does: "register" }> {
    const random = this.#random;
    const { codes, certifications } = this.#modelOf().state;
    const known = codes[code];
    const holder = known?.gift ?? known?.owner;
    const account = holder !== undefined && random.chance(0.85) ? holder : (random.pick(this.#accounts) ?? "");
    const covers = ([id, level]: [string, string]) => {
      const coverage = known?.coverage ?? { levels: [] };
      return "subject" in coverage ? coverage.subject === id : coverage.levels.includes(level);
    };
    const fits = [...certifications].filter(covers);
    const any = [...certifications.keys(), "acp-none"];
    const fitting = random.chance(0.9) ? random.pick(fits.map(([id]) => id)) : undefined;
    const certification = fitting ?? random.pick(any) ?? "acp-none";
    return { does: "register", key: this.name("key"), account, code, certification };
  }

  /** A look-up by the exam's role, or by its series code in any case. Sometimes by a foreign series code. */
  lookUp(): Extract<Operation, { does: "look-up" }> {
    const random = this.#random;
    const { registrations, examCodes } = this.#modelOf().state;
    const exam = random.pick(["written", "written", "lab", "online"]) ?? "";
    const named = (of: { readonly certification: string } | undefined, asked: string) => {
      const right = seriesOf(of?.certification ?? "acp-none", asked);
      const code = random.chance(0.8) ? right : seriesOf("acp-none", asked);
      return random.chance(0.3) ? { series: random.chance(0.3) ? code.toLowerCase() : code } : {};
    };
    if (random.chance(0.4)) {
      const examCode = random.int(-1, examCodes.length - 1);
      const code = examCodes[examCode];
      // A lab exam depends on passes of other codes, which the model does not follow.
      const asked = code?.exam === "lab" ? "online" : (code?.exam ?? exam);
      const provider = random.chance(0.9) ? "pearson-vue" : "prometric";
      return { does: "look-up", registration: -1, examCode, exam: asked, ...named(code, asked), provider };
    }
    const registration = random.int(Math.max(0, registrations.length - 12), registrations.length - 1);
    const provider = random.chance(0.9) ? "prometric" : "pearson-vue";
    const series = named(registrations[registration], exam);
    return { does: "look-up", registration, exam, ...series, provider };
  }

  /** Mostly of an order that awaits payment. The payment may be reported late, or after the order's end. */
  payment(now: number): Operation[] {
    const random = this.#random;
    const { orders } = this.#modelOf().state;
    const open = orders.flatMap((order, at) => (orderStatus(order, now) === "awaiting-payment" ? [at] : []));
    const order = random.chance(0.9) ? random.pick(open) : random.int(0, orders.length - 1);
    if (order === undefined || orders[order] === undefined) return [];
    const [message, id] = [this.name("message"), this.name("payment")];
    const at = now - (random.chance(0.3) ? random.int(0, day) : 0);
    const amount = totalOf(orders[order]) + (random.chance(0.05) ? 1 : 0);
    return [{ does: "pay", order, message, id, at, amount }];
  }

  certificate(does: "claim" | "revoke" | "reinstate", account: string, key: string): Operation[] {
    const random = this.#random;
    const bound = [...this.#names.certificates.keys()];
    const before = { claim: "claimable", reinstate: "revoked", revoke: undefined }[does];
    const fitting = bound.filter((at) => this.#modelOf().state.certificates[at]?.state === before);
    const certificate = random.pick(before !== undefined && random.chance(0.8) ? fitting : bound);
    if (certificate === undefined) return [];
    if (does !== "claim") return [{ does, key, certificate }];
    const holder = this.#modelOf().state.certificates[certificate]?.account ?? account;
    return [{ does, key, account: random.chance(0.9) ? holder : account, certificate }];
  }

  name(what: string): string {
    this.#drawn += 1;
    return `${what}-${this.#drawn}`;
  }
}
