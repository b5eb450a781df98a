import { randomBytes } from "node:crypto";
import { decodeProtectedHeader } from "jose";
import { expect, test } from "vitest";
import * as z from "zod";
import { getCertificate, revokeCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import {
  getCredentialKey,
  getCredentialKeys,
  getIssuer,
} from "../../../shared/contract/certificate/credential-keys.ts";
import { getCertificatePdf, getCredential, getStatusList } from "../../../shared/contract/certificate/credentials.ts";
import { listResults } from "../../../shared/contract/exam/result-operations.ts";
import { drawCode } from "../../../shared/domain/code.ts";
import { certificates } from "../../../shared/store/certificate/certificates.ts";
import { placed } from "../../../shared/store/certificate/status-lists.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { Facts } from "../../../shared/store/core/facts.ts";
import { read } from "../../../shared/store/core/read.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import { verify } from "../../support/verifier.ts";
import { atOnce, call, eventTypes, field, pageOf, refusal, tally } from "../calls.ts";
import { askedAt } from "./as-verifier.ts";

const origin = "https://localhost";
const linksShape = z.object({ verify: z.string(), pdf: z.string().optional() }).loose();

async function links(certificateId: string, as: Claims, at?: string) {
  const answer = await call(getCertificate, { params: { certificateId }, as, ...(at !== undefined && { at }) });
  return linksShape.optional().parse(field(answer, "links"));
}

/** A claimed certificate, and the token of its holder's links. */
async function claimed() {
  const ana = given.someone();
  const certificate = await given.pass(ana);
  given.must([200], await given.claiming(certificate.certificateId, ana));
  return { ...certificate, ana, token: await given.linkToken(certificate.certificateId, ana) };
}

const fetching = (certificateNumber: string, token: string, at = "2026-11-22T09:30:00.000Z") =>
  call(getCredential, { params: { certificateNumber }, query: { token }, at });

const revoking = (certificateId: string) =>
  call(revokeCertificate, { params: { certificateId }, body: { reason: "Impersonation" }, as: given.staff });

test("the credential of a certificate says what anyone may verify, and its claims repeat it", async () => {
  const { certificateNumber, certificationId, token } = await claimed();

  const answer = await fetching(certificateNumber, token);

  const { credential } = await verified(answer);
  expect(answer.headers).toMatchObject({
    "content-type": "application/vc+jwt",
    "content-disposition": expect.stringMatching(
      /^attachment; filename="CRT-[\w-]+\.jwt"; filename\*=UTF-8''Ana%20S%C3%A1%20-%20A%20title%20-%20.+\.jwt$/,
    ),
  });
  expect(decodeProtectedHeader(String(answer.body))).toEqual({
    alg: "RS256",
    typ: "JWT",
    kid: expect.stringMatching(/^https:\/\/localhost\/v1\/issuer\/keys\/[\w-]{43}$/),
  });
  const issuer = {
    id: `${origin}/v1/issuer`,
    type: ["Profile"],
    name: "Cloud Practice Institute",
    url: "https://cloudpractice.example",
  };
  const page = `${origin}/verify/${encodeURIComponent(certificateNumber)}`;
  expect(credential).toMatchObject({
    id: page,
    jti: page,
    iss: issuer.id,
    sub: `${page}#holder`,
    issuer,
    type: ["VerifiableCredential", "AchievementCredential"],
    name: "A title",
    validFrom: "2026-11-22T09:30:00Z",
    nbf: Date.parse("2026-11-22T09:30:00Z") / 1000,
    validUntil: "2028-11-22T09:30:00Z",
    exp: Date.parse("2028-11-22T09:30:00Z") / 1000,
    credentialSubject: {
      id: `${page}#holder`,
      type: ["AchievementSubject"],
      identifier: [{ type: "IdentityObject", identityHash: "Ana Sá", identityType: "name", hashed: false }],
      achievement: { id: `${origin}/v1/certifications/${certificationId}`, type: ["Achievement"], name: "A title" },
    },
    credentialStatus: { type: "BitstringStatusListEntry", statusPurpose: "revocation" },
  });
  expect(JSON.stringify(credential)).not.toContain("ana@example.org");
});

test("a certificate takes one place in one status list, however often and by however many it is asked for at once", async () => {
  const { certificateId, certificateNumber, token } = await claimed();

  const answers = await atOnce(8, () => fetching(certificateNumber, token));
  const later = await fetching(certificateNumber, token, "2027-05-01T00:00:00.000Z");

  expect(tally(answers)).toEqual({ 200: 8 });
  expect(new Set([...answers, later].map(({ body }) => body)).size).toBe(1);
  expect(await eventTypes("certificate", certificateId)).toEqual([
    "result.accepted",
    "certificate.claimed",
    "certificate.credential-issued",
  ]);
});

test("two certificates never share a place", async () => {
  const all = await Promise.all([claimed(), claimed(), claimed()]);

  const places = await Promise.all(
    all.map(async ({ certificateNumber, token }) => statusOf(await fetching(certificateNumber, token))),
  );

  expect(new Set(places).size).toBe(3);
});

test("a place that another certificate has is never taken: the next decision draws another", async () => {
  const { certificateId } = await claimed();
  const ref = certificates.at(certificateId);
  const draws = [
    [0, 0, 9],
    [0, 0, 9],
    [0, 0, 10],
  ].map((bytes) => Uint8Array.from(bytes));
  const random = () => draws.shift() ?? new Uint8Array(3);
  const facts = new Facts();
  await read(facts, [ref], new Cost());
  const mine = facts.get(ref);
  if (mine?.state !== "claimed") throw new Error("it was claimed");

  const { changes } = placed(facts, mine, random);
  for (const { key, attributes } of changes) {
    facts.learn(key, { ...key, kind: "status-place", version: 1, commit: "another's", ...attributes });
  }
  const { place } = placed(facts, { ...mine, statusPlace: undefined }, random);

  expect(changes).toHaveLength(2);
  expect(place).toEqual({ list: "2026", index: 10 });
});

test("a caller without a certificate's link gets the same 404 whether the certificate exists or not", async () => {
  const mine = await claimed();
  const other = await claimed();
  const wrong = [other.token, mine.token.slice(1), `${mine.token}A`, randomBytes(32).toString("base64url")];

  for (const token of wrong) {
    expect(refusal(await fetching(mine.certificateNumber, token))).toEqual([404, "certificate-not-found"]);
  }
  expect(refusal(await fetching(drawCode("CRT", randomBytes), other.token))).toEqual([404, "certificate-not-found"]);
  expect((await call(getCredential, { params: { certificateNumber: mine.certificateNumber } })).status).toBe(404);
});

test("only its holder finds the links in a certificate, from the claim on; a revoked one keeps its page alone", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  const before = await links(certificateId, ana);
  await given.claiming(certificateId, ana);

  const after = await links(certificateId, ana);
  const staffs = await links(certificateId, given.staff);
  const expired = await links(certificateId, ana, "2029-01-01T00:00:00.000Z");
  await revoking(certificateId);
  const revoked = await links(certificateId, ana);

  const inPath = encodeURIComponent(certificateNumber);
  const verify = `${origin}/verify/${inPath}`;
  const made = `${origin}/v1/certificates/${inPath}`;
  const [token] = /(?<=\?token=)[\w-]{43}$/.exec(after?.pdf ?? "") ?? [];
  expect([before, staffs, revoked]).toEqual([undefined, undefined, { verify }]);
  const files = {
    verify,
    pdf: `${made}/certificate.pdf?token=${token}`,
    credential: `${made}/credential?token=${token}`,
    badge: `${made}/badge.png?token=${token}`,
  };
  expect(after).toMatchObject(files);
  expect(expired).toEqual(files);
});

