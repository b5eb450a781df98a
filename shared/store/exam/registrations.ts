import * as z from "zod";
import { workOfRegistration } from "../../domain/exam/exam-work.ts";
import { nothingEarnedReasons } from "../../domain/exam/nothing-earned.ts";
import type { Registration } from "../../domain/exam/registration.ts";
import { registrationDue } from "../../domain/exam/registration-due.ts";
import { fullNameOf, nameOrders } from "../../domain/name.ts";
import { idFor } from "../core/digest.ts";
import { entity, lists } from "../core/entity.ts";
import { certificationSummary, onlyShown } from "../core/stored.ts";
import { sittingReportSchema } from "./sitting-reports.ts";

export const registrationSchema = () =>
  z.object({
    registrationId: z.string(),
    accountId: z.string(),
    certification: certificationSummary,
    candidate: z.object({
      givenName: z.string().optional(),
      familyName: z.string().optional(),
      nameOrder: z.enum(nameOrders).optional(),
      email: z.string(),
      country: z.string(),
      phone: z.string().optional(),
    }),
    authorizationCode: z.string(),
    programmeVersion: z.number(),
    openedAt: z.string(),
    expiresAt: z.string(),
    eligibilityCode: z.string().optional(),
    reports: z.array(sittingReportSchema()),
    passedElsewhere: z.array(z.object({ exam: z.string(), sittingId: z.string() })).optional(),
    accommodations: z.object({ codes: z.array(z.string()), text: z.string().optional() }).optional(),
    nameSettled: z.string().optional(),
    certificateId: z.string().optional(),
    earnsNothing: onlyShown(nothingEarnedReasons).optional(),
    succeededAt: z.string().optional(),
    announced: z.number().optional(),
    overdue: z.array(z.string()).optional(),
    granted: z.array(z.string()).optional(),
    accepted: z.array(z.string()).optional(),
    closedAt: z.string().optional(),
  });

/** A registration's identifier follows from its eligibility code: see `registrationIdFor`. */
export const registrations = entity<Registration>()({
  kind: "registration",
  schema: registrationSchema,
  owner: ({ accountId, openedAt }) => ({ list: lists.account(accountId), sort: openedAt }),
  code: ({ eligibilityCode }) => eligibilityCode,
  email: ({ candidate }) => candidate.email,
  due: (registration) => registrationDue(registration)?.at,
  work: workOfRegistration,
  personName: ({ candidate }) => fullNameOf(candidate),
  listedSince: ({ openedAt }) => openedAt,
});

/** The identifier of the registration that an eligibility code belongs to. */
export function registrationIdFor(eligibilityCode: string): string {
  return idFor("reg", eligibilityCode);
}
