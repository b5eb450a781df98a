import { expect, test } from "vitest";
import { revokeCertificate, verifyCertificate } from "../../shared/contract/certificates.ts";
import * as given from "../support/given.ts";
import { call, field, refusal } from "./calls.ts";

const verify = (certificateNumber: string, at = "2026-11-22T09:30:00.000Z") =>
  call(verifyCertificate, { params: { certificateNumber }, at });

const revoke = (certificateId: string, at = "2026-11-22T09:30:00.000Z") =>
  call(revokeCertificate, { params: { certificateId }, body: { reason: "Impersonation" }, as: given.staff, at });

test("anyone learns exactly the public fields of a claimed certificate, by its number as it is typed", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber, certificationId } = await given.pass(ana);
  await given.claiming(certificateId, ana);

  const answer = await verify(certificateNumber.toLowerCase().replaceAll("-", " "));

  expect(answer.body).toEqual({
    certificateNumber,
    holderName: "Ana Sá",
    certification: { certificationId, title: "A title", level: "acp" },
    status: "valid",
    claimedAt: "2026-11-22T09:30:00.000Z",
    validUntil: "2028-11-22T09:30:00.000Z",
  });
});

test("a certificate that was not claimed cannot be verified, revoked or not", async () => {
  const { certificateId, certificateNumber } = await given.pass(given.someone());

  const unclaimed = await verify(certificateNumber);
  await revoke(certificateId);
  const revoked = await verify(certificateNumber);

  expect([refusal(unclaimed), refusal(revoked)]).toEqual([
    [404, "certificate-not-found"],
    [404, "certificate-not-found"],
  ]);
});

test("a certificate is valid one millisecond before its end and expired at its end", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  await given.claiming(certificateId, ana);

  const before = await verify(certificateNumber, "2028-11-22T09:29:59.999Z");
  const at = await verify(certificateNumber, "2028-11-22T09:30:00.000Z");

  expect([field(before, "status"), field(at, "status")]).toEqual(["valid", "expired"]);
});

test("a revoked certificate says so and when, and not why", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  await given.claiming(certificateId, ana);
  await revoke(certificateId, "2027-01-01T00:00:00.000Z");

  const answer = await verify(certificateNumber, "2029-01-01T00:00:00.000Z");

  expect(answer.body).toMatchObject({ status: "revoked", revokedAt: "2027-01-01T00:00:00.000Z" });
  expect(JSON.stringify(answer.body)).not.toContain("Impersonation");
});

test("a certificate's id is not its number and verifies nothing", async () => {
  const ana = given.someone();
  const { certificateId } = await given.pass(ana);
  await given.claiming(certificateId, ana);

  expect(refusal(await verify(certificateId))).toEqual([422, "invalid-request"]);
});
