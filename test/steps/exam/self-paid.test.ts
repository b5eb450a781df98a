import { beforeEach, expect, test } from "vitest";
import { getExamCode } from "../../../shared/contract/exam/exam-codes.ts";
import { getLedgerBalance } from "../../../shared/contract/partner/ledger.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { bind, certificatesOf, differences } from "../binding-calls.ts";
import { call, field } from "../calls.ts";
import { freshTable } from "../schedule-runs.ts";

const { sendResult, resultData, takenAt } = bindingGiven;

beforeEach(freshTable);

/** A passed sitting that names no exam code, and an exam code of a partner's for the same certification. */
async function selfPaid() {
  const partner = await bindingGiven.partner();
  const ana = await bindingGiven.member(partner);
  const certificationId = await given.certification("acp");
  const code = await bindingGiven.examCode(partner, certificationId, { holder: ana });
  const named = bindingGiven.pair();
  const seriesCode = `${certificationId}-written`.toUpperCase();
  const data = { resultId: `SP-${named.registrationId}`, seriesCode, outcome: "pass", takenAt, ...named };
  expect((await sendResult(data)).body).toEqual({ status: "applied" });
  return { partner, ana, certificationId, code, named, data };
}

test("a bound sitting keeps its certificate when an exam code of another certification names its ids", async () => {
  const { partner, ana, certificationId, named } = await selfPaid();
  given.must([201], await bind(certificationId, named, ana, bindingGiven.now, { fullName: "Ana Sá" }));
  const other = await bindingGiven.examCode(partner, await given.certification("acp"));

  const answer = await sendResult(resultData(other, named));

  expect(answer.body).toEqual({ status: "parked", reason: "sitting-has-its-result" });
  expect(await certificatesOf(ana)).toMatchObject([{ status: "valid" }]);
});

test("a number of a sitting is not taken over by an exam code that is named with other ids", async () => {
  const { code, data } = await selfPaid();
  const { seriesCode } = data;
  const [first, second] = [bindingGiven.pair(), bindingGiven.pair()];
  const confirmationNumber = `N-${first.registrationId}`;
  const place = { confirmationNumber, seriesCode, startsAt: "2027-03-01T09:30:00.000Z", delivery: "online" };
  const book = (whose: object) => given.report("pearson-vue", "appointment.booked", { ...place, ...whose });
  expect((await book(first)).body).toEqual({ status: "applied" });

  const answer = await book({ ...second, examCode: code });

  expect(answer.body).toEqual({ status: "parked", reason: "confirmation-number-of-another-entitlement" });
});

test("an incomplete sitting that is booked and passed again under the same ids can be bound", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const named = bindingGiven.pair();
  const about = { ...named, seriesCode: `${certificationId}-written`.toUpperCase() };
  const send = async (hour: number, type: string, data: object) => {
    const occurredAt = `2026-11-21T0${hour}:00:00.000Z`;
    expect((await given.report("pearson-vue", type, { ...about, ...data }, { occurredAt })).body).toEqual({
      status: "applied",
    });
  };
  const book = (hour: number) => {
    const place = { confirmationNumber: `N${hour}-${named.registrationId}`, startsAt: takenAt, delivery: "online" };
    return send(hour, "appointment.booked", place);
  };
  const end = (hour: number, outcome: string) =>
    send(hour, "result.reported", { resultId: `R${hour}-${named.registrationId}`, outcome, takenAt });

  await book(1);
  await end(2, "incomplete");
  await book(3);
  await end(4, "pass");

  given.must([201], await bind(certificationId, named, ana, bindingGiven.now, { fullName: "Ana Sá" }));
});

test("a sitting becomes the exam code's that is named with it, and the partner's ledger has the code as used", async () => {
  const { partner, code, named } = await selfPaid();

  const later = { occurredAt: "2026-11-21T13:00:00.000Z", at: bindingGiven.now };
  const answer = await given.report("pearson-vue", "result.reported", resultData(code, named), later);

  expect(answer.body).toEqual({ status: "parked", reason: "sitting-has-its-result" });
  const { partnerId } = partner;
  const shown = await call(getExamCode, { params: { code }, as: given.staff });
  const balance = await call(getLedgerBalance, { params: { partnerId }, as: given.staff });
  expect(field(shown, "status")).toBe("used");
  expect(field(balance, "levels")).toMatchObject({ acp: { assigned: 0, used: 1 } });
  expect(await differences(partnerId)).toEqual([]);
});
