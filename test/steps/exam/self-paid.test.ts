import { beforeEach, expect, test } from "vitest";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getExamCode } from "../../../shared/contract/exam/exam-code-operations.ts";
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

/** The centre named a wrong code. The self-paid booking is still at the centre. */
test.each(["result.reported", "appointment.booked"] as const)(
  "a self-paid booking is kept when %s names its ids with an exam code of another certification",
  async (type) => {
    const { partner, certificationId, ana } = await selfPaid();
    const booked = bindingGiven.pair();
    const [old, valid] = [`OLD-${booked.registrationId}`, `NEW-${booked.registrationId}`];
    const about = { startsAt: "2027-03-01T09:30:00.000Z", delivery: "online", ...booked };
    const place = { seriesCode: `${certificationId}-written`.toUpperCase(), ...about };
    const book = (what: "appointment.booked" | "appointment.rescheduled", hour: number, numbers: object) =>
      given.report("pearson-vue", what, { ...place, ...numbers }, { occurredAt: `2026-11-21T0${hour}:00:00.000Z` });
    expect((await book("appointment.booked", 1, { confirmationNumber: old })).body).toEqual({ status: "applied" });
    const move = { confirmationNumber: valid, previousConfirmationNumber: old };
    expect((await book("appointment.rescheduled", 2, move)).body).toEqual({ status: "applied" });
    const other = await bindingGiven.examCode(partner, await given.certification("acp"), { holder: ana });

    const wrong =
      type === "result.reported"
        ? resultData(other, booked)
        : { confirmationNumber: `X-${booked.registrationId}`, exam: "written", examCode: other, ...about };
    const answer = await given.report("pearson-vue", type, wrong);

    expect(answer.body).toEqual({ status: "parked", reason: "exam-differs" });
    const shown = await call(getAppointment, { params: { confirmationNumber: old }, as: given.staff });
    expect(shown.body).toMatchObject({ status: "rescheduled", validConfirmationNumber: valid });
  },
);

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
