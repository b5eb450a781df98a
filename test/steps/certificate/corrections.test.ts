import { describe, expect, test } from "vitest";
import * as z from "zod";
import { verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { atOnce, call, eventTypes, field, refusal } from "../calls.ts";
import { claimed, now, registerAgain, registered, scored, sitting, statuses } from "../corrected.ts";

const openedSchema = z.object({ eligibilityCode: z.object({ code: z.string() }) });

describe("a pass that falls", () => {
  test.each(["fail", "invalidated"] as const)("revokes the unclaimed certificate (%s)", async (outcome) => {
    const { ana, registrationId, correct } = await scored("pass");

    expect((await correct(1, outcome)).body).toEqual({ status: "applied" });

    expect(await statuses(ana)).toEqual(["revoked"]);
    expect(await registered(registrationId, ana)).toBe("failed");
  });

  test.each(["fail", "invalidated"] as const)(
    "revokes the claimed certificate (%s), and anyone sees that",
    async (to) => {
      const { ana, certificateId, certificateNumber, correct } = await claimed();
      const verify = () => call(verifyCertificate, { params: { certificateNumber }, at: now });
      expect(field(await verify(), "status")).toBe("valid");

      await correct(1, to);

      expect(await statuses(ana)).toEqual(["revoked"]);
      expect(field(await verify(), "status")).toBe("revoked");
      expect(await eventTypes("certificate", certificateId)).toEqual([
        "result.accepted",
        "certificate.claimed",
        "result.corrected",
      ]);
    },
  );

  test("cannot be claimed any more", async () => {
    const { ana, correct } = await scored("pass");
    const [certificate] = await given.certificates(ana, now);
    await correct(1, "fail");

    expect(refusal(await given.claiming(certificate?.certificateId ?? "", ana, now))).toEqual([
      409,
      "certificate-revoked",
    ]);
  });

  test.each([
    ["not claimed", () => scored("pass"), "certificate-not-claimed"],
    ["claimed", claimed, "certificate-still-valid"],
  ])("lets the candidate register again, which the certificate (%s) had forbidden", async (_, prepare, reason) => {
    const { ana, certificationId, correct } = await prepare();
    expect(refusal(await registerAgain(certificationId, ana))).toEqual([409, reason]);

    await correct(1, "fail");

    expect((await registerAgain(certificationId, ana)).status).toBe(201);
  });

  test("and a claim at the same moment leave a revoked certificate, whichever came first", async () => {
    const ends = await atOnce(6, async () => {
      const { ana, certificationId, correct } = await scored("pass");
      const [certificate] = await given.certificates(ana, now);
      const id = certificate?.certificateId ?? "";

      const [correction] = await Promise.all([correct(1, "fail"), given.claiming(id, ana, now)]);

      return [correction?.body, await statuses(ana), (await registerAgain(certificationId, ana)).status];
    });

    for (const end of ends) expect(end).toEqual([{ status: "applied" }, ["revoked"], 201]);
  });
});

describe("a fail that rises", () => {
  test("makes a certificate claimable, and forbids to register again", async () => {
    const { ana, registrationId, certificationId, correct } = await scored("fail");

    await correct(1, "pass");

    expect(await statuses(ana)).toEqual(["claimable"]);
    expect(await registered(registrationId, ana)).toBe("passed");
    expect(refusal(await registerAgain(certificationId, ana))).toEqual([409, "certificate-not-claimed"]);
  });

  test("after it had fallen gives a new certificate that can be claimed; the old one stays revoked", async () => {
    const { ana, certificateNumber, correct } = await claimed();
    await correct(1, "fail");

    await correct(2, "pass", 1);

    expect(await statuses(ana)).toEqual(["claimable", "revoked"]);
    const fresh = (await given.certificates(ana, now)).find(({ status }) => status === "claimable");
    expect(fresh?.certificateNumber).not.toBe(certificateNumber);
    expect((await given.claiming(fresh?.certificateId ?? "", ana, now)).status).toBe(200);
    const verified = await call(verifyCertificate, { params: { certificateNumber }, at: now });
    expect(field(verified, "status")).toBe("revoked");
  });

  test("and falls once more revokes the new certificate too", async () => {
    const { ana, correct, registrationId } = await claimed();
    await correct(1, "fail");
    await correct(2, "pass", 1);

    await correct(3, "invalidated", 2);

    expect(await statuses(ana)).toEqual(["revoked", "revoked"]);
    expect(await registered(registrationId, ana)).toBe("failed");
  });

  test("after the candidate has registered again gives the certificate, and leaves the new registration open", async () => {
    const { ana, certificationId, registrationId, correct } = await claimed();
    await correct(1, "fail");
    const { body } = given.must([201], await registerAgain(certificationId, ana));

    expect((await correct(2, "pass", 1)).body).toEqual({ status: "applied" });

    const again = z.object({ registrationId: z.string() }).parse(body).registrationId;
    expect([await registered(registrationId, ana), await registered(again, ana)]).toEqual(["passed", "open"]);
    expect(await statuses(ana)).toEqual(["claimable", "revoked"]);
    const fresh = (await given.certificates(ana, now)).find(({ status }) => status === "claimable");
    expect((await given.claiming(fresh?.certificateId ?? "", ana, now)).status).toBe(200);
    expect(refusal(await registerAgain(certificationId, ana))[0]).toBe(409);
  });

  test("after the candidate has registered again and failed stands in the way of a third registration (R8)", async () => {
    const { ana, certificationId, correct } = await scored("fail");
    await failAgain(certificationId, ana);

    await correct(1, "pass");

    const again = async (at?: string) => refusal(await registerAgain(certificationId, ana, at));
    expect(await again()).toEqual([409, "certificate-not-claimed"]);
    const [certificate] = await given.certificates(ana, now);
    given.must([200], await given.claiming(certificate?.certificateId ?? "", ana, now));
    expect(await again()).toEqual([409, "certificate-still-valid"]);
    expect(await again("2028-11-22T11:59:59.999Z")).toEqual([409, "certificate-still-valid"]);
    expect((await registerAgain(certificationId, ana, "2028-11-22T12:00:00.000Z")).status).toBe(201);
  });

  test("beside one that rises at the same moment earns one certificate, and the other pass earns one once that falls (R8)", async () => {
    const { ana, certificationId, registrationId: own, correct } = await scored("fail");
    const second = await failAgain(certificationId, ana);

    await Promise.all([correct(1, "pass"), second.correct(1, "pass")]);

    expect(await statuses(ana)).toEqual(["claimable"]);
    const first = field(
      await call(getRegistration, { params: { registrationId: own }, as: ana, at: now }),
      "earnsNothing",
    );
    const [falls, stays] = first === undefined ? [correct, second.correct] : [second.correct, correct];
    await falls(2, "fail", 1);
    expect((await statuses(ana)).toSorted()).toEqual(["claimable", "revoked"]);
    expect(refusal(await registerAgain(certificationId, ana))).toEqual([409, "certificate-not-claimed"]);
    await stays(2, "invalidated", 1);
    expect(await statuses(ana)).toEqual(["revoked", "revoked"]);
    expect((await registerAgain(certificationId, ana)).status).toBe(201);
  });
});

/** Registers again, sits and fails. */
async function failAgain(certificationId: string, as: Claims) {
  const { body } = given.must([201], await registerAgain(certificationId, as));
  const second = await sitting(openedSchema.parse(body).eligibilityCode.code, "fail");
  given.must([200], await second.result());
  return second;
}
