import { describe, expect, test } from "vitest";
import {
  getCertificate,
  listCertificates,
  revokeCertificate,
} from "../../../shared/contract/certificate/certificate-operations.ts";
import { getCertificatePdf, getCredential } from "../../../shared/contract/certificate/credentials.ts";
import { hideCertificate, showCertificate } from "../../../shared/contract/certificate/hiding.ts";
import { showVerification, verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { getMyCertifications } from "../../../shared/contract/overview/my-certifications.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { atOnce, call, eventsOf, eventTypes, field, pageOf, refusal, tally } from "../calls.ts";

const hiddenAt = "2027-01-01T00:00:00.000Z";
const ended = "2029-01-01T00:00:00.000Z";

const hide = (certificateId: string, as: Claims, at = hiddenAt) =>
  call(hideCertificate, { params: { certificateId }, body: {}, as, at });
const show = (certificateId: string, as: Claims) => call(showCertificate, { params: { certificateId }, body: {}, as });

async function claimed() {
  const ana = given.someone();
  const pass = await given.pass(ana);
  given.must([200], await given.claiming(pass.certificateId, ana));
  const params = { certificateNumber: pass.certificateNumber };
  const verify = (at = hiddenAt) => call(verifyCertificate, { params, at });
  const page = (at = hiddenAt) => call(showVerification, { params, at });
  return { ana, ...pass, verify, page };
}

describe("a certificate that its holder hides", () => {
  test("verifies without the name, until the holder shows it again", async () => {
    const { ana, certificateId, certificateNumber, certificationId, verify, page } = await claimed();
    const before = await verify();

    expect(field(await hide(certificateId, ana), "hiddenAt")).toBe(hiddenAt);
    const hidden = await verify();
    const hiddenPage = await page();

    expect(hidden.body).toEqual({
      certificateNumber,
      hidden: true,
      certification: { certificationId, title: "A title", level: "acp" },
      status: "valid",
      claimedAt: "2026-11-22T09:30:00.000Z",
      validUntil: "2028-11-22T09:30:00.000Z",
    });
    expect([hiddenPage.status, String(hiddenPage.body).includes("Ana")]).toEqual([200, false]);

    const shown = await show(certificateId, ana);
    expect([shown.status, field(shown, "hiddenAt")]).toEqual([200, undefined]);
    expect((await verify()).body).toEqual(before.body);
    expect((await page()).body).toContain("Ana Sá");
    expect((await eventsOf("certificate", certificateId)).slice(-2)).toMatchObject([
      { type: "certificate.hidden", at: hiddenAt, actor: { kind: "account", id: ana.sub }, data: {} },
      { type: "certificate.shown", actor: { kind: "account", id: ana.sub }, data: {} },
    ]);
  });

  test("still says that it has expired or was revoked, and stays hidden", async () => {
    const { ana, certificateId, verify, page } = await claimed();
    await hide(certificateId, ana);

    expect((await verify(ended)).body).toMatchObject({ status: "expired", hidden: true });
    const body = { reason: "Impersonation" };
    given.must([200], await call(revokeCertificate, { params: { certificateId }, body, as: given.staff }));

    expect((await verify(ended)).body).toMatchObject({ status: "revoked", hidden: true });
    expect(String((await page(ended)).body)).toContain("Revoked");
    expect(String((await page(ended)).body)).not.toContain("Ana");
    expect((await show(certificateId, ana)).status).toBe(200);
    expect((await verify(ended)).body).toMatchObject({ status: "revoked", holderName: "Ana Sá" });
  });

  test("is complete for its holder and for staff, with the time since which it is hidden", async () => {
    const { ana, certificateId, certificateNumber } = await claimed();
    await hide(certificateId, ana);
    const whole = { certificateId, holderName: "Ana Sá", hiddenAt };

    for (const as of [ana, given.staff]) {
      expect((await call(getCertificate, { params: { certificateId }, as })).body).toMatchObject(whole);
    }
    expect(pageOf(await call(listCertificates, { as: ana })).data).toMatchObject([whole]);
    expect(field(await call(getMyCertifications, { as: ana }), "data")).toMatchObject([{ certificate: whole }]);
    const handedOut = { params: { certificateNumber }, query: { token: await given.linkToken(certificateId, ana) } };
    expect((await call(getCertificatePdf, handedOut)).status).toBe(200);
    expect((await call(getCredential, handedOut)).status).toBe(200);
  });

  test("is hidden once, however often that is asked at the same moment", async () => {
    const { ana, certificateId } = await claimed();

    const answers = await atOnce(3, () => hide(certificateId, ana));

    expect(tally(answers)).toEqual({ 200: 1, 409: 2 });
    expect(refusal(await hide(certificateId, ana))).toEqual([409, "certificate-already-hidden"]);
    expect(await eventTypes("certificate", certificateId)).toEqual([
      "result.accepted",
      "certificate.claimed",
      "certificate.hidden",
    ]);
  });
});

test("a certificate is hidden after its claim, shown if it is hidden, and by its holder alone", async () => {
  const ana = given.someone();
  const { certificateId } = await given.pass(ana);
  const unclaimed = await hide(certificateId, ana);
  given.must([200], await given.claiming(certificateId, ana));

  expect(refusal(unclaimed)).toEqual([409, "certificate-not-claimed"]);
  expect(refusal(await show(certificateId, ana))).toEqual([409, "certificate-not-hidden"]);
  expect(refusal(await hide(certificateId, given.staff))).toEqual([404, "certificate-not-found"]);
  expect(await eventTypes("certificate", certificateId)).toEqual(["result.accepted", "certificate.claimed"]);
});
