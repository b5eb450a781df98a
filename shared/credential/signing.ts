import { createHash, createPublicKey, type KeyObject, sign } from "node:crypto";
import { credentialKeyUrl } from "../contract/certificate/issuer-document.ts";
import { rsaKeyFrom } from "./rsa-key.ts";

/** The id is its RFC 7638 thumbprint. */
export type SigningKey = { readonly id: string; readonly key: KeyObject; readonly n: string; readonly e: string };

export type Credential = {
  readonly id: string;
  readonly issuer: { readonly id: string };
  readonly validFrom: string;
  readonly validUntil: string;
  readonly credentialSubject: { readonly id: string };
};

const known = new Map<string, SigningKey>();

/** Expensive: derive it once for each function. */
export function signingKeyFrom(secret: string): SigningKey {
  const derived = known.get(secret) ?? derive(secret);
  known.set(secret, derived);
  return derived;
}

function derive(secret: string): SigningKey {
  const key = rsaKeyFrom(secret);
  const { n = "", e = "" } = createPublicKey(key).export({ format: "jwk" });
  const id = createHash("sha256")
    .update(JSON.stringify({ e, kty: "RSA", n }))
    .digest("base64url");
  return { id, key, n, e };
}

/** The public half with its published address. */
export function publicJwk({ id, n, e }: SigningKey, origin: string) {
  return { kty: "RSA" as const, n, e, alg: "RS256" as const, use: "sig" as const, kid: credentialKeyUrl(origin, id) };
}

/** A credential as a JWT (Open Badges 3.0). Every verifier knows RS256. The same credential gives the same text. */
export function signCredential(credential: Credential, signing: SigningKey, origin: string): string {
  const { id: jti, issuer, credentialSubject, validFrom, validUntil } = credential;
  const header = { alg: "RS256", kid: credentialKeyUrl(origin, signing.id), typ: "JWT" };
  const dates = { nbf: Date.parse(validFrom) / 1000, exp: Date.parse(validUntil) / 1000 };
  const payload = { ...credential, iss: issuer.id, jti, sub: credentialSubject.id, ...dates };
  const content = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${content}.${sign("RSA-SHA256", Buffer.from(content), signing.key).toString("base64url")}`;
}
