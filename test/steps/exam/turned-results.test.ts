import { describe, expect, test } from "vitest";
import { grantSitting } from "../../../shared/contract/exam/registration-decisions.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import * as partners from "../../support/partners.ts";
import { bind, certificatesOf } from "../binding-calls.ts";
import { call, field } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { at, day, registered, told } from "../parked-scenes.ts";
import { type Sendable, sendable } from "./kept-reports.ts";

const after = "2026-12-23T09:30:00.000Z";
const center = "pearson-vue";

/** The e-mails that a report causes in the history of itself and of another thing: the reader and the subject. */
async function mailsOf(report: Sendable, kind: string, id: string): Promise<string[]> {
  const before = (await causedMails(kind, id)).length;
  given.must([200], await report.send(after));
  const mails = [...(await causedMails("report", report.reportId)), ...(await causedMails(kind, id)).slice(before)];
  return mails.map(({ to, subject, text }) => {
    const [, outcome] = /Result: (.*)/.exec(text) ?? [];
    return `${to}: ${subject.split(":")[0]}${outcome === undefined ? "" : `: ${outcome}`}`;
  });
}

describe("at Prometric", () => {
  const to = "ana@example.org";
  const ended = (type: "cancelled" | "no-show", number: string, on: number) =>
    sendable(`appointment.${type}`, { confirmationNumber: number }, day(on));

  test("a pass that counts because of a late cancellation is told, and its certificate can be claimed (R14, R16, R19)", async () => {
    const { booked, result, number, registrationId } = await registered();
    const other = given.someNumber();
    const pass = result(6, "pass", { confirmationNumber: other });
    await told(booked(1), ended("no-show", number, 3), booked(5, { confirmationNumber: other }), pass);
    expect(await pass.status(at)).toBe("parked");

    const mails = await mailsOf(ended("cancelled", number, 4), "registration", registrationId);

    expect(await pass.status(after)).toBe("applied");
    expect(mails).toEqual([`${to}: Your result: passed`, `${to}: Claim your certificate`]);
  });

  test("a pass that counts because of a report that does not count itself is told, too (R14)", async () => {
    const { booked, result, number, registrationId } = await registered();
    const other = given.someNumber();
    const pass = result(6, "pass", { confirmationNumber: other });
    const again = booked(3, { confirmationNumber: other });
    await told(booked(1), ended("no-show", number, 2), again, result(4, "incomplete"), pass);
    const late = ended("cancelled", number, 5);

    const mails = await mailsOf(late, "registration", registrationId);

    expect([await pass.status(after), await late.status(after)]).toEqual(["applied", "parked"]);
    expect(mails.filter((each) => each.includes("esult"))).toEqual([`${to}: Your result was corrected: passed`]);
    expect(mails).toContain(`${to}: Claim your certificate`);
  });

  test("a pass that stops to count because of a late result: the e-mail tells what stands, and its certificate is revoked (R14, R16)", async () => {
    const { booked, result, number, registrationId } = await registered();
    const other = given.someNumber();
    const pass = result(6, "pass", { confirmationNumber: other });
    await told(booked(1), ended("cancelled", number, 4), booked(5, { confirmationNumber: other }), pass);

    const mails = await mailsOf(result(3, "fail"), "registration", registrationId);

    expect(await pass.status(after)).toBe("parked");
    expect(mails).toEqual([`${to}: Your result: not passed`, `${to}: Your certificate was revoked`]);
  });

  test("a booking under a known number that counts with a granted sitting is told (R13, R36)", async () => {
    const { booked, result, number, registrationId } = await registered();
    await told(booked(1), result(2, "fail"), booked(8, { startsAt: "2026-12-28T10:00:00.000Z" }));

    const params = { registrationId };
    const body = { exam: "written", reason: "Fire alarm" };
    given.must([200], await call(grantSitting, { params, body, as: given.staff, at: after }));

    const mails = await causedMails("registration", registrationId);
    expect(
      mails
        .slice(-2)
        .map(({ subject }) => subject.split(":")[0])
        .sort(),
    ).toEqual(["You may sit the exam once more", "Your exam is booked"]);
    expect(mails.find(({ subject }) => subject.startsWith("Your exam is booked"))?.text).toContain(number);
  });

  test("the same booking with another name is news, and the name is told (R19)", async () => {
    const { registrationId, eligibilityCode, number } = await registered();
    const named = (on: number, givenName: string, familyName: string) => {
      const who = { candidate: { givenName, familyName } };
      const placed = given.placed(eligibilityCode, { confirmationNumber: number, startsAt: day(9), ...who });
      return sendable("appointment.booked", placed, day(on));
    };
    await told(named(1, "Ana", "Sá"));
    const again = named(2, "Maria", "Lopes");

    expect(await mailsOf(again, "registration", registrationId)).toEqual([`${to}: The test centre has another name`]);

    const seen = await call(getRegistration, { params: { registrationId }, as: given.staff, at: after });
    expect(field(seen, "nameDiffers")).toMatchObject({ checked: "Maria Lopes" });
  });
});

