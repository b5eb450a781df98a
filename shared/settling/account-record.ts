import { bindings } from "../store/certificate/bindings.ts";
import { candidateLinks } from "../store/certificate/candidate-links.ts";
import { certificates } from "../store/certificate/certificates.ts";
import type { Cost } from "../store/core/cost.ts";
import { lists } from "../store/core/entity.ts";
import { everythingOf } from "../store/core/everything.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { registrations } from "../store/exam/registrations.ts";
import { results } from "../store/exam/results.ts";
import { memberships } from "../store/partner/memberships.ts";
import { authorizationCodes } from "../store/purchase/authorization-codes.ts";
import { orders } from "../store/purchase/orders.ts";
import { codesOf, refsBehind } from "./given-codes.ts";

const shownKinds = [orders, authorizationCodes, registrations, results, bindings, candidateLinks, certificates];

/** Everything in an account's lists, with membership and exam codes. Two round trips, or 3 where it has more than 1 MB. */
export async function accountRecord(accountId: string, cost: Cost) {
  const facts = new Facts();
  const membership = memberships.at(accountId);
  const [owned] = await Promise.all([
    everythingOf(lists.account(accountId), shownKinds, cost),
    read(facts, [membership], cost),
  ]);
  const member = facts.get(membership);
  await read(facts, refsBehind(member), cost);
  const record = {
    orders: owned.of(orders),
    authorizationCodes: owned.of(authorizationCodes),
    registrations: owned.of(registrations),
    examCodes: codesOf(facts, member, accountId),
    results: owned.of(results).flatMap(({ thing }) => thing ?? []),
    bindings: owned.of(bindings),
    candidateLinks: owned
      .of(candidateLinks)
      .flatMap(({ accountId: of, ...link }) => (of === accountId ? [{ ...link, accountId }] : [])),
    certificates: owned.of(certificates),
  };
  const isEmpty = facts.get(membership) === undefined && Object.values(record).every((each) => each.length === 0);
  return isEmpty ? undefined : { membership: facts.get(membership), ...record };
}