test("a revoked certificate gives no new credential, and the list tells of that which was given", async () => {
  const { certificateId, certificateNumber, token } = await claimed();
  const twin = await claimed();
  const first = await fetching(certificateNumber, token);
  const second = await fetching(twin.certificateNumber, twin.token);
  const before = [await isRevoked(first), await isRevoked(second)];

  await revoking(certificateId);

  expect(before).toEqual([false, false]);
  expect([await isRevoked(first), await isRevoked(second)]).toEqual([true, false]);
  expect(refusal(await fetching(certificateNumber, token))).toEqual([409, "certificate-revoked"]);
});

test("a pass that a correction takes back is told in the list, too", async () => {
  const { ana, certificateNumber, token } = await claimed();
  const credential = await fetching(certificateNumber, token);
  const [{ resultId } = {}] = pageOf(await call(listResults, { as: ana })).data;
  const correction = { resultId: `${resultId}-c`, corrects: resultId, outcome: "fail", reason: "Counted again" };

  given.must([200], await given.report("prometric", "result.corrected", correction));

  expect(await isRevoked(credential)).toBe(true);
});

test("anyone with its link can print a certificate on the requested paper, until it is revoked", async () => {
  const { certificateId, certificateNumber, token } = await claimed();
  const other = await claimed();
  const printing = (query: Record<string, string>) => call(getCertificatePdf, { params: { certificateNumber }, query });

  const a4 = await printing({ token });
  const letter = await printing({ token, format: "letter" });
  const strangers = await printing({ token: other.token });
  const unknownPaper = await printing({ token, format: "a3" });
  await revoking(certificateId);
  const revoked = await printing({ token });

  expect([a4.status, letter.status]).toEqual([200, 200]);
  expect(a4.headers).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": expect.stringMatching(
      /^inline; filename="CRT-[\w-]+\.pdf"; filename\*=UTF-8''Ana%20S%C3%A1%20-%20.+\.pdf$/,
    ),
  });
  expect(Buffer.from(String(a4.body), "base64").toString("latin1")).toMatch(/^%PDF-1\.7/);
  expect(letter.body).not.toBe(a4.body);
  expect(refusal(strangers)).toEqual([404, "certificate-not-found"]);
  expect(refusal(unknownPaper)).toEqual([422, "invalid-request"]);
  expect(refusal(revoked)).toEqual([409, "certificate-revoked"]);
});