describe("with an exam code at Pearson VUE", () => {
  async function coded() {
    const of = await bindingGiven.partner();
    const [ana, ben] = [await bindingGiven.member(of), await bindingGiven.member(of)];
    const certificationId = await given.certification("acp");
    const examCode = await bindingGiven.examCode(of, certificationId, { holder: ana });
    const ids = bindingGiven.pair();
    const booked = (on: number, who: { registrationId: string; candidateId?: string }, more = {}) => {
      const place = { confirmationNumber: who.registrationId, startsAt: day(on + 1), testCenter: given.testCenter };
      return sendable("appointment.booked", { ...who, examCode, exam: "written", ...place, ...more }, day(on), center);
    };
    const result = (on: number, outcome: string, who: object) => {
      const sat = { resultId: `R-${ids.registrationId}-${on}`, exam: "written", outcome, takenAt: day(on) };
      return sendable("result.reported", { examCode, ...sat, ...who }, day(on), center);
    };
    const cancelled = (number: string, on: number) =>
      sendable("appointment.cancelled", { confirmationNumber: number }, day(on), center);
    const again = () => ({ ...ids, registrationId: bindingGiven.pair().registrationId });
    return { of, ana, ben, certificationId, examCode, ids, again, booked, result, cancelled };
  }

  test("a certificate whose pass stops to count because of a report that does not count itself is told to be revoked", async () => {
    const { ana, certificationId, examCode, ids, booked, result, cancelled } = await coded();
    const other = bindingGiven.pair();
    const pass = result(6, "pass", { ...ids, confirmationNumber: ids.registrationId });
    await told(booked(3, other), cancelled(other.registrationId, 5), pass);
    given.must([200, 201], await bind(certificationId, ids, ana, at));

    const mails = await mailsOf(booked(4, ids), "exam-code", examCode);

    expect(await certificatesOf(ana, after)).toMatchObject([{ status: "revoked" }]);
    expect(mails).toEqual([
      `${ana.email}: Your result was corrected: invalidated`,
      `${ana.email}: Your certificate was revoked`,
    ]);
  });

  test("of a pass that nobody has bound and that stops to count, the e-mail tells what stands", async () => {
    const { ana, examCode, ids, again, booked, result, cancelled } = await coded();
    const other = again();
    await told(booked(1, ids), cancelled(ids.registrationId, 4), booked(5, other), result(6, "pass", other));

    expect(await mailsOf(result(3, "fail", ids), "exam-code", examCode)).toEqual([
      `${ana.email}: Your result: not passed`,
    ]);
  });

  test("an incomplete or failed sitting before a pass is no news to who passed", async () => {
    const { examCode, ids, again, booked, result } = await coded();
    const other = again();
    await told(booked(1, ids), booked(5, other), result(6, "pass", other));

    expect(await mailsOf(result(3, "incomplete", ids), "exam-code", examCode)).toEqual([]);
  });

  test("a result that came under a wrong code takes nothing from the code that paid, whatever becomes of the wrong one", async () => {
    const { of, ben, certificationId, examCode: wrong, ids, booked, result } = await coded();
    const right = await bindingGiven.examCode(of, certificationId, { holder: ben });
    const other = bindingGiven.pair();
    const corrected = (outcome: string, on: number) => {
      const correction = { resultId: `C-${on}-${ids.registrationId}`, corrects: `R-${ids.registrationId}-2`, outcome };
      return sendable("result.corrected", { ...correction, reason: "Re-scored" }, day(on), center);
    };
    const pass = { ...other, resultId: `R-${other.registrationId}` };
    await told(
      booked(1, ids),
      result(2, "fail", ids),
      result(6, "pass", { ...pass, resultId: `W-${ids.registrationId}` }),
    );
    await told(result(6, "pass", { ...pass, examCode: right }));
    given.must([200, 201], await bind(certificationId, other, ben, at));

    for (const each of [corrected("invalidated", 8), corrected("incomplete", 9)]) {
      expect((await mailsOf(each, "exam-code", wrong)).filter((mail) => mail.startsWith(ben.email))).toEqual([]);
      expect(await certificatesOf(ben, after)).toMatchObject([{ status: "valid" }]);
    }
  });

  test("a pass that comes after the binding's 3 days is told, though the schedule has not failed the binding (R26)", async () => {
    const { ana, certificationId, examCode, ids, result } = await coded();
    given.must([202], await bind(certificationId, ids, ana, at));

    expect(await mailsOf(result(6, "pass", ids), "exam-code", examCode)).toEqual([`${ana.email}: Your result: passed`]);
  });

  test("a pass that turns out to be of the former holder is told to that one, and to the other that it is not theirs (R27)", async () => {
    const { of, ana, ben, examCode, ids, booked, result } = await coded();
    given.must([200], await partners.returning(examCode, ana, { at: day(2) }));
    given.must([200], await partners.assigning(examCode, ben.sub, of.main, { at: day(4) }));
    await told(result(6, "pass", ids));

    const mails = await mailsOf(booked(1, ids), "exam-code", examCode);

    expect(mails.filter((each) => each.includes("esult")).sort()).toEqual(
      [`${ben.email}: Your result was corrected: invalidated`, `${ana.email}: Your result: passed`].sort(),
    );
    const all = await causedMails("exam-code", examCode);
    const toBen = all.filter(({ to, subject }) => to === ben.email && subject.includes("corrected"));
    expect(toBen.map(({ text }) => text)).toEqual([expect.stringContaining("belongs to another person")]);
  });

  test("a sitting that is bound stays with who bound it, and nobody is told another result (R27)", async () => {
    const { of, ana, ben, certificationId, examCode, ids, booked, result } = await coded();
    given.must([200], await partners.returning(examCode, ana, { at: day(2) }));
    given.must([200], await partners.assigning(examCode, ben.sub, of.main, { at: day(4) }));
    await told(result(6, "pass", ids));
    given.must([200, 201], await bind(certificationId, ids, ben, at));

    const mails = await mailsOf(booked(1, ids), "exam-code", examCode);

    expect(mails.filter((each) => each.includes("esult"))).toEqual([]);
    expect(await certificatesOf(ben, after)).toMatchObject([{ status: "valid" }]);
  });

  test("a pass that gets its ids from a repeated booking is told then, and the booking is news", async () => {
    const { ana, examCode, ids, booked, result } = await coded();
    const { registrationId } = ids;
    const startsAt = day(5);
    await told(
      booked(2, { registrationId }, { registrationId: undefined, startsAt }),
      result(6, "pass", { confirmationNumber: registrationId }),
    );
    const again = booked(3, ids, { startsAt });

    expect(await mailsOf(again, "exam-code", examCode)).toEqual([`${ana.email}: Your result: passed`]);
  });
});
