import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import { putCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import { getAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import { call, eventTypes, field, pageOf, refusal } from "../calls.ts";

/** A refused registration stores nothing: no registration and no event, and the code is unspent. */
async function refused(answer: Response, code: string, as: Claims): Promise<readonly [number, string]> {
  expect(pageOf(await call(listRegistrations, { as })).data).toEqual([]);
  expect(await eventTypes("authorization-code", code)).toEqual([
    expect.stringMatching(/^(order\.paid|batch\.issued)$/),
  ]);
  return refusal(answer);
}

test("a code is redeemed one millisecond before its end, and not at its end or later", async () => {
  const certificationId = await given.certification("acp");
  const [ana, ben, cleo] = [given.someone(), given.someone(), given.someone()];
  const codes = await Promise.all([ana, ben, cleo].map((each) => given.authorizationCode(certificationId, each)));
  const [early = "", late = "", later = ""] = codes;

  const before = await given.registering(early, certificationId, ana, { at: "2027-11-22T09:29:59.999Z" });
  const at = await given.registering(late, certificationId, ben, { at: "2027-11-22T09:30:00.000Z" });
  const after = await given.registering(later, certificationId, cleo, { at: "2027-11-22T09:30:00.001Z" });

  expect(before.status).toBe(201);
  expect(await refused(at, late, ben)).toEqual([409, "authorization-code-expired"]);
  expect(await refused(after, later, cleo)).toEqual([409, "authorization-code-expired"]);
});

test("a code that was bought on 29 February ends on 28 February", async () => {
  const certificationId = await given.certification("acp");
  const ana = given.someone();
  const code = await given.authorizationCode(certificationId, ana, "2028-02-29T12:00:00.000Z");

  const answer = await given.registering(code, certificationId, ana, { at: "2029-02-28T12:00:00.000Z" });

  expect(await refused(answer, code, ana)).toEqual([409, "authorization-code-expired"]);
});

test("a redeemed code is not redeemed again, not even by another account that once held it", async () => {
  const certificationId = await given.certification("acp");
  const [ana, ben] = [given.someone(), given.someone()];
  const code = await given.grantedCode({ edition: "single-subject", certificationId });
  await given.registering(code, certificationId, ana);

  const again = await given.registering(code, certificationId, ana);
  const other = await given.registering(code, certificationId, ben);

  expect(refusal(again)).toEqual([409, "authorization-code-already-redeemed"]);
  expect(refusal(other)).toEqual([409, "authorization-code-already-redeemed"]);
  expect(await eventTypes("authorization-code", code)).toEqual(["batch.issued", "registration.opened"]);
});

test.each([
  ["of another level", "aca", { edition: "general-purpose", levels: ["acp", "clouder"] }],
  ["for ACE, for which no general-purpose code is good", "ace", { edition: "general-purpose", levels: ["acp"] }],
])("a general-purpose code does not fit a certification %s", async (_, level, coverage) => {
  const ana = given.someone();
  const certificationId = await given.certification(level);
  const code = await given.grantedCode(coverage);

  const answer = await given.registering(code, certificationId, ana);

  expect(await refused(answer, code, ana)).toEqual([409, "authorization-code-does-not-cover-certification"]);
});

test("a single-subject code fits no other certification of its level", async () => {
  const ana = given.someone();
  const code = await given.authorizationCode(await given.certification("acp"), ana);

  const answer = await given.registering(code, await given.certification("acp"), ana);

  expect(await refused(answer, code, ana)).toEqual([409, "authorization-code-does-not-cover-certification"]);
});

test("a code is redeemed after its certification's end of sale until one millisecond before its end of life", async () => {
  const dates = { endOfSaleAt: "2026-12-01T00:00:00Z", endOfLifeAt: "2027-06-01T00:00:00Z" };
  const certificationId = await given.certification("acp", dates);
  const [ana, ben] = [given.someone(), given.someone()];
  const [early, late] = await Promise.all([ana, ben].map((each) => given.authorizationCode(certificationId, each)));

  const before = await given.registering(early ?? "", certificationId, ana, { at: "2027-05-31T23:59:59.999Z" });
  const at = await given.registering(late ?? "", certificationId, ben, { at: "2027-06-01T00:00:00.000Z" });

  expect(before.status).toBe(201);
  expect(await refused(at, late ?? "", ben)).toEqual([409, "certification-retired"]);
});

test("a draft, and a certification that was retired, cannot be registered for", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  const draft = await given.certification("acp", { status: "draft" });

  expect(await refused(await given.registering(code, draft, ana), code, ana)).toEqual([404, "certification-not-found"]);
  const price = { amount: 12_000, currency: "USD" };
  const body = { level: "acp", title: "A title", price, status: "end-of-life" };
  await call(putCertification, { params: { certificationId }, body, as: given.staff });
  expect(await refused(await given.registering(code, certificationId, ana), code, ana)).toEqual([
    409,
    "certification-retired",
  ]);
});

test("a certification that does not exist is refused before the code is looked at", async () => {
  const ana = given.someone();
  const code = await given.authorizationCode(await given.certification("acp"), ana);

  const answer = await given.registering(code, `acp-${randomUUID()}`, ana);

  expect(await refused(answer, code, ana)).toEqual([404, "certification-not-found"]);
});

test("nobody registers beside an open registration, an unclaimed pass or a valid certificate of the certification", async () => {
  const ana = given.someone();
  const { certificationId, certificateId } = await given.pass(ana);
  const another = () => given.authorizationCode(certificationId, ana);

  const code = await another();
  const unclaimed = await given.registering(code, certificationId, ana);
  await given.claiming(certificateId, ana);
  const valid = await given.registering(code, certificationId, ana, { at: "2027-11-22T09:29:59.999Z" });
  const late = await given.authorizationCode(certificationId, ana, "2028-11-22T09:00:00.000Z");
  const lastMoment = await given.registering(late, certificationId, ana, { at: "2028-11-22T09:29:59.999Z" });
  const expired = await given.registering(late, certificationId, ana, { at: "2028-11-22T09:30:00.000Z" });
  const open = await given.registering(await another(), certificationId, ana, { at: "2028-11-22T09:30:00.001Z" });

  expect(refusal(unclaimed)).toEqual([409, "certificate-not-claimed"]);
  expect(refusal(valid)).toEqual([409, "certificate-still-valid"]);
  expect(refusal(lastMoment)).toEqual([409, "certificate-still-valid"]);
  expect(expired.status).toBe(201);
  expect(refusal(open)).toEqual([409, "authorization-code-expired"]);
  const unspent = await call(getAuthorizationCode, { params: { code }, as: ana });
  expect(field(unspent, "status")).toBe("issued");
});

test("a certificate never waives anything for another certification", async () => {
  const ana = given.someone();
  await given.pass(ana);
  const certificationId = await given.certification("acp");

  const answer = await given.registering(await given.authorizationCode(certificationId, ana), certificationId, ana);

  expect(answer.status).toBe(201);
});