test("the keys are published as a set, one by one, and in the issuer's profile; never a private part", async () => {
  const { certificateNumber, token } = await claimed();
  const { kid = "" } = decodeProtectedHeader(String((await fetching(certificateNumber, token)).body));

  const set = await call(getCredentialKeys);
  const one = await call(getCredentialKey, { params: { keyId: kid.slice(kid.lastIndexOf("/") + 1) } });
  const issuer = await call(getIssuer);

  const key = { kty: "RSA", alg: "RS256", use: "sig", kid, e: "AQAB", n: expect.stringMatching(/^[\w-]{342}$/) };
  expect(set.body).toEqual({ keys: [key] });
  expect(one.body).toEqual(key);
  expect(issuer.body).toMatchObject({
    id: `${origin}/v1/issuer`,
    url: "https://cloudpractice.example",
    verificationMethod: [{ id: kid, type: "JsonWebKey", controller: `${origin}/v1/issuer`, publicKeyJwk: key }],
    assertionMethod: [kid],
  });
  expect(refusal(await call(getCredentialKey, { params: { keyId: "none" } }))).toEqual([
    404,
    "credential-key-not-found",
  ]);
});

test("there is a status list for every year up to now", async () => {
  const at = "2027-03-01T00:00:00.000Z";
  const lists = await Promise.all(
    ["2026", "2027", "2028", "now"].map((listId) => call(getStatusList, { params: { listId }, at })),
  );

  expect(lists.map(({ status }) => status)).toEqual([200, 200, 404, 422]);
});

const at = "2026-12-01T00:00:00.000Z";

const fetch = askedAt(at);

const verified = async ({ body }: Response) => verify(String(body), fetch, at);
const isRevoked = async (answer: Response) => (await verified(answer)).revoked;

async function statusOf(answer: Response) {
  const { credential } = await verified(answer);
  return z.object({ id: z.string() }).parse(credential.credentialStatus).id;
}
