import * as z from "zod";
import { text } from "../fields.ts";
import { operation } from "../operation.ts";
import { tag } from "./credentials.ts";
import { issuerView } from "./issuer-document.ts";

const exampleKey = {
  kty: "RSA",
  n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc",
  e: "AQAB",
  alg: "RS256",
  use: "sig",
  kid: "https://api.example.org/v1/issuer/keys/NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
} as const;

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
