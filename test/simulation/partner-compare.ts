import type { Model } from "./model.ts";
import { instant, type Names } from "./names.ts";
import { PartnerLooks } from "./partner-looks.ts";
import { bearerOf, bindingStatus, examCodeStatus, invitationStatus } from "./partner-state.ts";
import { type Books, booksOf } from "./rules-of-exam-codes.ts";
import { Service } from "./service.ts";

/** Things of partners that an operation may have changed, by the model's names. */
export type TouchedOfPartners = {
  readonly accounts: ReadonlySet<string>;
  readonly invitations: ReadonlySet<number>;
  readonly applications: ReadonlySet<string>;
  readonly examCodes: ReadonlySet<number>;
  readonly bindings: ReadonlySet<string>;
};

export const levels = ["clouder", "aca", "acp", "ace"];
const withBenefits = ["acp", "ace"];

/** Compares the partners of model and service, and describes each difference. */
export class PartnerComparison {
  readonly #model: Model;
  readonly #names: Names;
  readonly #now: number;
  readonly #looks: PartnerLooks;
  readonly differences: string[] = [];

  constructor(model: Model, names: Names, now: number) {
    this.#model = model;
    this.#names = names;
    this.#now = now;
    this.#looks = new PartnerLooks(instant(now));
  }

  /** R23, R29: each partner's current tally, quota and coupon account. */
  async books(isWithLedger = true): Promise<string[]> {
    await Promise.all(this.#names.partners.map((_, at) => this.#books(at, isWithLedger)));
    return this.differences;
  }

  async touched({ accounts, invitations, applications, examCodes, bindings }: TouchedOfPartners): Promise<string[]> {
    await Promise.all([
      ...[...accounts].map((account) => this.member(account)),
      ...[...invitations].map((at) => this.invitation(at)),
      ...[...applications].map((name) => this.application(name)),
      ...[...examCodes].map((at) => this.examCode(at)),
      ...[...bindings].map((name) => this.binding(name)),
    ]);
    return this.differences;
  }

  async #books(at: number, isWithLedger: boolean): Promise<void> {
    const partnerId = this.#names.partners[at]?.partnerId ?? "";
    const [tally, benefits, balance] = await Promise.all([
      this.#looks.tally(partnerId),
      this.#looks.benefits(partnerId),
      isWithLedger ? this.#looks.balance(partnerId) : undefined,
    ]);
    for (const level of levels) {
      const books = booksOf(this.#model.state, at, level, this.#now);
      const { valid, counted } = books;
      const seen = tally?.levels[level];
      this.equal(`tally of partner ${at}, ${level}`, [valid, counted], [seen?.valid, seen?.counted]);
    }
    for (const level of withBenefits) {
      const books = booksOf(this.#model.state, at, level, this.#now);
      const kept = benefits?.levels[level];
      const seen = [kept?.quota, kept?.issued, kept?.remaining, kept?.valid, kept?.counted];
      const { quota, issued, valid, counted } = books;
      this.equal(
        `benefits of partner ${at}, ${level}`,
        [quota, issued, Math.max(0, quota - issued), valid, counted],
        seen,
      );
      if (!isWithLedger) continue;
      const pots = balance?.levels[level];
      this.equal(`ledger of partner ${at}, ${level}`, potsOf(books), pots && inOrder(pots));
    }
  }

  async member(account: string): Promise<void> {
    const member = this.#model.state.members.get(account);
    const seen = await this.#looks.me(Service.claims(account));
    const expected = member && [this.#names.partners[member.partner]?.organizationId, member.role];
    this.equal(
      `membership of ${account}`,
      expected,
      seen?.organization && [seen.organization.organizationId, seen.organization.role],
    );
  }

  async invitation(at: number): Promise<void> {
    const invitation = this.#model.state.invitations[at];
    const seen = await this.#looks.invitation(this.#names.invitations[at] ?? "none");
    this.equal(`invitation ${at}`, invitation && invitationStatus(invitation, this.#now), seen?.status);
  }

  async application(name: string): Promise<void> {
    const application = this.#model.state.applications.get(name);
    const seen = await this.#looks.application(this.#names.applications.get(name) ?? "app_none");
    this.equal(
      `application ${name}`,
      application && [application.state, application.account],
      seen && [seen.status, seen.accountId],
    );
  }

  async examCode(at: number): Promise<void> {
    const code = this.#model.state.examCodes[at];
    const name = this.#names.examCodes[at] ?? "EXC-0000-0000-0000-0000-0";
    const seen = await this.#looks.examCode(name);
    const expected = code && [examCodeStatus(code, this.#now), bearerOf(code)];
    this.equal(`exam code ${at} (${name})`, expected, seen && [seen.status, seen.holder?.accountId]);
  }

  /** The certificate's id is learnt when it first appears. */
  async binding(name: string): Promise<void> {
    const binding = this.#model.state.bindings.get(name);
    const id = this.#names.bindings.get(name) ?? "bnd_none";
    const seen = await this.#looks.binding(id);
    if (binding === undefined) return this.equal(`binding ${name}`, undefined, seen);
    const status = bindingStatus(binding, this.#now);
    const lasting = binding.state === "failed" ? binding.reason : "result-not-received";
    const reason = status === "failed" ? lasting : undefined;
    const { exam, organization, certificate, earnsNothing } = binding;
    const organizationId = organization === undefined ? undefined : this.#names.partners[organization]?.organizationId;
    this.equal(
      `binding ${name} (${id})`,
      [status, reason, exam, organizationId, earnsNothing],
      [seen?.status, seen?.reason, seen?.exam, seen?.organizationId, seen?.earnsNothing],
    );
    const known = certificate === undefined ? undefined : this.#names.certificates.get(certificate);
    const isTaken = [...this.#names.certificates.values()].includes(seen?.certificateId ?? "");
    const isNew = certificate !== undefined && known === undefined && seen?.certificateId !== undefined;
    if (isNew && !isTaken) this.#names.certificates.set(certificate, seen?.certificateId ?? "");
    else this.equal(`certificate of binding ${name}`, known ?? certificate, seen?.certificateId);
  }

  equal(what: string, expected: unknown, seen: unknown): void {
    const [ours, theirs] = [JSON.stringify(expected), JSON.stringify(seen)];
    if (ours !== theirs) this.differences.push(`${what}: the model has ${ours}, the service ${theirs}`);
  }
}

/** The pot of each coupon. */
export function potsOf({ quota, issued, pots }: Books): number[] {
  return inOrder({ remaining: Math.max(0, quota - issued), ...pots });
}

export function inOrder(of: Books["pots"] & { readonly remaining: number }): number[] {
  return [of.remaining, of.available, of.assigned, of.booked, of.used, of.expired, of.cancelled];
}

/** Partners' things that differ between two states, and those that the operations name. */
export function touchedOfPartners(
  before: Model,
  { state: after }: Model,
  named: readonly Partial<Readonly<Record<string, unknown>>>[],
): TouchedOfPartners {
  const touched = {
    accounts: changedKeys(before.state.members, after.members),
    invitations: changedPlaces(before.state.invitations, after.invitations),
    applications: changedKeys(before.state.applications, after.applications),
    examCodes: changedPlaces(before.state.examCodes, after.examCodes),
    bindings: changedKeys(before.state.bindings, after.bindings),
  };
  for (const { account, member, main, invitation, application, examCode } of named) {
    for (const each of [account, member, main]) if (typeof each === "string") touched.accounts.add(each);
    if (typeof invitation === "number" && after.invitations[invitation]) touched.invitations.add(invitation);
    if (typeof application === "string" && after.applications.has(application)) touched.applications.add(application);
    if (typeof examCode === "number" && after.examCodes[examCode]) touched.examCodes.add(examCode);
  }
  touched.accounts.delete("staff");
  return touched;
}

export function changedKeys<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Set<string> {
  const all = new Set([...before.keys(), ...after.keys()]);
  return new Set([...all].filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key))));
}

export function changedPlaces<T>(before: readonly T[], after: readonly T[]): Set<number> {
  return new Set([...after.keys()].filter((at) => JSON.stringify(before[at]) !== JSON.stringify(after[at])));
}
