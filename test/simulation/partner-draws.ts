import type { Operation } from "./model.ts";
import type { Do } from "./partner-operations.ts";
import { examCodeStatus, holdingOf, invitationStatus, pairOf, staffAccount } from "./partner-state.ts";
import type { Random } from "./random.ts";
import type { SecondCenter, Story } from "./second-center.ts";
import { forExamCodes, forRegistrations, type State } from "./state.ts";

export const partnerWeights = {
  invite: 4,
  "revoke-invitation": 1,
  apply: 9,
  withdraw: 1,
  decide: 8,
  role: 3,
  remove: 2,
  quit: 2,
  benefit: 6,
  assign: 12,
  return: 3,
  bind: 14,
  "create-partner": 0.4,
  "undo-candidate-link": 1.5,
} as const;

export type PartnerDraw = keyof typeof partnerWeights;

const exams = ["written", "written", "written", "lab", "online"];

/** Draws acts in and for partners: mostly valid ones, sometimes not. */
export class PartnerDraws {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #center: SecondCenter;
  readonly #people: readonly string[];
  readonly #mains: readonly string[];
  readonly #draw: (what: string) => string;

  constructor(
    random: Random,
    stateOf: () => State,
    center: SecondCenter,
    { people, mains }: { readonly people: readonly string[]; readonly mains: readonly string[] },
    draw: (what: string) => string,
  ) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#center = center;
    this.#people = people;
    this.#mains = mains;
    this.#draw = draw;
  }

  /** The preconditions: as many partners as main accounts, with others in place of those that have ended. */
  first(): Operation[] {
    const { partners, members } = this.#stateOf();
    const main = this.#mains[partners.length];
    if (main !== undefined) return [this.#partnerFor(main)];
    const open = partners.filter(({ endedAt }) => endedAt === undefined);
    if (open.length >= this.#mains.length) return [];
    const outside = this.#random.pick(this.#people.filter((each) => !members.has(each)));
    return outside === undefined ? [] : [this.#partnerFor(outside)];
  }

  #partnerFor(main: string): Operation {
    const [key, name] = [this.#draw("key"), this.#draw("Partner")];
    const isWritable = this.#random.chance(0.6);
    return { does: "create-partner", key, account: staffAccount, name, main, isWritable };
  }

  one(name: PartnerDraw, now: number): Operation[] {
    const random = this.#random;
    const [key, partner] = [this.#draw("key"), this.partner()];
    const account = this.manager(partner);
    switch (name) {
      case "create-partner":
        return [this.#partnerFor(this.person())];
      case "invite":
        return [{ does: "invite", key, account, partner }];
      case "revoke-invitation":
        return [{ does: name, account, partner, invitation: this.#invitation(now) }];
      case "apply": {
        const invitation = this.#invitation(now);
        const isActive = this.#isActive(invitation, now);
        if (!isActive && random.chance(0.7)) return [{ does: "invite", key, account, partner }];
        const outside = this.#people.filter((each) => !this.#stateOf().members.has(each));
        const by = (random.chance(0.8) ? random.pick(outside) : undefined) ?? this.person();
        return [{ does: "apply", key, account: by, invitation }];
      }
      case "withdraw": {
        const application = this.application();
        const by = random.chance(0.8) ? application.split("#")[1] : this.person();
        return [{ does: "withdraw", key, account: by ?? "", application }];
      }
      case "decide": {
        const isAwaited = [...this.#stateOf().applications.values()].some(({ state }) => state === "pending");
        return isAwaited || random.chance(0.3) ? [this.deciding(this.application())] : this.one("apply", now);
      }
      case "role": {
        const role = random.chance(0.7) ? "manager" : "member";
        return [{ does: "role", account: this.#main(partner), partner, member: this.#member(partner), role }];
      }
      case "remove":
        return [{ does: "remove", account, partner, member: this.#member(partner) }];
      case "quit": {
        const by = random.chance(0.7) ? this.#member(partner) : this.person();
        return [{ does: "quit", key, account: by }];
      }
      case "benefit":
        return [this.benefit(partner, random.int(1, 4))];
      case "assign": {
        const isThere = this.#stateOf().examCodes.some((each) => examCodeStatus(each, now) === "available");
        if (!isThere && random.chance(0.8)) return [this.benefit(partner, random.int(1, 4))];
        return [this.assigning(this.examCode(now, "available"))];
      }
      case "return":
        return [this.returning(this.examCode(now, "assigned"))];
      case "bind":
        return this.binding(this.#story());
      case "undo-candidate-link": {
        const linked = [...this.#stateOf().links.keys()];
        const candidate = (random.chance(0.85) ? random.pick(linked) : undefined) ?? `CAND-${this.person()}`;
        return [{ does: name, account: staffAccount, candidate: this.#spelt(candidate) }];
      }
    }
  }

  #spelt(id: string): string {
    return this.#random.chance(0.2) ? id.toLowerCase() : id;
  }

  #isActive(at: number, now: number): boolean {
    const invitation = this.#stateOf().invitations[at];
    return invitation !== undefined && invitationStatus(invitation, now) === "active";
  }

  /** A sitting, mostly an unbound one. */
  #story(): Story | undefined {
    const { sittings } = this.#stateOf();
    const free = this.#center.stories.filter(({ candidate, registration }) => {
      return sittings.get(pairOf(candidate, registration))?.account === undefined;
    });
    const random = this.#random;
    return (
      (random.chance(0.75) ? random.pick(free.slice(-6)) : undefined) ?? random.pick(this.#center.stories.slice(-8))
    );
  }

  person(): string {
    return this.#random.pick(this.#people) ?? "";
  }

  /** Mostly one whose partnership goes on. */
  partner(): number {
    const { partners } = this.#stateOf();
    const open = [...partners.entries()].flatMap(([at, { endedAt }]) => (endedAt === undefined ? [at] : []));
    const any = this.#random.int(0, partners.length - 1);
    return this.#random.chance(0.85) ? (this.#random.pick(open) ?? any) : any;
  }

  /** Mostly an account that may act for the partner. */
  manager(partner: number): string {
    const random = this.#random;
    if (random.chance(0.1)) return staffAccount;
    const managers = [...this.#stateOf().members].filter(
      ([, { partner: of, role }]) => of === partner && role !== "member",
    );
    return (random.chance(0.85) ? random.pick(managers.map(([account]) => account)) : undefined) ?? this.person();
  }

  #main(partner: number): string {
    return this.#random.chance(0.8) ? (this.#stateOf().partners[partner]?.main ?? "") : this.manager(partner);
  }

  #member(partner: number): string {
    const members = [...this.#stateOf().members].flatMap(([account, { partner: of }]) =>
      of === partner ? [account] : [],
    );
    const plain = members.filter((account) => account !== this.#stateOf().partners[partner]?.main);
    const random = this.#random;
    const wanted = random.chance(0.75) ? random.pick(plain) : random.pick(members);
    return (random.chance(0.9) ? wanted : undefined) ?? this.person();
  }

  #invitation(now: number): number {
    const { invitations } = this.#stateOf();
    const active = [...invitations.entries()].flatMap(([at, each]) =>
      invitationStatus(each, now) === "active" ? [at] : [],
    );
    const random = this.#random;
    return (random.chance(0.85) ? random.pick(active) : undefined) ?? random.int(-1, invitations.length - 1);
  }

  application(): string {
    const { applications } = this.#stateOf();
    const pending = [...applications].flatMap(([name, { state }]) => (state === "pending" ? [name] : []));
    const random = this.#random;
    return (
      (random.chance(0.9) ? random.pick(pending) : undefined) ?? random.pick([...applications.keys()]) ?? "0#nobody"
    );
  }

  deciding(application: string): Do<"approve" | "reject"> {
    const random = this.#random;
    const partner = random.chance(0.95) ? Number(application.split("#")[0]) : this.partner();
    const does = random.chance(0.85) ? "approve" : "reject";
    const account = random.chance(0.15) ? staffAccount : this.#main(partner);
    return { does, key: this.#draw("key"), account, partner, application };
  }

  benefit(partner: number, quantity: number): Do<"benefit"> {
    const random = this.#random;
    const { certifications, withdrawals } = this.#stateOf();
    const sold = [...certifications.keys(), "acp-cloud", forExamCodes].filter((each) => !withdrawals.has(each));
    const any = [...certifications.keys()];
    const picked = (random.chance(0.9) ? random.pick(sold) : undefined) ?? random.pick(any) ?? "";
    const certification = picked === forRegistrations ? forExamCodes : picked;
    const isAce = certification.startsWith("ace");
    const exam = random.chance(0.92) ? (isAce && random.chance(0.5) ? "lab" : "written") : (random.pick(exams) ?? "");
    const count = isAce && random.chance(0.7) ? 1 : quantity;
    const account = this.manager(partner);
    return { does: "benefit", key: this.#draw("key"), account, partner, certification, exam, quantity: count };
  }

  examCode(now: number, wanted: "available" | "assigned"): number {
    const { examCodes } = this.#stateOf();
    const fitting = [...examCodes.entries()].flatMap(([at, each]) =>
      examCodeStatus(each, now) === wanted ? [at] : [],
    );
    const random = this.#random;
    return (random.chance(0.88) ? random.pick(fitting) : undefined) ?? random.int(-1, examCodes.length - 1);
  }

  assigning(examCode: number): Do<"assign"> {
    const { partner = 0 } = this.#stateOf().examCodes[examCode] ?? {};
    const [account, member] = [this.manager(partner), this.#member(partner)];
    return { does: "assign", key: this.#draw("key"), account, examCode, member };
  }

  returning(examCode: number): Do<"return"> {
    const code = this.#stateOf().examCodes[examCode];
    const holder = code && holdingOf(code)?.account;
    const account = (this.#random.chance(0.4) ? holder : undefined) ?? this.manager(code?.partner ?? 0);
    return { does: "return", key: this.#draw("key"), account, examCode };
  }

  /** Mostly correct. Sometimes with another account, exchanged ids or another certification. */
  binding(story: Story | undefined): Operation[] {
    const random = this.#random;
    if (story === undefined) return [];
    const { certifications } = this.#stateOf();
    const account = random.chance(0.75) ? story.account : this.person();
    const certification = random.chance(0.93)
      ? story.certification
      : (random.pick([...certifications.keys(), "acp-none"]) ?? "");
    const isExchanged = random.chance(0.1);
    const spell = (id: string) => this.#spelt(id);
    const [candidate, registration] = isExchanged
      ? [spell(story.registration), spell(story.candidate)]
      : [spell(story.candidate), spell(story.registration)];
    const isNamed = random.chance(0.9);
    return [{ does: "bind", key: this.#draw("key"), account, certification, candidate, registration, isNamed }];
  }
}
