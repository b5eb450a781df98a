import * as z from "zod";
import { phone } from "../exam/candidate.ts";
import { exampleRegistration, registration } from "../exam/registrations.ts";
import { country, email, identifier, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { nameOrder, personName } from "../person-name.ts";
import { bindingAnswer } from "./bindings.ts";
import { certificateAnswer, exampleCertificate } from "./certificates.ts";

const leftOut = "Left out, it stays; `null`, there is none";
const name = personName(100)
  .nullable()
  .optional()
  .meta({ description: leftOut, examples: ["Ana"] });
const names = { givenName: name, familyName: name, nameOrder: nameOrder.nullable().optional() };

export const correctCandidate = operation({
  id: "correctCandidate",
  method: "POST",
  path: "/v1/registrations/{registrationId}/candidate",
  auth: "account",
  tag: "Registration",
  summary: "Correct the registration information",
  description:
    "Candidates may correct their own until the first booking. Staff may correct it at any time, with a reason. A certificate that the registration has earned gets the corrected name and keeps its number. The candidate gets an e-mail.",
  params: z.strictObject({ registrationId: identifier("A registration's id", "reg_0f1e2d3c4b5a69788796") }),
  body: z.strictObject({
    ...names,
    email: email.optional(),
    country: country.optional(),
    phone: phone.nullable().optional(),
    reason: text(500).optional().meta({ description: "Needed from staff" }),
  }),
  examples: {
    "A family name": { familyName: "Sá Carneiro" },
    "By staff, to a single name": { givenName: "Suharto", familyName: null, reason: "As on the passport" },
  },
  answers: {
    200: {
      description: "Corrected",
      schema: registration,
      shows: { ...exampleRegistration, candidate: { ...exampleRegistration.candidate, familyName: "Sá Carneiro" } },
    },
  },
  refusals: ["registration-not-found", "registration-already-booked", "holder-name-missing"],
});

export const correctName = operation({
  id: "correctName",
  method: "POST",
  path: "/v1/certificates/{certificateId}/correct-name",
  auth: "staff",
  tag: "Results and certificates",
  summary: "Correct the name on a certificate",
  description:
    "The number stays. Page, PDF and credential show the new name, and earlier credentials are revoked. The registration gets the name, too. If a binding earned the certificate, the stated name is the whole name. Without a name, the present one is confirmed.",
  params: z.strictObject({ certificateId: identifier("A certificate's id", "crt_0f1e2d3c4b5a69788796") }),
  body: z.strictObject({ ...names, reason: text(500) }),
  examples: { "A family name": { familyName: "Sá Carneiro", reason: "As on the identity card" } },
  answers: {
    200: {
      description: "Corrected",
      schema: certificateAnswer,
      shows: { ...exampleCertificate, holderName: "Ana Sá Carneiro" },
    },
  },
  refusals: ["certificate-not-found", "holder-name-missing"],
});

export const correctBindingName = operation({
  id: "correctBindingName",
  method: "POST",
  path: "/v1/bindings/{bindingId}/correct-name",
  auth: "staff",
  tag: "Bindings",
  summary: "Decide on the name of a bound exam",
  description:
    "Settles a difference from the name that the test centre checked, also before a certificate is earned. The stated name is the whole name. Without one, the centre's name is taken, if it can be printed. A certificate that the binding has earned gets the name and keeps its number.",
  params: z.strictObject({ bindingId: identifier("A binding's id", "bnd_0f1e2d3c4b5a69788796") }),
  body: z.strictObject({ ...names, reason: text(500) }),
  examples: { "The name that the centre checked": { reason: "As on the identity card" } },
  answers: { 200: { description: "Decided", schema: bindingAnswer } },
  refusals: ["binding-not-found", "binding-not-bound", "holder-name-missing"],
});
