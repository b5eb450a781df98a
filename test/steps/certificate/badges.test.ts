import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import * as z from "zod";
import { getBadgePng, getBadgeSvg, getBakedBadge, getCard } from "../../../shared/contract/certificate/badges.ts";
import { getCertificate, revokeCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import { getCertificatePdf, getCredential } from "../../../shared/contract/certificate/credentials.ts";
import { hideCertificate } from "../../../shared/contract/certificate/hiding.ts";
import { verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { exampleAttested } from "../../../shared/contract/programme/attested.ts";
import { putCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import { drawCode } from "../../../shared/domain/code.ts";
import { attemptsAnHour } from "../../../shared/domain/history/attempt.ts";
import { sizeOf, unbaked } from "../../support/baked.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import { verify } from "../../support/verifier.ts";
import { call, eventTypes, field, refusal } from "../calls.ts";
import { askedAt } from "./as-verifier.ts";

const origin = "https://localhost";
const at = "2026-12-01T00:00:00.000Z";

async function claimed(ana: Claims = given.someone()) {
  const certificate = await given.pass(ana);
  given.must([200], await given.claiming(certificate.certificateId, ana));
  return { ...certificate, ana, token: await given.linkToken(certificate.certificateId, ana) };
}

const bytesOf = ({ body }: Response) => Buffer.from(String(body), "base64");
const card = (certificateNumber: string, when = at) => call(getCard, { params: { certificateNumber }, at: when });
const baking = (certificateNumber: string, token?: string) =>
  call(getBakedBadge, { params: { certificateNumber }, query: token === undefined ? {} : { token }, at });

const fetch = askedAt(at);

test("a certification has a badge as a drawing and as a bitmap, which anyone may cache, and an unchanged one is not sent again", async () => {
  const certificationId = await given.certification("acp", { title: "Clouds & <Skies>" });

  const svg = await call(getBadgeSvg, { params: { certificationId } });
  const png = await call(getBadgePng, { params: { certificationId } });
  const again = await call(getBadgePng, {
    params: { certificationId },
    headers: { "if-none-match": String(png.headers.etag) },
  });

  expect(svg.headers).toMatchObject({ "content-type": "image/svg+xml", "cache-control": "public, max-age=3600" });
  expect(String(svg.body)).toContain("<title>Clouds &amp; &lt;Skies&gt;, certified at the ACP level by Cloud Practice");
  expect(String(svg.body).length).toBeLessThan(12_000);
  expect(png.headers).toMatchObject({ "content-type": "image/png", "cache-control": "public, max-age=3600" });
  expect(sizeOf(bytesOf(png))).toEqual([600, 600]);
  expect([again.status, again.headers.etag]).toEqual([304, png.headers.etag]);
});

test("a certification that does not exist, or was never published, has no badge", async () => {
  const certificationId = `acp-${randomUUID()}`;
  const body = { level: "acp", title: "A draft", price: { amount: 1, currency: "USD" }, status: "draft" };
  given.must([201], await call(putCertification, { params: { certificationId }, body, as: given.staff }));

  for (const each of [certificationId, "acp-none"]) {
    for (const operation of [getBadgeSvg, getBadgePng]) {
      const answer = await call(operation, { params: { certificationId: each } });
      expect(refusal(answer)).toEqual([404, "certification-not-found"]);
    }
  }
});

test("a holder's badge carries the very credential, which verifies, and takes no second place in the status list", async () => {
  const { certificateId, certificateNumber, token } = await claimed();

  const badge = await baking(certificateNumber, token);
  const plain = await call(getCredential, { params: { certificateNumber }, query: { token }, at });

  expect(badge.headers).toMatchObject({
    "content-type": "image/png",
    "content-disposition": expect.stringMatching(
      /^attachment; filename="CRT-[\w-]+\.png"; filename\*=UTF-8''Ana%20S%C3%A1%20-%20.+\.png$/,
    ),
  });
  expect(sizeOf(bytesOf(badge))).toEqual([600, 600]);
  const jwt = unbaked(bytesOf(badge));
  expect(jwt).toBe(plain.body);
  const { credential, revoked } = await verify(jwt, fetch, at);
  expect([credential.id, revoked]).toEqual([`${origin}/verify/${encodeURIComponent(certificateNumber)}`, false]);
  expect(await eventTypes("certificate", certificateId)).toEqual([
    "result.accepted",
    "certificate.claimed",
    "certificate.credential-issued",
  ]);
});

test("no search engine lists what shows a holder's name beside the page", async () => {
  const { certificateNumber, token } = await claimed();
  const asked = { params: { certificateNumber }, at };
  const answers = [
    await call(verifyCertificate, asked),
    await card(certificateNumber),
    await baking(certificateNumber, token),
    await call(getCredential, { ...asked, query: { token } }),
    await call(getCertificatePdf, { ...asked, query: { token } }),
  ];

  expect(answers.map(({ status, headers }) => [status, headers["x-robots-tag"]])).toEqual(
    answers.map(() => [200, "noindex"]),
  );
});

test("without the holder's link there is no baked badge, and a revoked certificate has none", async () => {
  const { certificateId, certificateNumber, token } = await claimed();
  const other = await claimed();
  const strangers = [await baking(certificateNumber), await baking(certificateNumber, other.token)];
  given.must(
    [200],
    await call(revokeCertificate, { params: { certificateId }, body: { reason: "Impersonation" }, as: given.staff }),
  );

  for (const each of strangers) expect(refusal(each)).toEqual([404, "certificate-not-found"]);
  expect(refusal(await baking(certificateNumber, token))).toEqual([409, "certificate-revoked"]);
});

const achievementShape = z.object({ credentialSubject: z.object({ achievement: z.looseObject({}) }) });

test("a credential tells what the catalogue says of the certification now, and keeps its place when that changes", async () => {
  const { certificationId, certificateNumber, token } = await claimed();
  const before = await call(getCredential, { params: { certificateNumber }, query: { token }, at });
  const body = { level: "acp", title: "Renamed", price: { amount: 1, currency: "USD" }, status: "published" };
  const change = { params: { certificationId }, body: { ...body, ...exampleAttested }, as: given.staff };
  given.must([200], await call(putCertification, change));

  const after = await call(getCredential, { params: { certificateNumber }, query: { token }, at });

  const [first, second] = [await verify(String(before.body), fetch, at), await verify(String(after.body), fetch, at)];
  const { achievement } = achievementShape.parse(second.credential).credentialSubject;
  expect(achievement).toMatchObject({
    achievementType: "Certification",
    name: "A title",
    tag: exampleAttested.skills,
    criteria: {
      id: `${origin}/v1/certifications/${certificationId}`,
      narrative: exampleAttested.criteria,
    },
    alignment: exampleAttested.alignment.map((each) => ({ type: ["Alignment"], ...each })),
    image: { id: `${origin}/badges/${certificationId}.png`, type: "Image" },
  });
  expect(achievementShape.parse(first.credential).credentialSubject.achievement).not.toHaveProperty("tag");
  expect(second.credential.credentialStatus).toEqual(first.credential.credentialStatus);
});

test("a certificate's card differs by what anyone may know of it: status and name, and shows no hidden name", async () => {
  const { certificateId, certificateNumber, ana } = await claimed();
  const others = await claimed();
  const valid = await card(certificateNumber);
  const expired = await card(certificateNumber, "2029-01-01T00:00:00.000Z");
  given.must([200], await call(hideCertificate, { params: { certificateId }, body: {}, as: ana }));
  const hidden = await card(certificateNumber);
  const reason = { reason: "Impersonation" };
  given.must([200], await call(revokeCertificate, { params: { certificateId }, body: reason, as: given.staff }));
  const revoked = await card(certificateNumber);

  const all = [valid, expired, hidden, revoked, await card(others.certificateNumber)];
  for (const each of all) {
    expect(each.headers).toMatchObject({ "content-type": "image/png", "cache-control": "public, max-age=300" });
    expect(sizeOf(bytesOf(each))).toEqual([1200, 630]);
  }
  expect(new Set(all.map(({ body }) => body)).size).toBe(5);
});

test("a certificate that was not claimed, or never was, has no card, and guesses are limited", async () => {
  const ana = given.someone();
  const { certificateNumber } = await given.pass(ana);
  const asking = (number: string) =>
    call(getCard, { params: { certificateNumber: number }, from: "203.0.113.77", at: "2027-03-01T10:00:00.000Z" });

  expect(refusal(await asking(certificateNumber))).toEqual([404, "certificate-not-found"]);
  for (let tried = 1; tried < attemptsAnHour; tried += 1) await asking(drawCode("CRT", randomBytes));
  expect(refusal(await asking(drawCode("CRT", randomBytes)))).toEqual([429, "too-many-attempts"]);
});

const linksShape = z.object({
  verify: z.string(),
  linkedIn: z.string().optional(),
  share: z.object({ linkedIn: z.string(), x: z.string(), email: z.string() }).optional(),
  embed: z.string().optional(),
});

test("a holder finds ways to show a valid certificate to others, and none while it is hidden, expired or revoked", async () => {
  const { certificateId, certificateNumber, certificationId, ana } = await claimed();
  const links = async (when = at) =>
    linksShape.parse(field(await call(getCertificate, { params: { certificateId }, as: ana, at: when }), "links"));

  const valid = await links();
  const expired = await links("2029-01-01T00:00:00.000Z");
  given.must([200], await call(hideCertificate, { params: { certificateId }, body: {}, as: ana }));
  const hidden = await links();

  const profile = new URL(valid.linkedIn ?? "");
  expect(`${profile.origin}${profile.pathname}`).toBe("https://www.linkedin.com/profile/add");
  expect(Object.fromEntries(profile.searchParams)).toEqual({
    startTask: "CERTIFICATION_NAME",
    name: "A title",
    organizationName: "Cloud Practice Institute",
    issueYear: "2026",
    issueMonth: "11",
    expirationYear: "2028",
    expirationMonth: "11",
    certUrl: valid.verify,
    certId: certificateNumber,
  });
  expect(new URL(valid.share?.linkedIn ?? "").searchParams.get("url")).toBe(valid.verify);
  expect(new URL(valid.share?.x ?? "").searchParams.get("url")).toBe(valid.verify);
  expect(decodeURIComponent(valid.share?.email ?? "")).toBe(
    `mailto:?subject=Ana Sá is certified: A title&body=${valid.verify}`,
  );
  expect(valid.embed).toBe(
    `<a href="${valid.verify}"><img src="${origin}/badges/${certificationId}.png" alt="A title, certified at the ACP level by Cloud Practice Institute." width="160" height="160"></a>`,
  );
  for (const each of [expired, hidden]) {
    expect([each.linkedIn, each.share, each.embed]).toEqual([undefined, undefined, undefined]);
  }
});
