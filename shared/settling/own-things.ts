import type { Account } from "../domain/account.ts";
import type { Binding } from "../domain/certificate/binding.ts";
import type { OwnThings } from "../domain/overview/own-things.ts";
import type { AuthorizationCode } from "../domain/purchase/authorization-code.ts";
import { bindings } from "../store/certificate/bindings.ts";
import { certificates } from "../store/certificate/certificates.ts";
import { sittingAt, sittingIdFor } from "../store/certificate/sittings.ts";
import type { Cost } from "../store/core/cost.ts";
import { lists } from "../store/core/entity.ts";
import { everythingOf } from "../store/core/everything.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { enrolmentAt } from "../store/exam/enrolments.ts";
import { registrations } from "../store/exam/registrations.ts";
import { results } from "../store/exam/results.ts";
import { memberships } from "../store/partner/memberships.ts";
import { certifications } from "../store/programme/certifications.ts";
import { authorizationCodes } from "../store/purchase/authorization-codes.ts";
import { codesOf, refsBehind } from "./given-codes.ts";

/** One look-up takes 100 things. The newest count. */
const newestSittings = 20;
const newestCertifications = 20;

const ownKinds = [authorizationCodes, registrations, bindings, certificates, results];

type OfCertification = { readonly certification: { readonly certificationId: string } };

/** Everything of an account, for one certification or all. At most 3 round trips, or 4 where an account has more than 1 MB. */
export async function ownThings(account: Account, certificationId: string | undefined, cost: Cost): Promise<OwnThings> {
  const { accountId, email, emailVerified } = account;
  const facts = new Facts();
  const membership = memberships.at(accountId);
  const [owned, gifts] = await Promise.all([
    everythingOf(lists.account(accountId), ownKinds, cost),
    emailVerified && email !== undefined ? everythingOf(lists.recipient(email), [authorizationCodes], cost) : undefined,
    read(facts, [membership], cost),
  ]);
  const isWanted = (id: string) => certificationId === undefined || certificationId === id;
  const isOf = ({ certification }: OfCertification) => isWanted(certification.certificationId);
  const codes = [...owned.of(authorizationCodes), ...(gifts?.of(authorizationCodes) ?? [])];
  const registered = owned.of(registrations).filter(isOf);
  const asked = owned.of(bindings).filter((each) => isWanted(each.certificationId));
  const earned = owned.of(certificates).filter(isOf);

  const subjects = codes.flatMap(subjectToRegister).filter(isWanted);
  const named = [...registered, ...earned].map((each) => each.certification.certificationId);
  const ids = [...new Set([...named, ...asked.map((each) => each.certificationId), ...subjects])];
  const about = (id: string) => [enrolmentAt(accountId, id), certifications.at(id)];
  const member = facts.get(membership);
  const bound = boundIn(asked);
  const newest = ids.slice(0, newestCertifications);
  await read(facts, [...refsBehind(member), ...bound, ...newest.flatMap(about)], cost);

  const own = codesOf(facts, member, accountId).filter(isOf);
  const all = [...new Set([...ids, ...own.map(({ certification }) => certification.certificationId)])];
  await read(facts, facts.missing(...all.slice(0, 2 * newestCertifications).flatMap(about)), cost);
  const sittings = bound.flatMap((ref) => facts.get(ref)?.thing ?? []);
  const known = owned.of(results).flatMap(({ thing }) => thing ?? []);
  return {
    codes,
    registrations: registered,
    examCodes: own,
    sittings: sittings.filter((sitting) => sitting.bound?.accountId === accountId && isOf(sitting)),
    bindings: asked,
    results: known.filter((each) => isWanted(each.certificationId)),
    certificates: earned,
    enrolments: all.flatMap((id) => facts.known(enrolmentAt(accountId, id)) ?? []),
    certifications: all.flatMap((id) => facts.known(certifications.at(id)) ?? []),
  };
}

/** The certification that a code is good for alone, while it can be redeemed. */
function subjectToRegister({ coverage, state }: AuthorizationCode): string[] {
  return coverage.edition === "single-subject" && state === "issued" ? [coverage.certificationId] : [];
}

function boundIn(asked: readonly Binding[]) {
  const newest = asked.filter(({ state }) => state === "bound").slice(0, newestSittings);
  return newest.map((binding) => sittingAt(sittingIdFor(binding.provider, binding)));
}
