import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { getPartnerExamCodesCsv } from "../../../shared/contract/partner/partner-exam-codes.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { call } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";

const instructionsUrl = "https://learn.example.org/exam";
const startsAt = "2026-12-05T10:00:00.000Z";
const local = "Saturday, 5 December 2026, 10:00 (Europe/Lisbon), that is 5 December 2026, 10:00 UTC";
const minute = (minutes: number) => `2026-11-22T09:3${minutes}:00.000Z`;

/** A member with an exam code, for an exam that has a title, a series code and instructions. */
async function scene() {
  const partner = await bindingGiven.partner();
  const ana = await bindingGiven.member(partner);
  const seriesCode = `T1-${randomUUID()}`.toUpperCase();
  const exams = [{ exam: "written", seriesCode, title: "Cloud, on paper", instructionsUrl }];
  const certificationId = await given.certification("acp", { title: "Cloud", exams });
  const code = await bindingGiven.examCode(partner, certificationId, { holder: ana });
  const named = bindingGiven.pair();
  const place = { confirmationNumber: named.registrationId, examCode: code, ...named, exam: "written", startsAt };
  const placed = { ...place, testCenter: given.testCenter };
  const send = (type: string, data: object, at = minute(0)) =>
    given.report("pearson-vue", type, data, { at, occurredAt: at });
  return { partner, ana, code, named, seriesCode, placed, send };
}

test("a booking with an exam code is told to its member: number, place, local time, exam, series code, instructions, file", async () => {
  const { ana, code, placed, seriesCode, send } = await scene();

  given.must([200], await send("appointment.booked", placed));

  const mail = (await causedMails("exam-code", code)).at(-1);
  expect(mail).toMatchObject({ to: ana.email, subject: "Your exam is booked: Cloud" });
  const exam = `Cloud, on paper (${seriesCode})`;
  expect(mail?.text).toContain(`This is the valid booking for ${exam}.`);
  expect(mail?.text).toContain(`Confirmation number: ${placed.confirmationNumber}\n`);
  expect(mail?.text).toContain(`Begins: ${local}\nPlace: Lisboa, Lisboa, Portugal\n`);
  expect(mail?.text).toContain(`How it is taken: ${instructionsUrl}`);
  expect(mail?.attachments?.map(({ fileName }) => fileName)).toEqual(["exam.ics"]);
});

test("a cancellation names the number, place and time, and the exam code with which it is booked again", async () => {
  const { code, placed, send } = await scene();
  const { confirmationNumber } = placed;
  await send("appointment.booked", placed);

  given.must([200], await send("appointment.cancelled", { confirmationNumber }, minute(1)));

  const mail = (await causedMails("exam-code", code)).at(-1);
  expect(mail?.subject).toBe("Your exam was cancelled: Cloud");
  expect(mail?.text).toContain(`The booking ${confirmationNumber} was cancelled.`);
  expect(mail?.text).toContain(`Was to begin: ${local}\nPlace: Lisboa, Lisboa, Portugal\n`);
  expect(mail?.text).toContain(`You can book it again with your exam code ${code}, while that is valid.`);
  expect(mail?.text).not.toContain("eligibility code");
  expect(mail?.attachments?.[0]?.content).toContain("STATUS:CANCELLED");
});

test("a cancellation of a registration's booking names its eligibility code", async () => {
  const { registrationId, eligibilityCode } = await given.registration("acp", given.someone());
  const placed = given.placed(eligibilityCode);
  await given.report("prometric", "appointment.booked", placed, { at: minute(1) });
  const { confirmationNumber } = placed;

  await given.report("prometric", "appointment.cancelled", { confirmationNumber }, { at: minute(2) });

  const mail = (await causedMails("registration", registrationId)).at(-1);
  expect(mail?.text).toContain(`with your eligibility code ${eligibilityCode}, while that is valid.`);
});

test("a booking past the end of the code is told as what it is", async () => {
  const { code, placed, send } = await scene();

  given.must([200], await send("appointment.booked", { ...placed, startsAt: "2027-11-05T10:00:00.000Z" }));

  const mail = (await causedMails("exam-code", code)).at(-1);
  expect(mail?.text).toContain("This booking lies past the end of your code.");
});

test("a result is told with the exam's title and series code, to its candidate and to a member", async () => {
  const { code, named, seriesCode } = await scene();
  given.must([200], await bindingGiven.sendResult(bindingGiven.resultData(code, named)));
  const toMember = (await causedMails("exam-code", code)).at(-1);
  expect(toMember?.text).toContain(`Exam: Cloud, on paper (${seriesCode})\nResult: `);

  const { registrationId, certificationId } = await given.pass(given.someone());
  const toCandidate = (await causedMails("registration", registrationId)).map(({ text }) => text).join();
  expect(toCandidate).toContain(`A title, written exam (${certificationId.toUpperCase()}-WRITTEN)\nResult: passed\n`);
});

test("a manager's CSV tells when a code was booked and for when, and how the sitting that used it ended", async () => {
  const { partner, code, named, seriesCode, placed, send } = await scene();
  const line = async () => {
    const asked = { params: { partnerId: partner.partnerId }, as: partner.main };
    const text = String(given.must([200], await call(getPartnerExamCodesCsv, asked)).body);
    return text.split("\r\n").find((each) => each.startsWith(code)) ?? "";
  };
  await send("appointment.booked", placed);
  expect(await line()).toMatch(new RegExp(`,${seriesCode},${minute(0)},${startsAt},${placed.confirmationNumber},,$`));

  const takenAt = "2026-12-05T11:00:00.000Z";
  const result = { ...bindingGiven.resultData(code, named, { outcome: "fail", takenAt }), seriesCode };
  given.must([200], await send("result.reported", result, "2026-12-05T12:00:00.000Z"));
  expect(await line()).toContain(`${code},used,`);
  expect(await line()).toMatch(new RegExp(`,${seriesCode},${minute(0)},,,${takenAt},fail$`));
});
