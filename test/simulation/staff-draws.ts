import { entitlementOf, holderOfNumber } from "./entitlements.ts";
import type { Operation } from "./model.ts";
import { examCodeStatus, holdingOf } from "./partner-state.ts";
import type { Random } from "./random.ts";
import { examStatuses, type Registration, type Report, registrationStatus, reportStatus, type State } from "./state.ts";

export const staffWeights = {
  "close-registration": 2,
  "grant-sitting": 9,
  "accept-report": 8,
  "cancel-exam-code": 4,
  "change-partnership": 16,
  "set-benefit-rule": 8,
  "decision-race": 3,
} as const;

export type StaffDraw = keyof typeof staffWeights;

type Of = { readonly account: string; readonly certification: string };

/** Draws what staff decide about registrations and parked reports. */
export class StaffDraws {
  readonly #random: Random;
  readonly #stateOf: () => State;
  readonly #draw: (what: string) => string;

  constructor(random: Random, stateOf: () => State, draw: (what: string) => string) {
    this.#random = random;
    this.#stateOf = stateOf;
    this.#draw = draw;
  }

  /** `of`: of one person and certification alone. */
  one(name: StaffDraw, now: number, of?: Of): Operation[] {
    const random = this.#random;
    switch (name) {
      case "close-registration":
        return this.#closing(now, of);
      case "grant-sitting":
        return this.#granting(now, of);
      case "accept-report":
        return this.#accepting(now, of);
      case "cancel-exam-code":
        return this.#cancelling(now);
      case "change-partnership":
        return this.#ending() ?? this.#suspending();
      case "set-benefit-rule": {
        const partner = random.int(0, this.#stateOf().partners.length - 1);
        const level = random.pick(["acp", "ace", "aca"]) ?? "";
        const rule = random.chance(0.3) ? undefined : { base: random.int(0, 14), each: random.int(0, 2) };
        return [{ does: name, key: this.#draw("key"), partner, level, rule }];
      }
      case "decision-race":
        return this.#race(now);
    }
  }

  #registrations(wanted: (registration: Registration) => boolean, of: Of | undefined): number[] {
    const isOf = (each: Registration) =>
      of === undefined || (each.account === of.account && each.certification === of.certification);
    const all = [...this.#stateOf().registrations.entries()].filter(([, each]) => isOf(each));
    const fitting = all.filter(([, each]) => wanted(each)).map(([at]) => at);
    return this.#random.chance(0.9) ? fitting : all.map(([at]) => at);
  }

  /** Mostly of one that nobody may end otherwise. */
  #closing(now: number, of?: Of): Operation[] {
    const open = this.#registrations((each) => registrationStatus(each, now) === "open", of);
    const registration = this.#random.pick(open.slice(-6));
    return registration === undefined ? [] : [{ does: "close-registration", key: this.#draw("key"), registration }];
  }

  /** Mostly of an exam that was lost. */
  #granting(now: number, of?: Of): Operation[] {
    const random = this.#random;
    const isLost = (status: string) => /^(failed|no-show)$/.test(status);
    const lost = this.#registrations((each) => examStatuses(each, now).some(({ status }) => isLost(status)), of);
    const registration = random.pick(lost.slice(-6));
    const of0 = this.#stateOf().registrations[registration ?? -1];
    if (registration === undefined || of0 === undefined) return [];
    const exams = examStatuses(of0, now);
    const exam = random.pick(exams.filter(({ status }) => isLost(status)))?.exam ?? random.pick(exams)?.exam ?? "";
    const named = random.chance(0.95) ? exam : "oral";
    return [{ does: "grant-sitting", key: this.#draw("key"), registration, exam: named }];
  }

  /** What is parked of a registration, or leads nowhere and is said to be about one. */
  #accepting(now: number, of?: Of): Operation[] {
    const random = this.#random;
    const state = this.#stateOf();
    const found = [...state.reports.values()].flatMap((report) => this.#acceptable(report, now, of));
    const results = found.filter(({ report }) => state.reports.get(report)?.content.fact.type === "result");
    const one = random.pick(random.chance(0.6) && results.length > 0 ? results : found);
    return one === undefined ? [] : [{ does: "accept-report", key: this.#draw("key"), ...one }];
  }

  #acceptable(report: Report, now: number, of?: Of): { report: string; about?: number }[] {
    const { content } = report;
    const state = this.#stateOf();
    if (reportStatus(report, now) !== "parked" || content.examCode !== undefined || content.isSelfPaid) return [];
    if (content.provider === "payments") return [];
    const own = entitlementOf(state, content);
    const named = { report: content.id };
    if (own === undefined && this.#random.chance(0.1)) return [named];
    const provider = (at: number) => (state.registrations[at]?.level === "clouder" ? "academy" : "prometric");
    const isFit = (at: number) => {
      const registration = state.registrations[at];
      const isOf = registration?.account === of?.account && registration?.certification === of?.certification;
      return content.provider === provider(at) && (of === undefined || isOf);
    };
    if (own === undefined) {
      const about = this.#random.pick([...state.registrations.keys()].filter(isFit).slice(-6));
      return about === undefined ? [] : [{ ...named, about }];
    }
    if (!("registration" in own) || !isFit(own.registration)) return [];
    const { number } = { number: undefined, ...content.fact };
    const holder = number === undefined ? undefined : holderOfNumber(state, content.provider, number);
    const isOwn = holder === undefined || JSON.stringify(holder) === JSON.stringify(own);
    if (!isOwn) return [];
    return [this.#random.chance(0.05) ? { ...named, about: own.registration } : named];
  }

  /** Mostly one that could be booked with; and another in its place, or none. */
  #cancelling(now: number): Operation[] {
    const random = this.#random;
    const { examCodes } = this.#stateOf();
    const fitting = [...examCodes.entries()].filter(([, each]) =>
      /^(available|assigned)$/.test(examCodeStatus(each, now)),
    );
    const one = random.chance(0.85) ? random.pick(fitting)?.[0] : random.int(-1, examCodes.length - 1);
    if (one === undefined) return [];
    return [{ does: "cancel-exam-code", key: this.#draw("key"), examCode: one, isReplaced: random.chance(0.6) }];
  }

  /** Seldom, and mostly of a partner with codes in the hands of members. */
  #ending(): Operation[] | undefined {
    const random = this.#random;
    if (!random.chance(0.12)) return undefined;
    return [this.#end()];
  }

  #end(): Operation & { readonly does: "change-partnership" } {
    const random = this.#random;
    const { partners, examCodes } = this.#stateOf();
    const isHeld = (at: number) => examCodes.some((each) => each.partner === at && holdingOf(each) !== undefined);
    const open = [...partners.entries()].flatMap(([at, { endedAt }]) => (endedAt === undefined ? [at] : []));
    const fitting = open.filter(isHeld);
    const partner = (random.chance(0.9) ? random.pick(fitting) : undefined) ?? random.int(0, partners.length - 1);
    return { does: "change-partnership", key: this.#draw("key"), partner, act: "end" };
  }

  /** Never for long: little can be done meanwhile. */
  #suspending(): Operation[] {
    const { partners } = this.#stateOf();
    const suspended = partners.findIndex(({ isSuspended, endedAt }) => isSuspended && endedAt === undefined);
    const partner = suspended === -1 ? this.#random.int(0, partners.length - 1) : suspended;
    const isIdle = suspended === -1 && this.#random.chance(0.7);
    const act = (suspended === -1) === this.#random.chance(0.9) ? "suspend" : "resume";
    return isIdle ? [] : [{ does: "change-partnership", key: this.#draw("key"), partner, act }];
  }

  /** A partnership ends while its members use what they have. */
  #endAmong(): Operation[] {
    const random = this.#random;
    const end = this.#end();
    const { examCodes, certificates, members } = this.#stateOf();
    const isMember = (account: string) => members.get(account)?.partner === end.partner;
    const claims = [...certificates.entries()].flatMap(([certificate, { state, account }]): Operation[] =>
      state === "claimable" && isMember(account)
        ? [{ does: "claim", key: this.#draw("key"), account, certificate }]
        : [],
    );
    const held = [...examCodes.entries()].flatMap(([examCode, each]): Operation[] => {
      const { account = "" } = holdingOf(each) ?? {};
      if (each.partner !== end.partner || !isMember(account)) return [];
      const key = this.#draw("key");
      return [
        { does: "return", key, account, examCode },
        { does: "quit", key, account },
        { does: "cancel-exam-code", key, examCode, isReplaced: true },
      ];
    });
    const beside = random.pick(claims) ?? random.pick(held);
    return beside === undefined ? [end] : random.shuffled([end, beside]);
  }

  /** Decisions that are taken at once, and what the candidate does at the same moment. */
  #race(now: number): Operation[] {
    const random = this.#random;
    if (random.chance(0.2)) return this.#endAmong();
    const first = this.one(
      random.pick(["close-registration", "accept-report", "grant-sitting", "cancel-exam-code"] as const) ??
        "accept-report",
      now,
    );
    const second = random.chance(0.5) ? this.#closing(now) : this.#granting(now);
    return random.chance(0.4)
      ? [...first, ...first.map((each) => ({ ...each, key: this.#draw("key") }))]
      : [...first, ...second];
  }
}
