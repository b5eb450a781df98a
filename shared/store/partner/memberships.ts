import * as z from "zod";
import type { Account } from "../../domain/account.ts";
import { type Membership, searchable } from "../../domain/partner/membership.ts";
import { type Change, unchanged } from "../core/change.ts";
import type { Cost } from "../core/cost.ts";
import { entity, lists } from "../core/entity.ts";
import { allOf, listWithEmail } from "../core/list.ts";

export const details = () => ({
  fullName: z.string(),
  email: z.string().optional(),
  department: z.string().optional(),
  employeeNumber: z.string().optional(),
});

const membershipSchema = () =>
  z.object({
    accountId: z.string(),
    member: z
      .object({
        ...details(),
        organizationId: z.string(),
        role: z.enum(["main", "manager", "member"]),
        since: z.string(),
        examCodes: z.array(z.string()),
      })
      .optional(),
    past: z.array(z.object({ organizationId: z.string(), since: z.string(), until: z.string() })).optional(),
  });

/** One for each account (R21); members stand in their organization's list, by name. */
export const memberships = entity<Membership>()({
  kind: "membership",
  schema: membershipSchema,
  owner: ({ member }) =>
    member && { list: lists.organization(member.organizationId), sort: placeByName(member.fullName) },
  email: ({ member }) => member?.email,
  personName: ({ member }) => member?.fullName,
});

/**
 * The members of an organization with one of the addresses, in lower case. From an index, so who has joined a moment ago may
 * be missing. It reads more where a person has more things, not where the organization has more members.
 */
export async function membersWith(
  emails: readonly string[],
  organizationId: string,
  cost: Cost,
): Promise<readonly Membership[]> {
  const withEmail = (email: string) => allOf((after) => listWithEmail(memberships, email, { limit: 100, after }, cost));
  const found = await Promise.all([...new Set(emails)].map(withEmail));
  return found.flat().filter(({ member }) => member?.organizationId === organizationId);
}

/** Whole symbols, so few that the index's sort key holds them in any script. */
function placeByName(fullName: string): string {
  return [...searchable(fullName)].slice(0, 60).join("");
}

/** Requires that the person who acts for an organization still may. Staff always may. */
export function stillActing({ accountId, staff }: Account): Change[] {
  return staff ? [] : [unchanged(memberships.at(accountId))];
}
