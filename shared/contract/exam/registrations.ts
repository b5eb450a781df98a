import * as z from "zod";
import { nameDifference } from "../../domain/exam/name-difference.ts";
import { appointmentsOf } from "../../domain/exam/own-appointments.ts";
import type { Registration } from "../../domain/exam/registration.ts";
import {
  eligibilityStatus,
  examStatuses,
  examStatusNames,
  registrationStatus,
} from "../../domain/exam/registration-status.ts";
import type { Instant } from "../../domain/instant.ts";
import { example } from "../examples.ts";
import {
  authorizationCode,
  certificationId,
  earnsNothing,
  eligibilityCode,
  identifier,
  instant,
  location,
  ofCertification,
  page,
  paging,
  text,
} from "../fields.ts";
import { operation } from "../operation.ts";
import { inWords } from "../problems/programme-words.ts";
import { bookedExam, bookedExamView } from "./appointments.ts";
import { candidate, exampleCandidate, nameDiffers } from "./candidate.ts";

const examStatus = z.enum(examStatusNames);

const exampleAccommodations = { codes: ["extra-time-25"], text: "A separate room" };

export const accommodations = z.strictObject({ codes: z.array(text(64)).max(20), text: text(1000).optional() }).meta({
  id: "Accommodations",
  description: "Arrangements that the centre makes: free codes, and a text",
  examples: [exampleAccommodations],
});

export const registrationStatuses = ["open", "passed", "failed", "expired", "closed"] as const;

export const exampleRegistration = {
  registrationId: "reg_0f1e2d3c4b5a69788796",
  certificationId: example.certificationId,
  title: example.title,
  status: "open",
  candidate: exampleCandidate,
  openedAt: "2026-11-22T09:32:00.000Z",
  expiresAt: "2027-11-22T09:32:00.000Z",
  eligibilityCode: { code: "ACTC-7F3K-9QXW-2M8T-R5VN-8", expiresAt: "2027-11-22T09:32:00.000Z" },
  exams: [{ exam: example.exam, status: "to-book" }],
  appointments: [],
};

export const registration = z
  .object({
    registrationId: z.string(),
    certificationId,
    title: z.string(),
    status: z.enum(registrationStatuses),
    candidate,
    openedAt: instant,
    expiresAt: instant,
    eligibilityCode: z.object({ code: z.string(), expiresAt: instant }).optional(),
    exams: z.array(z.object({ exam: z.string(), status: examStatus })),
    appointments: z.array(bookedExam).meta({ description: "Each under its valid number, the latest start first" }),
    accommodations: accommodations.optional(),
    sittingsGranted: z
      .array(z.string())
      .optional()
      .meta({ description: "The exams of which staff gave one more sitting, each as often as they did" }),
    nameDiffers: nameDiffers.optional(),
    certificateId: z.string().optional(),
    earnsNothing: earnsNothing.optional(),
  })
  .meta({
    id: "Registration",
    examples: [exampleRegistration],
  });

export function registrationView(of: Registration, now: Instant) {
  const { registrationId, certification, openedAt, expiresAt, certificateId } = of;
  const entitlement = { kind: "registration", of } as const;
  return {
    registrationId,
    certificationId: certification.certificationId,
    title: certification.title,
    status: registrationStatus(of, now),
    candidate: of.candidate,
    openedAt,
    expiresAt,
    ...(of.eligibilityCode !== undefined && { eligibilityCode: { code: of.eligibilityCode, expiresAt } }),
    exams: examStatuses(of, now),
    appointments: appointmentsOf(entitlement).map((each) => bookedExamView(certification, each)),
    accommodations: of.accommodations,
    sittingsGranted: of.granted,
    nameDiffers: nameDifference(of),
    certificateId: of.earnsNothing === undefined ? certificateId : undefined,
    earnsNothing: of.earnsNothing,
  };
}

export const register = operation({
  id: "register",
  method: "POST",
  path: "/v1/registrations",
  auth: "account",
  tag: "Registration",
  summary: "Activate an authorization code for a certification",
  description: `Spends the code and opens the registration${inWords.withEligibilityCode}, in one step.`,
  body: z.strictObject({ authorizationCode, certificationId, candidate }),
  examples: {
    "A code as people type it": {
      authorizationCode: "edu 7f3k 9qxw 2m8t r5vn 8",
      certificationId: example.certificationId,
      candidate: exampleCandidate,
    },
    "A single name": {
      authorizationCode: "EDU-7F3K-9QXW-2M8T-R5VN-8",
      certificationId: example.certificationId,
      candidate: { givenName: "Suharto", email: "suharto@example.org", country: "ID" },
    },
  },
  answers: {
    201: {
      description: "Registered",
      schema: registration,
      headers: location("/v1/registrations/reg_0f1e2d3c4b5a69788796"),
    },
  },
  refusals: [
    "certification-not-found",
    "authorization-code-not-found",
    "authorization-code-cancelled",
    "authorization-code-already-redeemed",
    "authorization-code-expired",
    "certification-retired",
    "authorization-code-does-not-cover-certification",
    "registration-already-open",
    "certificate-not-claimed",
    "certificate-still-valid",
    "retake-too-early",
  ],
  guessed: "authorizationCode",
});

export const listRegistrations = operation({
  id: "listRegistrations",
  method: "GET",
  path: "/v1/registrations",
  auth: "account",
  tag: "Registration",
  summary: "List my registrations, newest first",
  query: z.strictObject({
    ...paging,
    ...ofCertification,
    status: z
      .enum(registrationStatuses)
      .optional()
      .meta({ description: "Only of this status", examples: ["open"] }),
  }),
  answers: { 200: { description: "One page of registrations", schema: page(registration) } },
});

export const getRegistration = operation({
  id: "getRegistration",
  method: "GET",
  path: "/v1/registrations/{registrationId}",
  auth: "account",
  tag: "Registration",
  summary: "Get a registration",
  params: z.strictObject({ registrationId: identifier("A registration's id", "reg_0f1e2d3c4b5a69788796") }),
  answers: { 200: { description: "The registration", schema: registration } },
  refusals: ["registration-not-found"],
});

export const setAccommodations = operation({
  id: "setAccommodations",
  method: "PUT",
  path: "/v1/registrations/{registrationId}/accommodations",
  auth: "staff",
  tag: "Registration",
  summary: "Set the accommodations of a registration",
  description:
    "Replaces all earlier accommodations. An empty list without a text removes them. Test centres see them in each look-up.",
  params: z.strictObject({ registrationId: identifier("A registration's id", "reg_0f1e2d3c4b5a69788796") }),
  body: accommodations,
  examples: {
    "More time and a room": exampleAccommodations,
    "None any more": { codes: [] },
  },
  answers: {
    200: {
      description: "The registration with them",
      schema: registration,
      shows: { ...exampleRegistration, accommodations: exampleAccommodations },
    },
  },
  refusals: ["registration-not-found"],
});

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
