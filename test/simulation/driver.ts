import { BulkDraws, bulkWeights } from "./bulk-draws.ts";
import { Draws } from "./draws.ts";
import { Ends } from "./ends.ts";
import { LongWays } from "./long-ways.ts";
import type { Model, Operation } from "./model.ts";
import type { Names } from "./names.ts";
import { OnePerson } from "./one-person.ts";
import { PartnerDraws, partnerWeights } from "./partner-draws.ts";
import { PartnerRaces } from "./partner-races.ts";
import { Post } from "./post.ts";
import { Races } from "./races.ts";
import type { Random } from "./random.ts";
import { SalesDraws, salesWeights } from "./sales-draws.ts";
import { SecondCenter } from "./second-center.ts";
import { SelfPaid } from "./self-paid.ts";
import { withSeries } from "./series.ts";
import { StaffDraws, staffWeights } from "./staff-draws.ts";
import { type Content, day, reportStatus, unfolded } from "./state.ts";
import { TwoExams } from "./two-exams.ts";
import { World } from "./world.ts";

/** The next step: concurrent operations, passing time, or a run of the schedule. */
export type Step =
  | {
      readonly kind: "operations";
      readonly operations: readonly Operation[];
      /** The first operation is held before its write until the others are answered. */
      readonly isOvertaken?: boolean;
    }
  | { readonly kind: "schedule" }
  | { readonly kind: "advance"; readonly by: number };

const hour = 3_600_000;
const weights = {
  order: 10,
  pay: 13,
  grant: 2,
  gift: 3,
  cancel: 1,
  "cancel-order": 2,
  publish: 2,
  "look-up": 6,
  register: 20,
  claim: 10,
  revoke: 2,
  reinstate: 2,
  happen: 48,
  deliver: 40,
  absurd: 4,
  release: 3,
  close: 1,
  repeat: 4,
  reuse: 1,
  race: 9,
  advance: 9,
  "advance-to-end": 3,
  schedule: 10,
  sit: 14,
  "absurd-sitting": 2,
  "self-paid": 7,
  "absurd-self-paid": 1,
  "partner-race": 14,
  "two-exams": 6,
  "one-person": 115,
  "long-way": 20,
  ...partnerWeights,
  ...salesWeights,
  ...bulkWeights,
  ...staffWeights,
} as const;

/** Draws the next act of candidates, staff, test centres and time. It depends only on the seed and the model. */
export class Driver {
  readonly #random: Random;
  readonly #modelOf: () => Model;
  readonly #names: Names;
  readonly #accounts: readonly string[];
  readonly #world: World;
  readonly #post: Post;
  readonly #draws: Draws;
  readonly #center: SecondCenter;
  readonly #partnerDraws: PartnerDraws;
  readonly #partnerRaces: PartnerRaces;
  readonly #twoExams: TwoExams;
  readonly #onePerson: OnePerson;
  readonly #longWays: LongWays;
  readonly #ends: Ends;
  readonly #races: Races;
  readonly #selfPaid: SelfPaid;
  readonly #sales: SalesDraws;
  readonly #bulk: BulkDraws;
  readonly #staff: StaffDraws;
  readonly #sent: Operation[] = [];

