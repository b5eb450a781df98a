import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import { decodeProtectedHeader, importJWK, type JWTPayload, jwtVerify } from "jose";
import * as z from "zod";

/** Answers the document at an address. */
export type Fetch = (url: string) => Promise<string>;

const publicJwk = z.strictObject({
  kty: z.literal("RSA"),
  n: z.string(),
  e: z.string(),
  alg: z.literal("RS256"),
  use: z.literal("sig"),
  kid: z.string(),
});

/**
 * Verifies a credential as a stranger does, with libraries that are not ours: the signature of the JWT by the key where
 * `kid` leads, its dates, the claims that repeat the credential, and its bit in the status list, which is verified in the
 * same way. Throws if it is not valid.
 */
export async function verify(jwt: string, fetch: Fetch, at: string) {
  const credential = await verifyJwt(jwt, fetch, at);
  const documentLoader = async (url: string) => ({ document: await verifyJwt(await fetch(url), fetch, at) });
  const looked = await checkStatus({ credential, documentLoader, verifyBitstringStatusListCredential: false });
  const [status] = looked.results ?? [];
  if (!looked.verified || status === undefined) throw looked.error ?? new Error("the status cannot be told");
  return { credential, revoked: status.status };
}

async function verifyJwt(jwt: string, fetch: Fetch, at: string): Promise<JWTPayload & Record<string, unknown>> {
  const { kid = "" } = decodeProtectedHeader(jwt);
  const jwk = publicJwk.parse(JSON.parse(await fetch(kid)));
  const { payload } = await jwtVerify(jwt, await importJWK(jwk), {
    algorithms: ["RS256"],
    typ: "JWT",
    currentDate: new Date(at),
    requiredClaims: ["iss", "sub", "jti", "nbf", "exp"],
  });
  const said = z
    .object({
      id: z.string(),
      issuer: z.object({ id: z.string() }),
      credentialSubject: z.object({ id: z.string() }),
      validFrom: z.string(),
      validUntil: z.string(),
    })
    .parse(payload);
  const repeated = [payload.jti, payload.iss, payload.sub, payload.nbf, payload.exp];
  const [from, until] = [Date.parse(said.validFrom) / 1000, Date.parse(said.validUntil) / 1000];
  const expected = [said.id, said.issuer.id, said.credentialSubject.id, from, until];
  if (JSON.stringify(repeated) !== JSON.stringify(expected)) throw new Error("the claims differ from the credential");
  return payload;
}
