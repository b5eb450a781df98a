import * as z from "zod";
import type { Membership } from "../../domain/partner/membership.ts";
import { csvLine } from "../csv.ts";
import { instant } from "../instant-fields.ts";
import { role } from "./organizations.ts";

export const exampleMember = {
  accountId: "ana-466654521",
  fullName: "Ana Sá",
  email: "ana@example.org",
  role: "member",
  since: "2026-11-22T09:30:00.000Z",
  department: "Research",
  employeeNumber: "0042",
};

export const memberAnswer = z
  .object({
    accountId: z.string(),
    fullName: z.string(),
    email: z.string().optional(),
    role,
    since: instant,
    department: z.string().optional(),
    employeeNumber: z.string().optional(),
  })
  .meta({
    id: "Member",
    examples: [exampleMember],
  });

/** For managers. */
export function memberView({ accountId, member }: Membership) {
  if (member === undefined) return undefined;
  const { fullName, email, role, since, department, employeeNumber } = member;
  return { accountId, fullName, email, role, since, department, employeeNumber };
}

export const columns = ["fullName", "email", "role", "since", "department", "employeeNumber", "accountId"];

/** People write names, so see `csvLine`. */
export function membersCsv(members: readonly Membership[]): string {
  const lines = members.flatMap(({ accountId, member }) => {
    if (member === undefined) return [];
    const { fullName, email = "", role, since, department = "", employeeNumber = "" } = member;
    return [csvLine([fullName, email, role, since, department, employeeNumber, accountId])];
  });
  return [csvLine(columns), ...lines].join("");
}
