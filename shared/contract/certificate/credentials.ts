import * as z from "zod";
import { certificateNumber } from "../code-fields.ts";
import { attachment, text, unlisted } from "../fields.ts";
import { operation } from "../operation.ts";

export const tag = "Results and certificates";

/** Optional: a link without its token is refused like one with a wrong token (404). */
export const token = text(100)
  .optional()
  .meta({
    description:
      "The part of the link that cannot be guessed: the holder finds it in `links`. Without it, or with another, the answer is 404",
    examples: ["mYd0wG3lQh2Jt1bSxP6nUe8vRkZ4cAfIo7yTqLwXs5E"],
  });

const params = z.strictObject({ certificateNumber });
const jwt = z
  .string()
  .meta({ description: "A JWT, RS256", examples: ["eyJhbGciOiJSUzI1NiJ9.eyJpZCI6IuKApiJ9.c2lnbmF0dXJl"] });

export const getCertificatePdf = operation({
  id: "getCertificatePdf",
  method: "GET",
  path: "/v1/certificates/{certificateNumber}/certificate.pdf",
  auth: "public",
  tag,
  summary: "Download a certificate as a PDF",
  description: "The holder's certificate has this link. The PDF leads to the verification page.",
  params,
  query: z.looseObject({
    token,
    format: z
      .enum(["a4", "letter"])
      .default("a4")
      .meta({ description: "The size of the paper", examples: ["letter"] }),
  }),
  answers: {
    200: {
      description: "The PDF",
      contentType: "application/pdf",
      headers: { ...attachment, ...unlisted },
      schema: z.string().meta({ format: "binary", examples: ["%PDF-1.7"] }),
    },
  },
  refusals: ["certificate-not-found", "certificate-revoked", "name-not-printable"],
  people: true,
});

export const getCredential = operation({
  id: "getCredential",
  method: "GET",
  path: "/v1/certificates/{certificateNumber}/credential",
  auth: "public",
  tag,
  summary: "Download a certificate as an Open Badges 3.0 credential",
  description:
    "The holder's certificate has this link. The answer is an AchievementCredential as a VC-JWT. Its keys and its status list are public, and the list shows a revocation.",
  params,
  query: z.strictObject({ token }),
  answers: {
    200: {
      description: "The credential",
      contentType: "application/vc+jwt",
      headers: { ...attachment, ...unlisted },
      schema: jwt,
    },
  },
  refusals: ["certificate-not-found", "certificate-revoked"],
});

export const getStatusList = operation({
  id: "getStatusList",
  method: "GET",
  path: "/v1/status-lists/{listId}",
  auth: "public",
  tag,
  summary: "Get the revoked credentials as a Bitstring Status List",
  params: z.strictObject({
    listId: z
      .string()
      .regex(/^\d{4}$/, "is not a list's id")
      .meta({ description: "As a credential names it", examples: ["2026"] }),
  }),
  answers: {
    200: { description: "The list, as a credential of its own", contentType: "application/vc+jwt", schema: jwt },
  },
  refusals: ["status-list-not-found"],
  cache: { seconds: 300 },
});
