import type { Account } from "../domain/account.ts";
import { actingFor, type Membership } from "../domain/partner/membership.ts";
import type { Cost } from "../store/core/cost.ts";
import { Facts } from "../store/core/facts.ts";
import { read } from "../store/core/read.ts";
import { memberships, membersWith } from "../store/partner/memberships.ts";
import { partnerAt } from "../store/partner/partners.ts";

/** The members with one of the addresses, in lower case, for managers (R22). Others cause no read of them. */
export async function membersSeenBy(
  account: Account,
  organizationId: string,
  emails: readonly string[],
  cost: Cost,
): Promise<readonly Membership[]> {
  const facts = new Facts();
  const [partner, acting] = [partnerAt(organizationId), memberships.at(account.accountId)];
  await read(facts, [partner, acting], cost);
  const may = actingFor(facts.get(partner), account, facts.get(acting), "manager");
  return may.accepted ? membersWith(emails, organizationId, cost) : [];
}
