import { Looks } from "./looks.ts";
import { instant, type Names } from "./names.ts";
import { changedKeys, changedPlaces } from "./partner-compare.ts";
import { PartnerLooks } from "./partner-looks.ts";
import { Service } from "./service.ts";
import type { State } from "./state.ts";

/**
 * Checks R8 and R27 through the API, independent of the model: a person has one certificate and one open registration
 * for a certification, counts once in all tallies, and shares no candidate id.
 */
export class OneCertification {
  readonly #names: Names;
  /** The first account that bound each candidate id. */
  readonly #bound = new Map<string, string>();
  /** Bindings whose candidate link staff have undone. */
  readonly #undone = new Set<string>();
  readonly #seen = new Map<string, string>();
  /** Certificates that an earlier version left beside another one. They count once they are claimed. */
  readonly #unseen = new Set<number>();

  constructor(names: Names) {
    this.#names = names;
  }

  undone(candidate: string): void {
    const id = candidate.toUpperCase();
    this.#bound.delete(id);
    for (const [binding, bound] of this.#seen) if (bound === id) this.#undone.add(binding);
  }

  /** After an operation as an earlier version did it. */
  unseen(certificate: number): void {
    this.#unseen.add(certificate);
  }

  /** All violations of some accounts, and of all tallies. */
  async broken(accounts: Iterable<string>, now: number): Promise<string[]> {
    const of = await Promise.all([...accounts].map((account) => this.#ofAccount(account, now)));
    return [...of.flat(), ...(await this.#ofTallies(now))];
  }

  async #ofAccount(account: string, now: number): Promise<string[]> {
    const by = Service.claims(account);
    const [looks, partnerLooks] = [new Looks(instant(now)), new PartnerLooks(instant(now))];
    const [certificates, registrations, bindings] = await Promise.all([
      looks.certificates(by),
      looks.registrations(by),
      partnerLooks.bindings(by),
    ]);
    const unseen = new Set([...this.#unseen].map((at) => this.#names.certificates.get(at)));
    const live = certificates.filter(
      ({ status, certificateId }) => status === "valid" || (status === "claimable" && !unseen.has(certificateId)),
    );
    const open = registrations.filter(({ status }) => status === "open");
    const taken = bindings.flatMap(({ status, bindingId, candidateId }) =>
      status === "bound" ? this.#takenBy(account, bindingId, candidateId.toUpperCase()) : [],
    );
    return [
      ...several(`certificates of ${account}`, live.map(certificationOf)),
      ...several(`open registrations of ${account}`, open.map(certificationOf)),
      ...taken,
    ];
  }

  #takenBy(account: string, binding: string, candidate: string): string[] {
    if (this.#undone.has(binding)) return [];
    this.#seen.set(binding, candidate);
    const first = this.#bound.get(candidate) ?? account;
    this.#bound.set(candidate, first);
    return first === account ? [] : [`candidate id ${candidate} is bound by ${first} and by ${account}`];
  }

  async #ofTallies(now: number): Promise<string[]> {
    const looks = new PartnerLooks(instant(now));
    const rows = await Promise.all(this.#names.partners.map(({ partnerId }) => looks.counted(partnerId)));
    return several(
      "counted certificates",
      rows.flat().map(({ accountId, certificationId }) => `${accountId} ${certificationId}`),
    );
  }
}

/** Accounts whose registrations, certificates or bindings differ between two states. */
export function whoseDiffer(before: State, after: State): Set<string> {
  const { registrations, certificates, bindings } = after;
  return new Set([
    ...[...changedPlaces(before.registrations, registrations)].flatMap((at) => registrations[at]?.account ?? []),
    ...[...changedPlaces(before.certificates, certificates)].flatMap((at) => certificates[at]?.account ?? []),
    ...[...changedKeys(before.bindings, bindings)].flatMap((name) => bindings.get(name)?.account ?? []),
  ]);
}

function certificationOf({ certificationId }: { readonly certificationId: string }): string {
  return certificationId;
}

function several(what: string, names: readonly string[]): string[] {
  const groups = [...Map.groupBy(names, (name) => name)];
  return groups.flatMap(([name, all]) => (all.length > 1 ? [`R8: ${all.length} ${what}: ${name}`] : []));
}