  constructor(
    random: Random,
    model: () => Model,
    names: Names,
    { people, candidates, mains }: { readonly [who in "people" | "candidates" | "mains"]: readonly string[] },
  ) {
    this.#random = random;
    this.#modelOf = model;
    this.#names = names;
    this.#accounts = candidates;
    this.#draws = new Draws(random, model, names, candidates);
    this.#post = new Post(random);
    this.#world = new World(random, String(random.int(1_000, 9_999)));
    const stateOf = () => model().state;
    const draw = (what: string) => this.#draws.name(what);
    const center = new SecondCenter(random, stateOf, people);
    this.#center = center;
    this.#partnerDraws = new PartnerDraws(random, stateOf, center, { people, mains }, draw);
    this.#partnerRaces = new PartnerRaces(random, stateOf, this.#partnerDraws, { center, post: this.#post }, draw);
    this.#twoExams = new TwoExams(random, stateOf, { center, post: this.#post }, draw);
    this.#ends = new Ends(random, stateOf);
    this.#selfPaid = new SelfPaid(random, stateOf, people, center);
    this.#bulk = new BulkDraws(random, stateOf, this.#partnerDraws, draw);
    this.#sales = new SalesDraws(random, stateOf, this.#draws);
    const happen = (at: number, now: number, only: "correction" | "pass") => this.#happening(at, now, only);
    this.#staff = new StaffDraws(random, stateOf, draw);
    const around = { center, staff: this.#staff, selfPaid: this.#selfPaid, post: this.#post, happen };
    this.#onePerson = new OnePerson(random, stateOf, around, draw);
    const towardsPass = (at: number, now: number) => happen(at, now, "pass");
    this.#longWays = new LongWays(random, stateOf, people, { ...around, happen: towardsPass }, draw);
    const one = (name: "order" | "register" | "deliver" | "claim", now: number) => this.#one(name, now);
    this.#races = new Races(random, stateOf, { draws: this.#draws, post: this.#post, one }, candidates);
  }

  get #model(): Model {
    return this.#modelOf();
  }

