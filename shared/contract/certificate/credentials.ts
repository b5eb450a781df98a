import * as z from "zod";
import { attachment, certificateNumber, text, unlisted } from "../fields.ts";
import { operation } from "../operation.ts";
import { issuerView } from "./credential-documents.ts";

const tag = "Results and certificates";

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
const exampleKey = {
  kty: "RSA",
  n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc",
  e: "AQAB",
  alg: "RS256",
  use: "sig",
  kid: "https://api.example.org/v1/issuer/keys/NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
} as const;

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

const publicKey = z
  .object({
    kty: z.literal("RSA"),
    n: z.string(),
    e: z.string(),
    alg: z.literal("RS256"),
    use: z.literal("sig"),
    kid: z.string(),
  })
  .meta({ id: "CredentialKey", examples: [exampleKey] });

export const getIssuer = operation({
  id: "getIssuer",
  method: "GET",
  path: "/v1/issuer",
  auth: "public",
  tag,
  summary: "Get the issuer of the credentials, with its keys",
  answers: {
    200: {
      description: "An Open Badges profile, which is a controlled identifier document too",
      schema: z
        .object({
          "@context": z.array(z.string()),
          id: z.string(),
          type: z.array(z.string()),
          name: z.string(),
          url: z.string(),
          verificationMethod: z.array(
            z.object({ id: z.string(), type: z.string(), controller: z.string(), publicKeyJwk: publicKey }),
          ),
          assertionMethod: z.array(z.string()),
        })
        .meta({ id: "Issuer", examples: [issuerView("https://api.example.org", [exampleKey])] }),
    },
  },
  cache: { seconds: 300 },
});

const keySet = z
  .object({ keys: z.array(publicKey) })
  .meta({ id: "CredentialKeys", examples: [{ keys: [exampleKey] }] });

export const getCredentialKeys = operation({
  id: "getCredentialKeys",
  method: "GET",
  path: "/.well-known/jwks.json",
  auth: "public",
  tag,
  summary: "Get the keys that sign credentials: the present one and the one before",
  answers: { 200: { description: "A JWK set", schema: keySet } },
  cache: { seconds: 300 },
});

export const getCredentialKey = operation({
  id: "getCredentialKey",
  method: "GET",
  path: "/v1/issuer/keys/{keyId}",
  auth: "public",
  tag,
  summary: "Get the key that the `kid` of a credential names",
  params: z.strictObject({
    keyId: text(100).meta({
      description: "Its RFC 7638 thumbprint",
      examples: ["NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"],
    }),
  }),
  answers: { 200: { description: "The key, as a JWK", schema: publicKey } },
  refusals: ["credential-key-not-found"],
  cache: { seconds: 300 },
});
