import * as z from "zod";
import { certificateNumber } from "../code-fields.ts";
import { location, unlisted } from "../fields.ts";
import { spokenPage } from "../html-page.ts";
import { operation } from "../operation.ts";
import { verification } from "./verifications.ts";

export const verifyCertificate = operation({
  id: "verifyCertificate",
  method: "GET",
  path: "/v1/verifications/{certificateNumber}",
  auth: "public",
  tag: "Results and certificates",
  summary: "Verify a certificate by its number",
  params: z.strictObject({ certificateNumber }),
  answers: { 200: { description: "What anyone may know of it", schema: verification, headers: unlisted } },
  refusals: ["certificate-not-found"],
  guessed: "certificateNumber",
  cache: { seconds: 0 },
});

/** Search engines list it if the programme wants that. */
const verifierPage = {
  ...spokenPage,
  headers: {
    ...spokenPage.headers,
    "x-robots-tag": z
      .enum(["noindex", "all"])
      .meta({ description: "Whether search engines may list the page", examples: ["noindex"] }),
  },
};

export const showVerification = operation({
  id: "showVerification",
  method: "GET",
  path: "/verify/{certificateNumber}",
  auth: "public",
  tag: "Results and certificates",
  summary: "Show the verification page of a certificate",
  description:
    "For browsers, without a script. A number that verifies nothing gets a page that says what may be wrong. A hidden certificate has no name on it.",
  params: z.strictObject({
    certificateNumber: z
      .string()
      .max(500)
      .meta({ description: "As it was typed", examples: ["CRT-7F3K-9QXW-2M8T-R5VN-8"] }),
  }),
  answers: {
    200: { description: "Whether it is valid, in words", ...verifierPage },
    404: { description: "The page for a number that verifies nothing", ...verifierPage },
  },
  guessed: "certificateNumber",
  cache: "never",
  people: true,
});

export const showVerifyForm = operation({
  id: "showVerifyForm",
  method: "GET",
  path: "/verify",
  auth: "public",
  tag: "Results and certificates",
  summary: "Show the form to verify a certificate",
  description:
    "For browsers, without a script. With a number, or a link that holds one, it leads to the verification page of that number.",
  query: z.looseObject({
    number: z
      .string()
      .max(4000)
      .optional()
      .meta({ description: "As it was typed or pasted, also within a text", examples: ["crt 7f3k 9qxw 2m8t r5vn 8"] }),
  }),
  answers: {
    200: { description: "The form", ...verifierPage },
    303: { description: "To the verification page", headers: location("/verify/CRT-7F3K-9QXW-2M8T-R5VN-8") },
    404: { description: "The form, with what may be wrong with the number", ...verifierPage },
  },
  cache: "never",
  people: true,
});
