import { expect, test } from "vitest";
import { checkEligibility } from "../../../shared/contract/exam/eligibility.ts";
import { drawCode } from "../../../shared/domain/code.ts";
import * as given from "../../support/given.ts";
import { callSigned, refusal } from "../calls.ts";

const check = (eligibilityCode: string, exam = "written", at = "2026-11-22T09:30:00.000Z", provider = "prometric") =>
  callSigned(checkEligibility, provider, { params: { provider, code: eligibilityCode }, query: { exam }, at });

test("a test centre learns who may book, what, and until when", async () => {
  const { eligibilityCode, certificationId } = await given.registration("acp", given.someone());

  expect((await check(eligibilityCode)).body).toEqual({
    eligible: true,
    candidate: { givenName: "Ana", familyName: "Sá", fullName: "Ana Sá", email: "ana@example.org", country: "PT" },
    exam: "written",
    seriesCode: `${certificationId}-WRITTEN`.toUpperCase(),
    title: expect.stringContaining("written"),
    certificationId,
    delivery: ["test-center"],
    bookBefore: "2027-11-22T09:30:00.000Z",
  });
});

test("a lab is eligible once the written exam is passed", async () => {
  const { eligibilityCode } = await given.registration("ace", given.someone());
  const booking = given.placed(eligibilityCode);
  const { confirmationNumber } = booking;
  const takenAt = "2026-11-22T09:30:00.000Z";

  const before = await check(eligibilityCode, "lab");
  await given.report("prometric", "appointment.booked", booking);
  const booked = await check(eligibilityCode, "written");
  const result = { resultId: confirmationNumber, exam: "written", outcome: "pass", takenAt, confirmationNumber };
  await given.report("prometric", "result.reported", result, { occurredAt: takenAt });
  const after = await check(eligibilityCode, "lab");
  const again = await check(eligibilityCode, "written");

  expect([before, booked, after, again].map(({ body }) => body)).toMatchObject([
    { eligible: false, reason: "exam-locked" },
    { eligible: false, reason: "exam-already-booked" },
    { eligible: true },
    { eligible: false, reason: "exam-passed" },
  ]);
});

test("a code is eligible one millisecond before its end, and not at its end", async () => {
  const { eligibilityCode } = await given.registration("acp", given.someone());

  const before = await check(eligibilityCode, "written", "2027-11-22T09:29:59.999Z");
  const at = await check(eligibilityCode, "written", "2027-11-22T09:30:00.000Z");

  expect(before.body).toMatchObject({ eligible: true });
  expect(at.body).toMatchObject({ eligible: false, reason: "eligibility-code-expired" });
});

test("an exam of another level or at another test centre is not in the registration", async () => {
  const { eligibilityCode } = await given.registration("acp", given.someone());
  const none = (reason: string) => ({ eligible: false, reason });

  const elsewhere = await check(eligibilityCode, "written", undefined, "pearson-vue");
  expect((await check(eligibilityCode, "lab")).body).toMatchObject(none("exam-not-in-registration"));
  expect(elsewhere.body).toMatchObject(none("provider-does-not-hold-exam"));
});

test("an unknown code is a 404, and an unknown exam is not in the registration", async () => {
  const { eligibilityCode } = await given.registration("acp", given.someone());
  const unknown = drawCode("ACTC", () => crypto.getRandomValues(new Uint8Array(10)));

  expect(refusal(await check(unknown))).toEqual([404, "eligibility-code-not-found"]);
  expect((await check(eligibilityCode, "oral")).body).toMatchObject({
    eligible: false,
    reason: "exam-not-in-registration",
    exam: "oral",
  });
});
