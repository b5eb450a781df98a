import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import { checkedName, nameDifference, nameToPrint } from "../exam/name-difference.ts";
import { type Candidate, ownRegistration, type Registration, sittingsIn } from "../exam/registration.ts";
import { fullNameOf, type PersonName } from "../name.ts";
import type { BoundBinding } from "./binding.ts";
import type { Certificate } from "./certificate.ts";

/** `null` removes a field. A missing field stays. */
export type CandidateChanges = { readonly [Field in keyof Candidate]?: Candidate[Field] | null | undefined };

export type NameChanges = Pick<CandidateChanges, "givenName" | "familyName" | "nameOrder">;

/** By the candidate until the first booking, by staff at any time (R7, R36). Staff settle a name difference, too. */
export function correctCandidate(
  registration: Registration | undefined,
  changes: CandidateChanges,
  by: Account,
): Decision<{ readonly before: Registration; readonly after: Registration }> {
  const own = ownRegistration(registration, by);
  if (!own.accepted) return own;
  const before = own.value;
  if (!by.staff && isBookedBefore(before)) return refuse("registration-already-booked");
  const candidate = withChanges(before.candidate, changes);
  if (fullNameOf(candidate) === "") return refuse("holder-name-missing");
  const after = { ...before, candidate };
  return accept({ before, after: statesName(changes) ? settled(after) : after });
}

export function statesName({ givenName, familyName, nameOrder }: NameChanges): boolean {
  return givenName !== undefined || familyName !== undefined || nameOrder !== undefined;
}

/** The registration with the name that staff decided on (R36). Without a name, the centre's is confirmed. */
export function renamed(registration: Registration, stated: NameChanges): Decision<Registration> {
  const { givenName = null, familyName = null } = checkedName(registration) ?? registration.candidate;
  const changes = statesName(stated) ? stated : { givenName, familyName };
  const candidate = withChanges(registration.candidate, changes);
  return fullNameOf(candidate) === "" ? refuse("holder-name-missing") : accept(settled({ ...registration, candidate }));
}

/** Name and address change. Number, dates and status stay (R36). */
export function withHolder<C extends Certificate>(certificate: C, holderName: string, holderEmail?: string): C {
  return { ...certificate, holderName, ...(holderEmail !== undefined && { holderEmail }) };
}

export function renamedBinding({ nameDiffers, ...binding }: BoundBinding, holderName: string): BoundBinding {
  return { ...binding, holderName, nameSettled: nameDiffers?.checked ?? binding.nameSettled };
}

/** The name that staff decided on (R36). Without one, the centre's is confirmed, if it can be printed. */
export function nameForBinding({ holderName, nameDiffers }: BoundBinding, stated: NameChanges): Decision<string> {
  const name = statesName(stated) ? statedName(stated) : nameToPrint(holderName, nameDiffers);
  return name === "" ? refuse("holder-name-missing") : accept(name);
}

/** Without known parts, the stated name is the whole name. */
export function statedName(stated: NameChanges): string {
  return fullNameOf(withName({}, stated));
}

export function differing(
  from: Candidate,
  to: Candidate,
): { from: CandidateChanges; to: CandidateChanges } | undefined {
  const different = fields.filter((field) => from[field] !== to[field]);
  const only = (of: Candidate) => Object.fromEntries(different.map((field) => [field, of[field] ?? null]));
  return different.length === 0 ? undefined : { from: only(from), to: only(to) };
}

const fields = ["givenName", "familyName", "nameOrder", "email", "country", "phone"] as const;

/** Whether an exam was booked or sat, here or at the second centre. */
function isBookedBefore(registration: Registration): boolean {
  const { appointments, ended, incomplete } = sittingsIn(registration);
  return appointments.size > 0 || ended.size > 0 || incomplete.length > 0 || registration.certificateId !== undefined;
}

function withChanges(candidate: Candidate, { email, country, phone, ...name }: CandidateChanges): Candidate {
  return {
    ...withName(candidate, name),
    email: email ?? candidate.email,
    country: country ?? candidate.country,
    phone: changed(candidate.phone, phone),
  };
}

function withName<N extends PersonName>(name: N, { givenName, familyName, nameOrder }: NameChanges) {
  return {
    ...name,
    givenName: changed(name.givenName, givenName),
    familyName: changed(name.familyName, familyName),
    nameOrder: changed(name.nameOrder, nameOrder),
  };
}

function changed<T>(known: T | undefined, stated: T | null | undefined): T | undefined {
  return stated === undefined ? known : (stated ?? undefined);
}

function settled(registration: Registration): Registration {
  const { checked } = nameDifference(registration) ?? {};
  return checked === undefined ? registration : { ...registration, nameSettled: checked };
}
