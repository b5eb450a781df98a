import { expect, test } from "vitest";
import * as z from "zod";
import {
  claimCertificate,
  getCertificate,
  revokeCertificate,
} from "../../../shared/contract/certificate/certificate-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { atOnce, call, eventsOf, eventTypes, field, refusal, tally } from "../calls.ts";

const revoke = (certificateId: string, at = "2026-11-22T09:30:00.000Z") =>
  call(revokeCertificate, { params: { certificateId }, body: { reason: "Impersonation" }, as: given.staff, at });

const look = (certificateId: string, as: Claims) => call(getCertificate, { params: { certificateId }, as });

const seen = async (certificateId: string, as: Claims) => (await look(certificateId, as)).body;

test("of two claims at the same moment one starts the validity and the other is refused", async () => {
  const ana = given.someone();
  const { certificateId } = await given.pass(ana);

  const answers = await Promise.all([
    given.claiming(certificateId, ana, "2026-11-22T10:00:00.000Z"),
    given.claiming(certificateId, ana, "2026-11-22T10:00:00.001Z"),
  ]);

  expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
  const [claimed, refused] = answers[0].status === 200 ? answers : answers.toReversed();
  expect(refused && refusal(refused)).toEqual([409, "certificate-already-claimed"]);
  expect(await seen(certificateId, ana)).toMatchObject(z.object({}).loose().parse(claimed?.body));
  expect(await eventTypes("certificate", certificateId)).toEqual(["result.accepted", "certificate.claimed"]);
});

test("a certificate that is claimed and revoked at the same moment is revoked, whichever came first", async () => {
  const ends = await atOnce(8, async (each) => {
    const ana = given.someone();
    const { certificateId } = await given.pass(ana);
    const claim = () => given.claiming(certificateId, ana);
    const answers = await Promise.all(
      each % 2 === 0 ? [claim(), revoke(certificateId)] : [revoke(certificateId), claim()],
    );
    const [claimed, revoked] = each % 2 === 0 ? answers : answers.toReversed();
    const types = await eventTypes("certificate", certificateId);
    return [claimed?.status, revoked?.status, field(await look(certificateId, ana), "status"), types];
  });

  for (const end of ends) {
    expect([
      [200, 200, "revoked", ["result.accepted", "certificate.claimed", "certificate.revoked"]],
      [409, 200, "revoked", ["result.accepted", "certificate.revoked"]],
    ]).toContainEqual(end);
  }
});

test("of two revocations at the same moment one is made", async () => {
  const { certificateId } = await given.pass(given.someone());

  const answers = await atOnce(2, () => revoke(certificateId));

  expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
  const [, event, ...rest] = await eventsOf("certificate", certificateId);
  expect(event).toMatchObject({
    type: "certificate.revoked",
    actor: { kind: "staff", id: "staff-1" },
    data: { reason: "Impersonation" },
  });
  expect(rest).toEqual([]);
});

test("a certificate is good for two years from its claim, whenever the exam was passed", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber, certificationId, registrationId } = await given.pass(ana);
  const passed = {
    certificateId,
    certificateNumber,
    certificationId,
    registrationId,
    holderName: "Ana Sá",
    title: "A title",
  };
  const claimable = await seen(certificateId, ana);

  const answer = await given.claiming(certificateId, ana, "2028-02-29T12:00:00.000Z");

  expect(claimable).toEqual({ ...passed, status: "claimable", passedAt: "2026-11-22T09:30:00.000Z" });
  expect(answer.body).toEqual({
    ...passed,
    status: "valid",
    passedAt: "2026-11-22T09:30:00.000Z",
    claimedAt: "2028-02-29T12:00:00.000Z",
    validUntil: "2030-02-28T12:00:00.000Z",
  });
});

test("only its holder claims a certificate", async () => {
  const { certificateId } = await given.pass(given.someone());

  for (const as of [given.someone(), given.staff]) {
    const answer = await call(claimCertificate, { params: { certificateId }, body: {}, as });
    expect(refusal(answer)).toEqual([404, "certificate-not-found"]);
  }
  expect(await eventTypes("certificate", certificateId)).toEqual(["result.accepted"]);
});

test("a revoked certificate is claimed by nobody, and its holder may register again", async () => {
  const ana = given.someone();
  const { certificateId, certificationId } = await given.pass(ana);
  await revoke(certificateId);

  const claim = await given.claiming(certificateId, ana);
  const code = await given.authorizationCode(certificationId, ana);
  const registered = await given.registering(code, certificationId, ana);

  expect(refusal(claim)).toEqual([409, "certificate-revoked"]);
  expect(registered.status).toBe(201);
});

test("revoking an expired certificate does not touch the registration that followed it", async () => {
  const ana = given.someone();
  const { certificateId, certificationId } = await given.pass(ana);
  await given.claiming(certificateId, ana);
  const later = "2028-11-22T09:30:00.000Z";
  const codes = [{ product: "certification", certificationId, quantity: 2 }];
  const [first = "", second = ""] = await given.authorizationCodes(codes, ana, later);
  await given.registering(first, certificationId, ana, { at: later });

  const revoked = await revoke(certificateId, later);
  const again = await given.registering(second, certificationId, ana, { at: later });

  expect(field(revoked, "status")).toBe("revoked");
  expect(refusal(again)).toEqual([409, "registration-already-open"]);
});
