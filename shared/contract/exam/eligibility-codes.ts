import * as z from "zod";
import type { Registration } from "../../domain/exam/registration.ts";
import { eligibilityStatus, examStatuses } from "../../domain/exam/registration-status.ts";
import type { Instant } from "../../domain/instant.ts";
import { eligibilityCode } from "../code-fields.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { certificationId } from "../programme-fields.ts";
import { examStatus } from "./registrations.ts";

const eligibilityAnswer = z
  .object({
    code: z.string(),
    status: z.enum(["active", "used", "expired"]),
    registrationId: z.string(),
    certificationId,
    issuedAt: instant,
    expiresAt: instant,
    exams: z.array(z.object({ exam: z.string(), status: examStatus })),
  })
  .meta({
    id: "EligibilityCode",
    examples: [
      {
        code: "ACTC-7F3K-9QXW-2M8T-R5VN-8",
        status: "active",
        registrationId: "reg_0f1e2d3c4b5a69788796",
        certificationId: example.certificationId,
        issuedAt: "2026-11-22T09:32:00.000Z",
        expiresAt: "2027-11-22T09:32:00.000Z",
        exams: [{ exam: example.exam, status: "to-book" }],
      },
    ],
  });

export function eligibilityCodeView(of: Registration, code: string, now: Instant) {
  return {
    code,
    status: eligibilityStatus(of, now),
    registrationId: of.registrationId,
    certificationId: of.certification.certificationId,
    issuedAt: of.openedAt,
    expiresAt: of.expiresAt,
    exams: examStatuses(of, now),
  };
}

export const getEligibilityCode = operation({
  id: "getEligibilityCode",
  method: "GET",
  path: "/v1/eligibility-codes/{code}",
  auth: "account",
  tag: "Registration",
  summary: "Get an eligibility code",
  params: z.strictObject({ code: eligibilityCode }),
  answers: { 200: { description: "The eligibility code", schema: eligibilityAnswer } },
  refusals: ["eligibility-code-not-found"],
  guessed: "code",
});
