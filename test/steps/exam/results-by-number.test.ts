import { beforeEach, describe, expect, test } from "vitest";
import { listResults } from "../../../shared/contract/exam/result-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { bind, certificatesOf, standing } from "../binding-calls.ts";
import { call, pageOf } from "../calls.ts";
import { freshTable } from "../schedule-runs.ts";

const { now, takenAt, sendCorrection, sendResult } = bindingGiven;
const startsAt = takenAt;

beforeEach(freshTable);

/** An appointment at the second centre. Its ids and its number both lead to it. Reports name `pays`. */
async function booked(isSelfPaid: boolean) {
  const partner = await bindingGiven.partner();
  const ana = await bindingGiven.member(partner);
  const certificationId = await given.certification("acp");
  const seriesCode = `${certificationId}-written`.toUpperCase();
  const code = await bindingGiven.examCode(partner, certificationId, { holder: ana });
  const named = bindingGiven.pair();
  const confirmationNumber = `N-${named.registrationId}`;
  const pays = isSelfPaid ? { ...named, seriesCode } : { ...named, examCode: code, exam: "written" };
  const place = { ...pays, confirmationNumber, startsAt, delivery: "online" };
  const booking = await given.report("pearson-vue", "appointment.booked", place, {
    at: now,
    occurredAt: "2026-11-20T09:00:00.000Z",
  });
  expect(booking.body).toEqual({ status: "applied" });
  const numbered = { confirmationNumber, exam: "written", takenAt, resultId: `R-${named.registrationId}` };
  return { ana, certificationId, named, pays, numbered };
}

const outcomesOf = async (as: Claims) =>
  pageOf(await call(listResults, { as, at: now })).data.map(({ outcome }) => outcome);

describe.each([
  ["an exam code", false],
  ["a sitting that was paid at the centre", true],
])("a result of %s that names the number alone", (_, isSelfPaid) => {
  test("is the sitting's: who waits for it is bound, and its correction takes the certificate", async () => {
    const { ana, certificationId, named, numbered } = await booked(isSelfPaid);
    const asked = await bind(certificationId, named, ana, now, { fullName: "Ana Sá" });
    expect(await standing(asked, ana)).toEqual(["pending", undefined]);

    expect((await sendResult({ ...numbered, outcome: "pass" })).body).toEqual({ status: "applied" });
    expect(await standing(asked, ana)).toEqual(["bound", undefined]);
    expect(await certificatesOf(ana)).toMatchObject([{ status: "valid" }]);

    expect((await sendCorrection(numbered.resultId, "fail")).body).toEqual({ status: "applied" });
    expect(await certificatesOf(ana)).toMatchObject([{ status: "revoked" }]);
    expect((await outcomesOf(ana)).sort()).toEqual(["fail", "pass"]);
  });

  test("is in the account's list, too, if the sitting was bound before", async () => {
    const { ana, certificationId, named, numbered } = await booked(isSelfPaid);
    const first = `${numbered.resultId}-0`;
    await sendResult({ ...numbered, resultId: first, outcome: "pass" });
    given.must([201], await bind(certificationId, named, ana, now, { fullName: "Ana Sá" }));
    const undone = { resultId: `${first}-c`, corrects: first, outcome: "incomplete", reason: "The power was cut." };
    const at = { at: now, occurredAt: "2026-11-21T12:20:00.000Z" };
    expect((await given.report("pearson-vue", "result.corrected", undone, at)).body).toEqual({ status: "applied" });

    const later = { at: now, occurredAt: "2026-11-21T12:30:00.000Z" };
    const pass = { ...numbered, outcome: "pass" };
    expect((await given.report("pearson-vue", "result.reported", pass, later)).body).toEqual({ status: "applied" });

    expect((await outcomesOf(ana)).sort()).toEqual(["incomplete", "pass", "pass"]);
  });
});
