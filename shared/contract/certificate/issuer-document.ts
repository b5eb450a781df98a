import { programme } from "../../domain/programme/programme-versions.ts";

export const inOpenBadges = "https://purl.imsglobal.org/spec/ob/v3p0";
export const contexts = {
  credentials: "https://www.w3.org/ns/credentials/v2",
  openBadges: `${inOpenBadges}/context-3.0.3.json`,
  /** Defines the type of `credentialSchema`. */
  extensions: `${inOpenBadges}/extensions.json`,
  identifiers: "https://www.w3.org/ns/cid/v1",
} as const;

export function credentialKeyUrl(origin: string, keyId: string): string {
  return `${origin}/v1/issuer/keys/${keyId}`;
}

/** The issuer. `url` leads to its own pages for people. */
export function profileOf(origin: string) {
  const { name, branding } = programme;
  return { id: `${origin}/v1/issuer`, type: ["Profile"], name, url: branding.url };
}

/** The issuer with its public keys. */
export function issuerView(origin: string, keys: readonly (object & { readonly kid: string })[]) {
  const profile = profileOf(origin);
  return {
    "@context": [contexts.identifiers, contexts.openBadges],
    ...profile,
    verificationMethod: keys.map((each) => ({
      id: each.kid,
      type: "JsonWebKey",
      controller: profile.id,
      publicKeyJwk: each,
    })),
    assertionMethod: keys.map(({ kid }) => kid),
  };
}
