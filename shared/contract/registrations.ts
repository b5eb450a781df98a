import * as z from "zod";
import type { Instant } from "../domain/instant.ts";
import {
  eligibilityStatus,
  examStatuses,
  examStatusNames,
  type Registration,
  registrationStatus,
} from "../domain/registration.ts";
import type { Appointment } from "../domain/sitting.ts";
import { example } from "./examples.ts";
import {
  authorizationCode,
  certificationId,
  confirmationNumber,
  country,
  eligibilityCode,
  email,
  identifier,
  instant,
  location,
  page,
  paging,
  text,
  timeZone,
} from "./fields.ts";
import { operation } from "./operation.ts";
import { inWords } from "./programme-words.ts";

const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 ().-]{4,32}$/, "is not a telephone number")
  .meta({ examples: ["+351 21 000 0000"] });

const exampleCandidate = { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" };

const candidate = z
  .strictObject({ givenName: text(100), familyName: text(100), email, country, phone: phone.optional() })
  .meta({
    id: "Candidate",
    description: "Named as on the identity document that is shown at the test centre",
    examples: [exampleCandidate],
  });

const examStatus = z.enum(examStatusNames);

export const accommodations = z.strictObject({ codes: z.array(text(64)).max(20), text: text(1000).optional() }).meta({
  id: "Accommodations",
  description: "Arrangements that the centre makes: free codes, and a text",
  examples: [{ codes: ["extra-time-25"], text: "A separate room" }],
});

const registration = z
  .object({
    registrationId: z.string(),
    certificationId,
    status: z.enum(["open", "passed", "failed", "expired"]),
    candidate,
    openedAt: instant,
    expiresAt: instant,
    eligibilityCode: z.object({ code: z.string(), expiresAt: instant }).optional(),
    exams: z.array(z.object({ exam: z.string(), status: examStatus })),
    certificateId: z.string().optional(),
  })
  .meta({
    id: "Registration",
    examples: [
      {
        registrationId: "reg_0f1e2d3c4b5a69788796",
        certificationId: example.certificationId,
        status: "open",
        candidate: exampleCandidate,
        openedAt: "2026-11-22T09:32:00.000Z",
        expiresAt: "2027-11-22T09:32:00.000Z",
        eligibilityCode: { code: "ACTC-7F3K-9QXW-2M8T-R5VN-8", expiresAt: "2027-11-22T09:32:00.000Z" },
        exams: [{ exam: example.exam, status: "to-book" }],
      },
    ],
  });

/** A registration with the states of its exams at `now`. */
export function registrationView(of: Registration, now: Instant) {
  const { registrationId, certification, openedAt, expiresAt, certificateId } = of;
  return {
    registrationId,
    certificationId: certification.certificationId,
    status: registrationStatus(of, now),
    candidate: of.candidate,
    openedAt,
    expiresAt,
    ...(of.eligibilityCode !== undefined && { eligibilityCode: { code: of.eligibilityCode, expiresAt } }),
    exams: examStatuses(of, now),
    certificateId,
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
  summary: "List one's registrations, newest first",
  query: z.strictObject(paging),
  answers: { 200: { description: "One page of registrations", schema: page(registration) } },
});

export const getRegistration = operation({
  id: "getRegistration",
  method: "GET",
  path: "/v1/registrations/{registrationId}",
  auth: "account",
  tag: "Registration",
  summary: "Look a registration up",
  params: z.strictObject({ registrationId: identifier("A registration's id", "reg_0f1e2d3c4b5a69788796") }),
  answers: { 200: { description: "The registration", schema: registration } },
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

/** A registration as its eligibility code shows it. */
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
  summary: "Look an eligibility code up",
  params: z.strictObject({ code: eligibilityCode }),
  answers: { 200: { description: "The eligibility code", schema: eligibilityAnswer } },
  refusals: ["eligibility-code-not-found"],
  guessed: "code",
});

export const exampleTestCenter = {
  id: "LIS-01",
  name: "Lisboa Centro",
  city: "Lisboa",
  country: "PT",
  timeZone: "Europe/Lisbon",
};

export const testCenter = z
  .strictObject({ id: text(64), name: text(200), city: text(100), country, timeZone })
  .meta({ id: "TestCenter", examples: [exampleTestCenter] });

const appointmentAnswer = z
  .object({
    confirmationNumber,
    status: z.enum(["booked", "rescheduled", "cancelled", "no-show", "completed"]),
    exam: z.string(),
    startsAt: instant,
    testCenter: testCenter.optional(),
    delivery: z.literal("online").optional().meta({ description: "An online exam has no test centre" }),
    registrationId: z.string().optional(),
    examCode: z.string().optional().meta({ description: "The exam code that pays for it" }),
    afterEnd: z
      .literal(true)
      .optional()
      .meta({ description: "It lies at or after the end of the code: its result waits for a staff decision" }),
    supersededBy: confirmationNumber.optional(),
    validConfirmationNumber: confirmationNumber.optional(),
  })
  .meta({
    id: "Appointment",
    examples: [
      {
        confirmationNumber: example.firstNumber,
        status: "rescheduled",
        exam: example.exam,
        startsAt: "2026-12-01T10:00:00.000Z",
        testCenter: exampleTestCenter,
        registrationId: "reg_0f1e2d3c4b5a69788796",
        supersededBy: example.secondNumber,
        validConfirmationNumber: example.secondNumber,
      },
    ],
  });

/** An appointment; an old number names the one that took its place and the one that is valid (R13). */
export function appointmentView(of: {
  readonly appointment: Appointment;
  readonly validConfirmationNumber: string;
  readonly registrationId?: string | undefined;
  readonly examCode?: string | undefined;
}) {
  const { confirmationNumber, state, exam, startsAt, testCenter, supersededBy, afterEnd } = of.appointment;
  const { registrationId, examCode, validConfirmationNumber } = of;
  const successor = supersededBy === undefined ? {} : { supersededBy, validConfirmationNumber };
  const place = testCenter === undefined ? ({ delivery: "online" } as const) : { testCenter };
  return {
    confirmationNumber,
    status: state,
    exam,
    startsAt,
    ...place,
    registrationId,
    examCode,
    afterEnd,
    ...successor,
  };
}

export const getAppointment = operation({
  id: "getAppointment",
  method: "GET",
  path: "/v1/appointments/{confirmationNumber}",
  auth: "account",
  tag: "Registration",
  summary: "Look an appointment up by its confirmation number",
  params: z.strictObject({ confirmationNumber }),
  answers: { 200: { description: "The appointment", schema: appointmentAnswer } },
  refusals: ["appointment-not-found"],
});
