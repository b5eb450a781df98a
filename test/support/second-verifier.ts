import { createPublicKey, verify } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { ProfileValidator, UnsignedAchievementCredentialValidator } from "@learncard/types";
import * as z from "zod";
import type { Fetch } from "./verifier.ts";

const base64Json = z.string().transform((text) => JSON.parse(Buffer.from(text, "base64url").toString()));
const token = z.tuple([
  base64Json.pipe(z.object({ alg: z.literal("RS256"), kid: z.string() })),
  base64Json.pipe(
    z.looseObject({ issuer: z.object({ id: z.string() }), validFrom: z.string(), validUntil: z.string() }),
  ),
  z.string(),
]);
const issuerDocument = z.object({
  assertionMethod: z.array(z.string()),
  verificationMethod: z.array(
    z.object({ id: z.string(), controller: z.string(), publicKeyJwk: z.record(z.string(), z.unknown()) }),
  ),
});
const statusEntry = z.object({ statusListCredential: z.string(), statusListIndex: z.string().regex(/^\d+$/) });
const listDocument = z.object({
  type: z.array(z.string()).refine((types) => types.includes("BitstringStatusListCredential")),
  credentialSubject: z.object({ statusPurpose: z.literal("revocation"), encodedList: z.string().startsWith("u") }),
});

/**
 * Verifies a credential by another way than `verify`, with none of its libraries: OpenSSL checks the signature, by a key that
 * the issuer's own document names for assertions; LearnCard says whether it is an achievement, and its issuer a profile, of
 * Open Badges 3.0; the bit is
 * read as W3C's recommendation describes it. Throws if it is not valid.
 */
export async function verifyAgain(jwt: string, fetch: Fetch, at: string) {
  const credential = UnsignedAchievementCredentialValidator.parse(await signedBy(jwt, fetch, at));
  const { statusListCredential, statusListIndex } = statusEntry.parse(credential.credentialStatus);
  const list = listDocument.parse(await signedBy(await fetch(statusListCredential), fetch, at));
  const bits = gunzipSync(Buffer.from(list.credentialSubject.encodedList.slice(1), "base64url"));
  const index = Number(statusListIndex);
  const bit = bits.readUInt8(Math.floor(index / 8)) & (0b1000_0000 >> (index % 8));
  return { credential, revoked: bit !== 0 };
}

async function signedBy(jwt: string, fetch: Fetch, at: string) {
  const [{ kid }, payload, signature] = token.parse(jwt.split("."));
  const { id } = payload.issuer;
  const issuer = issuerDocument.parse(ProfileValidator.parse(JSON.parse(await fetch(id))));
  const method = issuer.verificationMethod.find((each) => each.id === kid && each.controller === id);
  if (method === undefined || !issuer.assertionMethod.includes(kid)) throw new Error("not a key of the issuer's");
  const key = createPublicKey({ key: method.publicKeyJwk, format: "jwk" });
  const signed = Buffer.from(jwt.slice(0, jwt.lastIndexOf(".")));
  if (!verify("sha256", signed, key, Buffer.from(signature, "base64url"))) throw new Error("the signature is wrong");
  const [from, until, now] = [payload.validFrom, payload.validUntil, at].map(Date.parse);
  if (!(Number(from) <= Number(now) && Number(now) < Number(until))) throw new Error("it is not valid at this time");
  return payload;
}
