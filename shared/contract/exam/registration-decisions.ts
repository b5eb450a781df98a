import * as z from "zod";
import { example } from "../examples.ts";
import { identifier, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { exampleRegistration, registration } from "./registrations.ts";

const params = z.strictObject({ registrationId: identifier("A registration's id", "reg_0f1e2d3c4b5a69788796") });

export const closeRegistration = operation({
  id: "closeRegistration",
  method: "POST",
  path: "/v1/registrations/{registrationId}/close",
  auth: "staff",
  tag: "Registration",
  summary: "Close an open registration",
  description:
    "Its appointments are closed, and nothing more can be booked. The candidate may register again. Later reports of test centres wait for a decision of staff.",
  params,
  body: z.strictObject({ reason: text(500) }),
  examples: { "With the reason": { reason: "The test centre has closed down" } },
  answers: {
    200: { description: "Closed", schema: registration, shows: { ...exampleRegistration, status: "closed" } },
  },
  refusals: ["registration-not-found", "registration-not-open"],
});

export const grantSitting = operation({
  id: "grantSitting",
  method: "POST",
  path: "/v1/registrations/{registrationId}/sittings",
  auth: "staff",
  tag: "Registration",
  summary: "Grant one more sitting of an exam",
  description: "It must be booked and sat before the registration's end, which does not change.",
  params,
  body: z.strictObject({
    exam: text(64).meta({ description: "The exam, by its role", examples: [example.exam] }),
    reason: text(500),
  }),
  examples: { "With the reason": { exam: example.exam, reason: "The fire alarm rang" } },
  answers: {
    200: {
      description: "The registration with it",
      schema: registration,
      shows: { ...exampleRegistration, sittingsGranted: [example.exam] },
    },
  },
  refusals: [
    "registration-not-found",
    "registration-already-open",
    "certificate-not-claimed",
    "certificate-still-valid",
    "retake-too-early",
    "registration-not-open",
    "exam-not-of-registration",
    "exam-already-passed",
  ],
});
