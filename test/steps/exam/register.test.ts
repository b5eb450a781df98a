import { expect, test } from "vitest";
import { getEligibilityCode } from "../../../shared/contract/exam/eligibility-codes.ts";
import { listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import { getAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { atOnce, call, eventTypes, field, pageOf, refusal, tally } from "../calls.ts";

const registrationsOf = async (as: Claims) => pageOf(await call(listRegistrations, { as })).data;

test("two requests for one code at the same moment: one registers, the other is refused, one event is kept", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);

  const answers = await Promise.all([
    given.registering(code, certificationId, ana),
    given.registering(code, certificationId, ana),
  ]);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await given.history("authorization-code", code)).toHaveLength(2);
});

test("fifty registrations with one code at the same moment: one 201, one event, one eligibility code", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);

  const answers = await atOnce(50, () => given.registering(code, certificationId, ana));

  expect(tally(answers)).toEqual({ 201: 1, 409: 49 });
  const refused = answers.filter(({ status }) => status === 409).map(refusal);
  expect(new Set(refused.map(String))).toEqual(new Set(["409,authorization-code-already-redeemed"]));
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid", "registration.opened"]);
  const registrations = await registrationsOf(ana);
  expect(registrations).toHaveLength(1);
  expect(new Set(answers.map((each) => JSON.stringify(field(each, "eligibilityCode"))))).toEqual(
    new Set([undefined, JSON.stringify(registrations[0]?.eligibilityCode)]),
  );
});

test("fifty accounts with one granted code at the same moment: one 201, one event, one eligibility code", async () => {
  const people = Array.from({ length: 50 }, () => given.someone());
  const certificationId = await given.certification("acp");
  const code = await given.grantedCode({ edition: "general-purpose", levels: ["acp"] });

  const answers = await Promise.all(people.map((each) => given.registering(code, certificationId, each)));

  expect(tally(answers)).toEqual({ 201: 1, 409: 49 });
  const registrations = (await Promise.all(people.map(registrationsOf))).flat();
  expect(registrations.map(({ registrationId }) => registrationId)).toEqual([
    answers.map((each) => field(each, "registrationId")).find(Boolean),
  ]);
  expect(registrations.filter(({ eligibilityCode }) => eligibilityCode !== undefined)).toHaveLength(1);
  expect(await eventTypes("authorization-code", code)).toEqual(["batch.issued", "registration.opened"]);
});

test("two codes of one account for one certification at the same moment open one registration and spend one code", async () => {
  const certificationId = await given.certification("acp");
  const ends = await atOnce(8, async () => {
    const ana = given.someone();
    const codes = await given.authorizationCodes([{ product: "certification", certificationId, quantity: 2 }], ana);

    const answers = await Promise.all(codes.map((code) => given.registering(code, certificationId, ana)));

    const refused = answers.find(({ status }) => status !== 201);
    const seen = await Promise.all(codes.map((code) => call(getAuthorizationCode, { params: { code }, as: ana })));
    const spent = seen.map((each) => String(field(each, "status"))).sort();
    return [tally(answers), refused && refusal(refused), spent, (await registrationsOf(ana)).length];
  });

  for (const end of ends) {
    expect(end).toEqual([{ 201: 1, 409: 1 }, [409, "registration-already-open"], ["issued", "redeemed"], 1]);
  }
});

test("one code is spent on one of two certifications at the same moment", async () => {
  const ana = given.someone();
  const subjects = [await given.certification("aca"), await given.certification("aca")];
  const [code = ""] = await given.authorizationCodes([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);

  const answers = await Promise.all(subjects.map((each) => given.registering(code, each, ana)));

  expect(tally(answers)).toEqual({ 201: 1, 409: 1 });
  expect(await registrationsOf(ana)).toHaveLength(1);
});

test.each([
  ["clouder", [{ exam: "online", status: "to-book" }], false],
  ["aca", [{ exam: "online", status: "to-book" }], false],
  ["acp", [{ exam: "written", status: "to-book" }], true],
  [
    "ace",
    [
      { exam: "written", status: "to-book" },
      { exam: "lab", status: "locked" },
    ],
    true,
  ],
])(
  "a registration for %s has that level's exams, and an eligibility code where the level has one",
  async (level, exams, coded) => {
    const ana = given.someone();
    const certificationId = await given.certification(level);
    const code = await given.authorizationCode(certificationId, ana);

    const answer = await given.registering(code.toLowerCase().replaceAll("-", " "), certificationId, ana);

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      registrationId: expect.stringMatching(/^reg_[0-9a-f]{20}$/),
      title: "A title",
      appointments: [],
      certificationId,
      status: "open",
      candidate: { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" },
      openedAt: "2026-11-22T09:30:00.000Z",
      expiresAt: "2027-11-22T09:30:00.000Z",
      ...(coded && {
        eligibilityCode: { code: expect.stringMatching(/^ACTC-/), expiresAt: "2027-11-22T09:30:00.000Z" },
      }),
      exams,
    });
    expect(answer.headers.location).toBe(`/v1/registrations/${field(answer, "registrationId")}`);
  },
);

test("an eligibility code is the same registration by another name", async () => {
  const ana = given.someone();
  const { eligibilityCode: code, registrationId, certificationId } = await given.registration("acp", ana);

  const answer = await call(getEligibilityCode, { params: { code }, as: ana });

  expect(answer.body).toEqual({
    code,
    status: "active",
    registrationId,
    certificationId,
    issuedAt: "2026-11-22T09:30:00.000Z",
    expiresAt: "2027-11-22T09:30:00.000Z",
    exams: [{ exam: "written", status: "to-book" }],
  });
});