  next(now: number): Step {
    const first = this.#partnerDraws.first();
    if (first.length > 0) return { kind: "operations", operations: first };
    const late = this.#partnerRaces.tooLate(now);
    if (late.length > 0) return { kind: "operations", operations: late };
    const isOn = this.#longWays.isUnderWay && this.#random.chance(0.2);
    const name = isOn ? "long-way" : (this.#random.weighted(weights) ?? "advance");
    if (name === "schedule") return { kind: "schedule" };
    const end = name === "advance-to-end" ? this.#ends.next(now) : undefined;
    if (end !== undefined) return { kind: "advance", by: end };
    const found = name === "long-way" ? this.#longWays.next(now) : [];
    if (typeof found === "number") return { kind: "advance", by: found };
    const operations = name === "long-way" ? found : name === "race" ? this.#races.next(now) : this.#one(name, now);
    if (operations.length === 0) return { kind: "advance", by: this.#pause() };
    this.#sent.push(...operations);
    const isOvertaken = name === "partner-race" && operations.length > 1 && this.#random.chance(0.5);
    return { kind: "operations", operations, isOvertaken };
  }

  /** Operations that are still on their way at the end. */
  rest(): Operation[] {
    return [...this.#sales.rest(), ...this.#post.rest()];
  }

  #pause(): number {
    const random = this.#random;
    const span = random.weighted({ minutes: 3, hours: 5, days: 5, months: 1 }) ?? "hours";
    const longest = { minutes: hour, hours: day, days: 6 * day, months: 150 * day }[span];
    return random.int(1, longest);
  }

  #one(name: Exclude<keyof typeof weights, "long-way" | "race" | "schedule">, now: number): Operation[] {
    const random = this.#random;
    const { state } = this.#model;
    const account = random.pick(this.#accounts) ?? "";
    const key = this.#draws.name("key");
    switch (name) {
      case "order":
        return [{ does: "order", key, account, lines: this.#draws.lines() }];
      case "pay":
        return this.#draws.payment(now);
      case "grant":
        return [{ does: "grant", key, coverage: this.#draws.granted(), quantity: random.int(1, 2) }];
      case "gift": {
        const code = this.#draws.code();
        const owner = state.codes[code]?.owner;
        const by = owner !== undefined && random.chance(0.8) ? owner : account;
        return [{ does: "gift", key, account: by, code, to: random.pick(this.#accounts) ?? "" }];
      }
      case "cancel":
        return [{ does: "cancel-code", key, code: this.#draws.code() }];
      case "cancel-order": {
        const order = random.int(Math.max(0, state.orders.length - 8), state.orders.length - 1);
        const buyer = random.chance(0.9) ? state.orders[order]?.account : account;
        return buyer === undefined ? [] : [{ does: "cancel-order", key, account: buyer, order }];
      }
      case "publish": {
        const certification = random.pick([...state.certifications.keys()]) ?? "";
        const status = random.weighted({ published: 6, "end-of-sale": 3, "end-of-life": 1 }) ?? "published";
        return [{ does: "publish", certification, status }];
      }
      case "look-up":
        return [this.#draws.lookUp()];
      case "register":
        return [this.#draws.registering(this.#draws.code())];
      case "claim":
      case "revoke":
      case "reinstate":
        return this.#draws.certificate(name, account, key);
      case "happen":
        return this.#any(now);
      case "deliver":
        return this.#post.deliver(now, 1);
      case "absurd":
        return this.#absurdity(now);
      case "release":
      case "close":
        return this.#staffWithReport(name, key, now);
      case "repeat":
        return [random.pick(this.#sent)].filter((each) => each !== undefined);
      case "reuse": {
        const earlier = this.#sent.findLast((each) => each.does === "register");
        return earlier?.does === "register" ? [{ ...earlier, certification: "acp-none" }] : [];
      }
      case "advance":
      case "advance-to-end":
        return [];
      case "sit":
      case "absurd-sitting": {
        const content = name === "sit" ? this.#center.happen(now) : this.#center.absurd(now);
        return content === undefined ? [] : this.#send(content, now, name !== "sit");
      }
      case "self-paid":
        return this.#send(this.#selfPaid.happen(now), now, false);
      case "absurd-self-paid":
        return this.#send(this.#selfPaid.absurd(now), now, true);
      case "partner-race":
        return this.#partnerRaces.next(now);
      case "two-exams":
        return this.#twoExams.next(now);
      case "money":
      case "late-payment":
      case "payment-of-two":
      case "move-training":
      case "refund-order":
      case "take-back-gift":
      case "cancel-batch":
      case "sales-race":
        return this.#sales.one(name, now);
      case "assign-all":
      case "approve-all":
      case "grant-coupons":
      case "bulk-race":
        return this.#bulk.one(name, now);
      case "close-registration":
      case "grant-sitting":
      case "accept-report":
      case "cancel-exam-code":
      case "change-partnership":
      case "set-benefit-rule":
      case "decision-race":
        return this.#staff.one(name, now);
      case "one-person":
        return this.#onePerson.next(now);
      default:
        return this.#partnerDraws.one(name, now);
    }
  }

  #send(content: Content, now: number, isAbsurd: boolean): Operation[] {
    return this.#post.send(withSeries(this.#random, this.#model.state, content), now, isAbsurd);
  }

  #any(now: number): Operation[] {
    const { registrations } = this.#model.state;
    const at = this.#random.int(Math.max(0, registrations.length - 12), registrations.length - 1);
    const content = this.#happening(at, now);
    return content === undefined ? [] : this.#send(content, now, false);
  }

  #happening(at: number, now: number, only?: "correction" | "pass"): Content | undefined {
    const { registrations, results } = this.#model.state;
    const registration = registrations[at];
    if (registration === undefined || this.#names.registrations[at] === undefined) return undefined;
    const isKnown = (id: string) => results.has(`prometric#${id}`) || results.has(`academy#${id}`);
    return this.#world.happen(at, registration, now, isKnown, only);
  }

  #absurdity(now: number): Operation[] {
    const random = this.#random;
    const { registrations, numbers } = this.#model.state;
    const at = random.int(0, registrations.length - 1);
    const registration = registrations[at];
    if (registration === undefined || this.#names.registrations[at] === undefined) return [];
    const { bookings, sittings } = unfolded(registration);
    const ended = [...sittings].flatMap(([exam, { of, resultId }]) => {
      const number = of?.numbers.at(-1);
      return number === undefined || resultId === undefined ? [] : [{ number, exam, resultId }];
    });
    // The second centre's numbers are not this centre's.
    const foreignNumbers = [...numbers].flatMap(([name, of]) => {
      return "registration" in of && of.registration !== at ? [name.split("#")[1] ?? ""] : [];
    });
    const seen = { bookings: [...bookings.values()], foreignNumbers, ended };
    return this.#send(this.#world.absurd(at, registration, seen, now), now, true);
  }

  #staffWithReport(does: "release" | "close", key: string, now: number): Operation[] {
    const known = [...this.#model.state.reports.values()].filter(({ content }) => content.provider !== "payments");
    const parked = known.filter((each) => reportStatus(each, now) === "parked");
    const found = this.#random.pick(this.#random.chance(0.9) ? parked : known);
    return found === undefined ? [] : [{ does, key, report: found.content.id }];
  }
}
