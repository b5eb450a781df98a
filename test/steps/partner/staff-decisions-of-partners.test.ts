import { describe, expect, test } from "vitest";
import * as z from "zod";
import {
  claimCertificate,
  reinstateCertificate,
  revokeCertificate,
} from "../../../shared/contract/certificate/certificate-operations.ts";
import { closeAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { cancelExamCode, getExamCode, listExamCodes } from "../../../shared/contract/exam/exam-code-operations.ts";
import { getLedgerBalance } from "../../../shared/contract/partner/ledger.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import * as partners from "../../support/partners.ts";
import { bind, differences, tallyAt } from "../binding-calls.ts";
import { call, eventTypes, field, pageOf, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { sendable } from "../exam/kept-reports.ts";
import { accepting } from "../parked-scenes.ts";

const at = bindingGiven.now;
const reason = "The code was published";

const cancelling = (code: string, replace?: boolean) =>
  call(cancelExamCode, { params: { code }, body: { reason, ...(replace && { replace }) }, as: given.staff, at });
const statusOf = async (code: string) =>
  field(await call(getExamCode, { params: { code }, as: given.staff, at }), "status");
const balance = async (partnerId: string) =>
  field(await call(getLedgerBalance, { params: { partnerId }, as: given.staff, at }), "levels");

const replaced = z.object({ replacement: z.looseObject({ code: z.string(), expiresAt: z.string() }) });

/** A member with a code. */
async function member() {
  const partner = await bindingGiven.partner();
  const ana = await bindingGiven.member(partner);
  const certificationId = await given.certification("acp");
  const code = await bindingGiven.examCode(partner, certificationId, { holder: ana });
  return { partner, ana, certificationId, code };
}

describe("an exam code that staff cancel", () => {
  test("is given to nobody and books nothing; its coupon is spent, and its member and the partner are told", async () => {
    const { partner, ana, code } = await member();

    expect((await cancelling(code)).body).toMatchObject({ cancelled: { code, status: "cancelled" } });

    expect(await statusOf(code)).toBe("cancelled");
    expect(pageOf(await call(listExamCodes, { as: ana, at })).data).toEqual([]);
    expect(await balance(partner.partnerId)).toMatchObject({ acp: { remaining: 9, assigned: 0, cancelled: 1 } });
    expect(await differences(partner.partnerId)).toEqual([]);
    const data = bindingGiven.resultData(code, bindingGiven.pair());
    expect((await bindingGiven.sendResult(data)).body).toEqual({ status: "parked", reason: "ended-by-staff" });
    const { reportId } = sendable("result.reported", data, "2026-11-21T12:00:00.000Z", "pearson-vue");
    expect(refusal(await accepting(reportId, {}, at))).toEqual([409, "exam-code-cancelled"]);
    expect(refusal(await partners.assigning(code, ana.sub, partner.main, { at }))).toEqual([
      409,
      "exam-code-cancelled",
    ]);
    expect(refusal(await cancelling(code))).toEqual([409, "exam-code-cancelled"]);
    const mails = (await causedMails("exam-code", code)).filter(({ subject }) => subject.includes("cancelled"));
    expect(mails.map(({ to }) => to).sort()).toEqual([ana.email, partner.main.email].sort());
  });

  test("is replaced: another one of the same coupon, with the same end, is the member's", async () => {
    const { partner, ana, code } = await member();
    const { expiresAt } = z
      .object({ expiresAt: z.string() })
      .parse((await call(getExamCode, { params: { code }, as: given.staff, at })).body);

    const { replacement } = replaced.parse((await cancelling(code, true)).body);

    expect(replacement).toMatchObject({ status: "assigned", expiresAt, holder: { accountId: ana.sub } });
    expect(pageOf(await call(listExamCodes, { as: ana, at })).data).toMatchObject([{ code: replacement.code }]);
    expect(await balance(partner.partnerId)).toMatchObject({ acp: { remaining: 9, assigned: 1, cancelled: 0 } });
    expect(await differences(partner.partnerId)).toEqual([]);
    const named = bindingGiven.pair();
    given.must([200], await bindingGiven.sendResult(bindingGiven.resultData(replacement.code, named, { takenAt: at })));
    expect(await statusOf(replacement.code)).toBe("used");
    expect(await balance(partner.partnerId)).toMatchObject({ acp: { assigned: 0, used: 1 } });
    expect(await eventTypes("exam-code", replacement.code)).toEqual(["exam-code.cancelled", "result.accepted"]);
  });

  test("is neither booked nor used; once staff have closed the booking it is cancelled", async () => {
    const { partner, code } = await member();
    const named = bindingGiven.pair();
    const place = {
      confirmationNumber: named.registrationId,
      startsAt: "2026-12-01T10:00:00.000Z",
      delivery: "online",
    };
    const data = { ...place, ...named, examCode: code, exam: "written" };
    given.must([200], await given.report("pearson-vue", "appointment.booked", data, { at }));

    expect(refusal(await cancelling(code))).toEqual([409, "exam-code-booked"]);
    const params = { confirmationNumber: named.registrationId };
    given.must([200], await call(closeAppointment, { params, body: { reason }, as: given.staff, at }));
    expect(await balance(partner.partnerId)).toMatchObject({ acp: { assigned: 1, booked: 0 } });
    expect((await cancelling(code)).status).toBe(200);
    expect(await differences(partner.partnerId)).toEqual([]);
  });
});

const revoking = (certificateId: string, said: object = {}) =>
  call(revokeCertificate, { params: { certificateId }, body: { reason, ...said }, as: given.staff, at });
const reinstating = (certificateId: string, when = at) =>
  call(reinstateCertificate, { params: { certificateId }, body: { reason }, as: given.staff, at: when });

/** A member with a bound, passed sitting. */
async function certified() {
  const { partner, ana, certificationId, named, result, data } = await bindingGiven.sat();
  given.must([200], await result());
  const bound = await bind(certificationId, named, { ...ana, name: "Ana Sá" }, at);
  return { partner, ana, certificationId, data, certificateId: String(field(bound, "certificateId")) };
}

describe("a certificate that staff reinstate", () => {
  test("is what it was, until its old end, and counts again as it did", async () => {
    const { partner, ana, certificateId } = await certified();
    const [before] = await given.certificates(ana, at);
    given.must([200], await revoking(certificateId));
    expect(await tallyAt(partner.partnerId)).toEqual([0, 1]);

    const answer = await reinstating(certificateId);

    expect([answer.status, field(answer, "status")]).toEqual([200, "valid"]);
    expect(await given.certificates(ana, at)).toEqual([before]);
    expect(await tallyAt(partner.partnerId)).toEqual([1, 1]);
    expect(await differences(partner.partnerId)).toEqual([]);
    expect((await causedMails("certificate", certificateId)).at(-1)?.text).toContain(reason);
    expect(refusal(await reinstating(certificateId))).toEqual([409, "certificate-not-revoked"]);
    given.must([200], await revoking(certificateId));
    expect([await tallyAt(partner.partnerId), await differences(partner.partnerId)]).toEqual([[0, 1], []]);
  });

  test("is claimable again where it was not claimed", async () => {
    const ana = given.someone();
    const { certificateId } = await given.pass(ana);
    given.must([200], await revoking(certificateId));

    expect(field(await reinstating(certificateId), "status")).toBe("claimable");
    given.must([200], await call(claimCertificate, { params: { certificateId }, body: {}, as: ana, at }));
  });

  test("is refused where its sitting fell, came back and earned another, whatever became of that one", async () => {
    const { ana, data, certificateId } = await certified();
    given.must([200], await bindingGiven.sendCorrection(data.resultId, "fail"));
    given.must([200], await bindingGiven.sendCorrection(`${data.resultId}-1`, "pass", { place: 2 }));
    const all = await given.certificates(ana, at);
    const { certificateId: other = "" } = all.find((each) => each.certificateId !== certificateId) ?? {};
    given.must([200], await revoking(other));

    expect(refusal(await reinstating(certificateId))).toEqual([409, "certificate-without-its-pass"]);
    expect(field(await reinstating(other), "status")).toBe("claimable");
  });

  test("is refused where its pass fell, and where another pass stands", async () => {
    const fallen = await certified();
    given.must([200], await bindingGiven.sendCorrection(fallen.data.resultId, "fail"));
    const other = given.someone();
    const { certificateId, certificationId } = await given.pass(other);
    given.must([200], await revoking(certificateId));
    const code = await given.authorizationCode(certificationId, other);
    const opened = given.must([201], await given.registering(code, certificationId, other));
    await passing(
      z.object({ eligibilityCode: z.object({ code: z.string() }) }).parse(opened.body).eligibilityCode.code,
    );

    expect(refusal(await reinstating(fallen.certificateId))).toEqual([409, "certificate-without-its-pass"]);
    expect(refusal(await reinstating(certificateId))).toEqual([409, "certificate-not-claimed"]);
    expect(refusal(await reinstating("crt_unknown"))).toEqual([404, "certificate-not-found"]);
  });
});

async function passing(eligibilityCode: string): Promise<void> {
  const booking = given.placed(eligibilityCode, { startsAt: at });
  given.must([200], await given.report("prometric", "appointment.booked", booking, { at }));
  const { confirmationNumber } = booking;
  const sat = {
    resultId: `R-${confirmationNumber}`,
    exam: "written",
    outcome: "pass",
    takenAt: at,
    confirmationNumber,
  };
  given.must([200], await given.report("prometric", "result.reported", sat, { at }));
}

describe("a certificate that is revoked as a fraud", () => {
  test("takes back the coupon that it gave, which a reinstatement gives again", async () => {
    const { partner, certificateId } = await certified();
    expect(await balance(partner.partnerId)).toMatchObject({ acp: { remaining: 10 } });

    given.must([200], await revoking(certificateId, { fraud: true }));

    expect(await balance(partner.partnerId)).toMatchObject({ acp: { remaining: 9 } });
    expect([await tallyAt(partner.partnerId), await differences(partner.partnerId)]).toEqual([[0, 1], []]);
    given.must([200], await reinstating(certificateId));
    expect(await balance(partner.partnerId)).toMatchObject({ acp: { remaining: 10 } });
    expect([await tallyAt(partner.partnerId), await differences(partner.partnerId)]).toEqual([[1, 1], []]);
  });

  test("takes none back that is issued already: the quota is never overdrawn", async () => {
    const { partner, certificationId, certificateId } = await certified();
    await partners.examCodes(partner, certificationId, 10, at);

    given.must([200], await revoking(certificateId, { fraud: true }));

    expect(await balance(partner.partnerId)).toMatchObject({ acp: { remaining: 0 } });
    expect(await differences(partner.partnerId)).toEqual([]);
  });
});
