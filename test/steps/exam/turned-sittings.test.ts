import { describe, expect, test } from "vitest";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import * as partners from "../../support/partners.ts";
import { bind, certificatesOf } from "../binding-calls.ts";
import { causedMails } from "../caused-mails.ts";
import { at, day, told } from "../parked-scenes.ts";
import { sendable } from "./kept-reports.ts";
import { after, mailsOf } from "./result-mails.ts";

const center = "pearson-vue";

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
  const corrected = (of: number, outcome: string, on: number) => {
    const correction = {
      resultId: `C-${on}-${ids.registrationId}`,
      corrects: `R-${ids.registrationId}-${of}`,
      outcome,
    };
    return sendable("result.corrected", { ...correction, reason: "Re-scored" }, day(on), center);
  };
  const again = () => ({ ...ids, registrationId: bindingGiven.pair().registrationId });
  return { of, ana, ben, certificationId, examCode, ids, again, booked, result, cancelled, corrected };
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
  const { of, ben, certificationId, examCode: wrong, ids, booked, result, corrected } = await coded();
  const right = await bindingGiven.examCode(of, certificationId, { holder: ben });
  const other = bindingGiven.pair();
  const pass = { ...other, resultId: `R-${other.registrationId}` };
  await told(
    booked(1, ids),
    result(2, "fail", ids),
    result(6, "pass", { ...pass, resultId: `W-${ids.registrationId}` }),
  );
  await told(result(6, "pass", { ...pass, examCode: right }));
  given.must([200, 201], await bind(certificationId, other, ben, at));

  for (const each of [corrected(2, "invalidated", 8), corrected(2, "incomplete", 9)]) {
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

test("a pass by number is told when it comes; a repeated booking that brings its ids tells nothing, and it can be bound", async () => {
  const { ana, certificationId, examCode, ids, booked, result } = await coded();
  const { registrationId } = ids;
  const startsAt = day(5);
  await told(booked(2, { registrationId }, { registrationId: undefined, startsAt }));
  const pass = result(6, "pass", { confirmationNumber: registrationId });

  expect(await mailsOf(pass, "exam-code", examCode)).toEqual([`${ana.email}: Your result: passed`]);
  expect(await mailsOf(booked(3, ids, { startsAt }), "exam-code", examCode)).toEqual([]);
  expect((await bind(certificationId, ids, ana, after)).status).toBe(201);
});

test("two bound sittings of one account that turn with one report leave one certificate (R8, R14)", async () => {
  const { ana, certificationId, examCode, ids, again, result, corrected } = await coded();
  const other = again();
  await told(result(4, "pass", ids));
  given.must([200, 201], await bind(certificationId, ids, ana, at));
  await told(corrected(4, "incomplete", 5), result(6, "pass", other));
  given.must([200, 201], await bind(certificationId, other, ana, at));

  const mails = await mailsOf(corrected(4, "pass", 7), "exam-code", examCode);

  const statuses = (await certificatesOf(ana, after)).map(({ status }) => String(status));
  expect(statuses.sort()).toEqual(["claimable", "revoked", "revoked"]);
  expect(mails).toEqual([
    `${ana.email}: Your result was corrected: invalidated`,
    `${ana.email}: Your certificate was revoked`,
    `${ana.email}: Your result was corrected: passed`,
    `${ana.email}: Claim your certificate`,
  ]);
});

test("a bound pass that has its ids from its booking falls, when its result does not count any more (R16)", async () => {
  const { ana, certificationId, examCode, ids, again, booked, result } = await coded();
  await told(booked(4, ids), result(8, "pass", { confirmationNumber: ids.registrationId }));
  given.must([200, 201], await bind(certificationId, ids, ana, at));

  const mails = await mailsOf(result(3, "fail", again()), "exam-code", examCode);

  expect(await certificatesOf(ana, after)).toMatchObject([{ status: "revoked" }]);
  expect(mails).toContain(`${ana.email}: Your certificate was revoked`);
});

test("a result that turns out to be another person's earns one certificate, not two (R16, R27)", async () => {
  const { of, ana, ben, certificationId, examCode, ids, booked, result } = await coded();
  const other = bindingGiven.pair();
  given.must([200], await partners.returning(examCode, ana, { at: day(4) }));
  given.must([200], await partners.assigning(examCode, ben.sub, of.main, { at: day(5) }));
  await told(booked(6, ids), result(8, "pass", { confirmationNumber: ids.registrationId }));
  given.must([200, 201], await bind(certificationId, ids, ben, at));

  const mails = await mailsOf(booked(3, other), "exam-code", examCode);

  expect(await certificatesOf(ben, after)).toMatchObject([{ status: "revoked" }]);
  expect(mails).toContain(`${ben.email}: Your certificate was revoked`);
});

test("a bound pass that counts again is told once", async () => {
  const { ana, certificationId, examCode, ids, again, result, corrected } = await coded();
  await told(result(8, "pass", ids));
  given.must([200, 201], await bind(certificationId, ids, ana, at));
  await told(result(3, "fail", again()));

  expect(await mailsOf(corrected(3, "incomplete", 10), "exam-code", examCode)).toEqual([
    `${ana.email}: Your result was corrected: passed`,
    `${ana.email}: Claim your certificate`,
  ]);
});

test("a sitting that is bound is no other code's, also while its result does not count (R27)", async () => {
  const { of, ben, certificationId, examCode: wrong, ids, again, result } = await coded();
  const right = await bindingGiven.examCode(of, certificationId, { holder: ben });
  const own = { ...ids, examCode: right };
  await told(result(8, "pass", own));
  given.must([200, 201], await bind(certificationId, ids, ben, at));
  await told(result(3, "fail", { ...again(), examCode: right }));

  const late = result(9, "pass", { ...ids, examCode: wrong, resultId: `W-${ids.registrationId}` });

  expect(await mailsOf(late, "exam-code", wrong)).toEqual([]);
  expect(await late.status(after)).toBe("parked");
  expect(await certificatesOf(ben, after)).toMatchObject([{ status: "revoked" }]);
});

test("an exam that was sat is not told as booked", async () => {
  const { ana, examCode, ids, again, booked, result } = await coded();
  await told(booked(2, ids), result(8, "pass", ids));

  expect(await mailsOf(result(7, "fail", again()), "exam-code", examCode)).toEqual([
    `${ana.email}: Your result: not passed`,
  ]);
});

describe("a result under a code that names neither the centre's ids nor a booking", () => {
  test.each([
    ["fail", "not passed"],
    ["pass", "passed"],
  ])(
    "that is a %s is told to the payer, once: a late booking with the ids is no news of it (R16)",
    async (outcome, words) => {
      const { ana, examCode, ids, booked, result } = await coded();

      expect(await mailsOf(result(6, outcome, {}), "exam-code", examCode)).toEqual([
        `${ana.email}: Your result: ${words}`,
      ]);

      const late = await mailsOf(booked(4, ids), "exam-code", examCode);
      expect(late.filter((each) => each.includes("result"))).toEqual([]);
    },
  );

  test("that is corrected, is told again", async () => {
    const { ana, examCode, result, corrected } = await coded();
    await told(result(6, "fail", {}));

    expect(await mailsOf(corrected(6, "pass", 8), "exam-code", examCode)).toEqual([
      `${ana.email}: Your result was corrected: passed`,
    ]);
  });

  test("beside one that has them: what stands is told", async () => {
    const { ana, examCode, ids, result, corrected } = await coded();
    await told(result(6, "incomplete", {}));

    expect(await mailsOf(result(7, "pass", ids), "exam-code", examCode)).toEqual([`${ana.email}: Your result: passed`]);
    expect(await mailsOf(corrected(7, "invalidated", 8), "exam-code", examCode)).toHaveLength(1);
  });
});
