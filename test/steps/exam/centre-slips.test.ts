import { describe, expect, test } from "vitest";
import { getExamCode } from "../../../shared/contract/exam/exam-code-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import * as partners from "../../support/partners.ts";
import { bind } from "../binding-calls.ts";
import { call, field, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { day, deliveredAt } from "./any-order-scenes.ts";
import { sendable } from "./kept-reports.ts";
import { everyWay, said } from "./told-in-order.ts";

const at = deliveredAt;
const pearson = "pearson-vue";

/** A member with an exam code, and the centre's reports about it. */
async function member() {
  const partner = await bindingGiven.partner();
  const ana = await bindingGiven.member(partner);
  const certificationId = await given.certification("acp");
  const code = await bindingGiven.examCode(partner, certificationId, { holder: ana });
  const named = bindingGiven.pair();
  const about = { examCode: code, exam: "written" };
  const placed = (number: string, more: object = named) => {
    const place = {
      confirmationNumber: `${named.registrationId}-${number}`,
      startsAt: day(29),
      testCenter: given.testCenter,
    };
    return { ...place, ...about, ...more };
  };
  const booked = (number: string, on: number, more: object = named) =>
    sendable("appointment.booked", placed(number, more), day(on), pearson);
  const result = (outcome: string, on: number) => {
    const sat = { resultId: `R-${named.registrationId}`, outcome, takenAt: day(on) };
    return sendable("result.reported", { ...sat, ...about, ...named }, day(on), pearson);
  };
  return { partner, ana, certificationId, code, named, booked, result };
}

describe.each(everyWay)("%s", (_, scene) => {
  test("a pass that was claimed, and is invalidated after two corrections of it: the certificate is revoked", async () => {
    const { reports, claim, as } = await scene(({ numbers: { a }, placing, result, correction }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "pass", 24, { confirmationNumber: a })],
      ["result.corrected", 25, correction("C1", "R", "fail")],
      ["result.corrected", 26, correction("C2", "C1", "pass")],
      ["result.corrected", 27, correction("C3", "R", "invalidated")],
    ]);
    const [invalidated, ...before] = reports.toReversed();
    for (const report of before.toReversed()) expect(await said(report)).toBe("applied");
    expect(["valid", "bound"]).toContain(await claim());

    expect(invalidated && (await said(invalidated))).toBe("applied");

    const statuses = (await given.certificates(as, at)).map(({ status }) => status);
    expect([statuses.includes("revoked"), statuses.includes("valid")]).toEqual([true, false]);
  });
});

describe("an exam code", () => {
  test("that is used up and booked again: parked, and no e-mail tells of a booking", async () => {
    const { code, booked, result } = await member();
    expect(await said(booked("1", 23))).toBe("applied");
    expect(await said(result("fail", 24))).toBe("applied");
    const before = await causedMails("exam-code", code);

    expect(await said(booked("2", 25))).toBe("parked: no-sitting-left");

    expect(await causedMails("exam-code", code)).toEqual(before);
  });

  test("that its member has booked is not taken back, and the member binds the pass", async () => {
    const { partner, ana, certificationId, code, named, booked, result } = await member();
    expect(await said(booked("1", 23))).toBe("applied");

    for (const by of [partner.main, ana]) {
      expect(refusal(await partners.returning(code, by, { at }))).toEqual([409, "exam-code-booked"]);
    }

    expect(await said(result("pass", 24))).toBe("applied");
    const bound = await bind(certificationId, named, { ...ana, name: "Ana Sá" }, at);
    expect(field(bound, "status")).toBe("bound");
  });

  test("whose member left after booking it: the pass is that member's, and nobody else's", async () => {
    const { partner, ana, certificationId, named, booked, result } = await member();
    expect(await said(booked("1", 23))).toBe("applied");
    await bindingGiven.quitting(ana, at);
    const other = await bindingGiven.member(partner);
    expect(await said(result("pass", 24))).toBe("applied");

    expect(refusal(await bind(certificationId, named, other, at))).toEqual([409, "sitting-not-available"]);
    expect(field(await bind(certificationId, named, { ...ana, name: "Ana Sá" }, at), "status")).toBe("bound");
  });

  test.each([
    ["booked, booked by another, cancelled", [0, 1, 2]],
    ["booked, cancelled, booked by another", [0, 2, 1]],
    ["booked by another, booked, cancelled", [1, 0, 2]],
    ["booked by another, cancelled, booked", [1, 2, 0]],
    ["cancelled, booked, booked by another", [2, 0, 1]],
    ["cancelled, booked by another, booked", [2, 1, 0]],
  ] as const)("told as %s: the other's booking, made before the cancellation, does not count", async (_, order) => {
    const { named, booked } = await member();
    const number = `${named.registrationId}-1`;
    const reports = [
      booked("1", 23),
      booked("2", 24, bindingGiven.pair()),
      sendable("appointment.cancelled", { confirmationNumber: number }, day(25), pearson),
    ];
    for (const place of order) given.must([200, 202], await (reports[place] ?? booked("1", 23)).send(at));

    const kept = await Promise.all(reports.map((each) => each.look(at)));
    expect(kept.map((each) => [field(each, "status"), field(each, "reason")])).toEqual([
      ["applied", undefined],
      ["parked", "booked-by-another-candidate"],
      ["applied", undefined],
    ]);
  });
});

test("a number that was booked with a code that is used up is free for the code that was meant", async () => {
  const { partner, ana, certificationId, code, booked, result } = await member();
  await booked("1", 2).send(at);
  await result("pass", 30).send(at);
  const meant = await bindingGiven.examCode(partner, certificationId, { holder: ana });
  const other = bindingGiven.pair();

  const wrong = await booked("2", 31).send(at);
  const right = await booked("2", 31, { ...other, examCode: meant }).send(at);
  const statuses = await Promise.all(
    [code, meant].map(async (each) =>
      field(await call(getExamCode, { params: { code: each }, as: ana, at }), "status"),
    ),
  );

  expect([wrong.body, right.body]).toEqual([{ status: "parked", reason: "no-sitting-left" }, { status: "applied" }]);
  expect(statuses).toEqual(["used", "booked"]);
});
