import { expect, test } from "vitest";
import { revokeCertificate } from "../../../shared/contract/certificate/certificates.ts";
import { showVerification, verifyCertificate } from "../../../shared/contract/certificate/verifications.ts";
import * as given from "../../support/given.ts";
import { call, field, mistyped, refusal } from "../calls.ts";

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

const show = (certificateNumber: string, at = "2026-11-22T09:30:00.000Z") =>
  call(showVerification, { params: { certificateNumber }, at });

test("the page says plainly that a certificate is valid, expired or revoked, and since or until when", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  await given.claiming(certificateId, ana);

  const valid = await show(certificateNumber.toLowerCase().replaceAll("-", " "));
  const expired = await show(certificateNumber, "2028-11-22T09:30:00.000Z");
  await revoke(certificateId, "2027-01-01T00:00:00.000Z");
  const revoked = await show(certificateNumber, "2029-01-01T00:00:00.000Z");

  expect([valid.status, expired.status, revoked.status]).toEqual([200, 200, 200]);
  expect(words(valid.body)).toContain("Valid This certificate is valid until 22 November 2028, 09:30 UTC.");
  expect(words(valid.body)).toContain(`Holder Ana Sá Certification A title Level ACP Number ${certificateNumber}`);
  expect(words(expired.body)).toContain("Expired This certificate was valid until 22 November 2028, 09:30 UTC.");
  expect(words(revoked.body)).toContain(
    "Revoked This certificate was revoked on 1 January 2027, 00:00 UTC. It is not valid.",
  );
  expect(words(revoked.body)).not.toContain("Impersonation");
});

test("a number that verifies nothing gets a page that says so: unknown, mistyped, or not claimed", async () => {
  const { certificateId, certificateNumber } = await given.pass(given.someone());

  const pages = await Promise.all(
    [certificateNumber, mistyped(certificateNumber), certificateId, "CRT-0000-0000-0000-0000-0", "<b>"].map((each) =>
      show(each),
    ),
  );

  for (const { status, body, headers } of pages) {
    expect([status, headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
    expect(body).toBe(pages[0]?.body);
  }
  expect(words(pages[0]?.body)).toContain("No such certificate");
});

test("what a holder is called cannot become a part of the page", async () => {
  const ana = given.someone();
  const name = "<script>alert(1)</script>";
  const { certificateId, certificateNumber } = await given.pass(ana, undefined, { givenName: name });
  await given.claiming(certificateId, ana);

  const { body } = await show(certificateNumber);

  expect(body).toContain("&lt;script&gt;alert(1)&lt;/script&gt; Sá");
  expect(body).not.toContain("<script");
});

/** The words of a page, in reading order. */
function words(body: unknown): string {
  return String(body)
    .replace(/<style>.*<\/style>/s, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll(" .", ".");
}
