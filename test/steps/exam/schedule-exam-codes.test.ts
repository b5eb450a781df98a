import { beforeEach, expect, test } from "vitest";
import { getExamCode } from "../../../shared/contract/exam/exam-code-operations.ts";
import { getLedgerBalance, listLedger } from "../../../shared/contract/partner/ledger.ts";
import * as given from "../../support/given.ts";
import * as partners from "../../support/partners.ts";
import { call, eventsOf, eventTypes, field, pageOf } from "../calls.ts";
import { day, freshTable, later, overlappingRuns, runSchedule } from "../schedule-runs.ts";

const issuedAt = "2026-11-22T09:30:00.000Z";
const thirtyDays = "2027-10-23T09:30:00.000Z";
const sevenDays = "2027-11-15T09:30:00.000Z";
const end = "2027-11-22T09:30:00.000Z";

beforeEach(freshTable);

/** A partner with a member and three codes. The member has the first. */
async function scene(at = issuedAt) {
  const partner = await partners.partner();
  const member = await partners.member(partner);
  const codes = await partners.examCodes(partner, await given.certification("acp"), 3, issuedAt);
  const [code = "", free = "", other = ""] = codes;
  given.must([200], await partners.assigning(code, member.sub, partner.main, { at }));
  return { partner, member, code, free, other };
}

const entries = async (partnerId: string) => {
  const page = pageOf(await call(listLedger, { params: { partnerId }, query: { limit: "100" }, as: given.staff }));
  return page.data.filter(({ kind }) => kind === "expired");
};

const balance = async (partnerId: string, at: string) =>
  field(await call(getLedgerBalance, { params: { partnerId }, as: given.staff, at }), "levels");

test("the end of each code that nobody used is entered once, with who had it, however often the schedule runs", async () => {
  const { partner, member, code, free, other } = await scene();
  const { partnerId } = partner;
  const atEnd = { acp: { remaining: 7, available: 0, assigned: 0, used: 0, expired: 3 } };
  const before = await balance(partnerId, end);

  await overlappingRuns(2, later(end, day));
  await runSchedule(later(end, 2 * day));

  const entered = await entries(partnerId);
  expect(entered.map(({ codes }) => String(codes)).sort()).toEqual([code, free, other].sort());
  expect(entered.map(({ codes, accountId }) => [String(codes), accountId])).toContainEqual([code, member.sub]);
  for (const entry of entered) {
    expect(entry).toMatchObject({ level: "acp", quantity: 1, by: "schedule", at: later(end, day) });
  }
  expect(before).toMatchObject(atEnd);
  expect(await balance(partnerId, end)).toMatchObject(atEnd);
  expect((await eventTypes("exam-code", free)).slice(1)).toEqual(["exam-code.expired"]);
});

test("a code that is booked for a time after its end is booked until that end, in the ledger too, and expired from it on (R11)", async () => {
  const { partner, code } = await scene();
  const { partnerId } = partner;
  const late = {
    examCode: code,
    exam: "written",
    confirmationNumber: "PV-LATE-1",
    startsAt: later(end, day),
    delivery: "online",
  };
  given.must([200], await given.report("pearson-vue", "appointment.booked", late, { at: thirtyDays }));

  expect(await balance(partnerId, later(end, -1))).toMatchObject({ acp: { booked: 1, available: 2, expired: 0 } });
  expect(await balance(partnerId, end)).toMatchObject({ acp: { booked: 0, expired: 3 } });
  await runSchedule(end);
  expect(await balance(partnerId, end)).toMatchObject({ acp: { booked: 0, expired: 3 } });
});

test("the end is entered at its instant, not a millisecond sooner, and changes nothing that is seen", async () => {
  const { partner, code } = await scene();
  const seen = async () => (await call(getExamCode, { params: { code }, as: given.staff, at: end })).body;
  const before = await seen();

  await runSchedule(later(end, -1));
  const none = await entries(partner.partnerId);
  await runSchedule(end);

  expect(none).toEqual([]);
  expect(await entries(partner.partnerId)).toHaveLength(3);
  expect(await seen()).toEqual(before);
  expect(before).toMatchObject({ status: "expired" });
});

test("who is given a code between its reminders gets only the one that lies ahead", async () => {
  const { code } = await scene("2027-11-01T00:00:00.000Z");

  const next = [];
  for (const at of ["2027-11-01T00:00:00.000Z", sevenDays, end]) next.push((await runSchedule(at)).nextDueAt);

  expect(next.slice(1)).toEqual([end, undefined]);
  const told = (await eventsOf("exam-code", code)).filter(({ actor }) => actor.id === "schedule");
  expect(told.map(({ type, at, data }) => [type, at, data.days])).toEqual([
    ["exam-code.ending", sevenDays, 7],
    ["exam-code.expired", end, undefined],
  ]);
});

test("nobody is reminded of a code that came back, and the next who gets it is reminded in its turn", async () => {
  const { partner, member, code } = await scene();
  given.must([200], await partners.returning(code, member, { at: "2027-01-01T00:00:00.000Z" }));

  await runSchedule(thirtyDays);
  const nobody = await eventTypes("exam-code", code);
  const ben = await partners.member(partner);
  given.must([200], await partners.assigning(code, ben.sub, partner.main, { at: later(thirtyDays, day) }));
  await runSchedule(sevenDays);

  expect(nobody).not.toContain("exam-code.ending");
  expect((await eventsOf("exam-code", code)).at(-1)).toMatchObject({ type: "exam-code.ending", data: { days: 7 } });
});
