import * as z from "zod";
import { authorizationCode } from "../code-fields.ts";
import { example } from "../examples.ts";
import { identifier, location, page, paging } from "../fields.ts";
import { operation } from "../operation.ts";
import { inWords } from "../problems/programme-words.ts";
import { certificationId, ofCertification } from "../programme-fields.ts";
import { candidate, exampleCandidate } from "./candidate.ts";
import {
  accommodations,
  exampleAccommodations,
  exampleRegistration,
  registration,
  registrationStatuses,
} from "./registrations.ts";

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
