import * as z from "zod";
import type { Application } from "../../domain/partner/application.ts";
import { instant } from "../instant-fields.ts";

export const status = z.enum(["pending", "approved", "rejected", "withdrawn"]);

export const exampleApplication = {
  applicationId: "app_0f1e2d3c4b5a69788796",
  organizationId: "org_7f3k9qxw2m8tr5vn",
  accountId: "ana-466654521",
  fullName: "Ana Sá",
  email: "ana@example.org",
  department: "Research",
  employeeNumber: "0042",
  status: "pending",
  appliedAt: "2026-11-22T09:30:00.000Z",
};

export const decidedAt = "2026-11-23T08:00:00.000Z";

export const approvedApplication = { ...exampleApplication, status: "approved", decidedAt };

export const applicationAnswer = z
  .object({
    applicationId: z.string(),
    organizationId: z.string(),
    accountId: z.string(),
    fullName: z.string(),
    email: z.string().optional(),
    department: z.string().optional(),
    employeeNumber: z.string().optional(),
    status,
    appliedAt: instant,
    decidedAt: instant.optional(),
    reason: z.string().optional(),
  })
  .meta({
    id: "Application",
    examples: [exampleApplication],
  });

/** An application as its applicant, the organization's managers and staff see it. */
export function applicationView({ state, invitedBy: _, ...facts }: Application) {
  return { ...facts, status: state };
}
