import * as z from "zod";
import type { Account } from "../../domain/account.ts";
import { type Membership, searchable } from "../../domain/partner/membership.ts";
import { type Change, unchanged } from "../core/change.ts";
import type { Cost } from "../core/cost.ts";
import { entity, lists } from "../core/entity.ts";
import { allOf, listOwned } from "../core/list.ts";

export const details = {
  fullName: z.string(),
  email: z.string().optional(),
  department: z.string().optional(),
  employeeNumber: z.string().optional(),
};

const membershipSchema = z.object({
  accountId: z.string(),
  member: z
    .object({
      ...details,
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

/** All members of an organization, by name; from an index, so who has joined a moment ago may be missing. */
export function readMembers(organizationId: string, cost: Cost): Promise<Membership[]> {
  const list = lists.organization(organizationId);
  return allOf((after) => listOwned(memberships, list, { limit: 1_000, after, ascending: true }, cost));
}

/** Whole symbols, so few that the index's sort key holds them in any script. */
function placeByName(fullName: string): string {
  return [...searchable(fullName)].slice(0, 60).join("");
}

/** Requires that the person who acts for an organization still may. Staff always may. */
export function stillActing({ accountId, staff }: Account): Change[] {
  return staff ? [] : [unchanged(memberships.at(accountId))];
}
