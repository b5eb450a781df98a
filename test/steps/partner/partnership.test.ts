import { beforeEach, expect, test } from "vitest";
import { checkEligibility } from "../../../shared/contract/exam/eligibility.ts";
import { cancelExamCode, getExamCode, listExamCodes } from "../../../shared/contract/exam/exam-code-operations.ts";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { getAccount } from "../../../shared/contract/overview/accounts.ts";
import { getRecordsCsv, listRecords } from "../../../shared/contract/overview/record-operations.ts";
import { search } from "../../../shared/contract/overview/search.ts";
import { approveApplications } from "../../../shared/contract/partner/bulk-approval.ts";
import { assignExamCodes } from "../../../shared/contract/partner/bulk-assignment.ts";
import { createInvitation } from "../../../shared/contract/partner/invitation-operations.ts";
import { quitOrganization } from "../../../shared/contract/partner/leaving.ts";
import { getLedgerBalance, listLedger } from "../../../shared/contract/partner/ledger.ts";
import { getPartnerExamCodesCsv, listPartnerExamCodes } from "../../../shared/contract/partner/partner-exam-codes.ts";
import { getPartner } from "../../../shared/contract/partner/partners.ts";
import * as partnerships from "../../../shared/contract/partner/partnerships.ts";
import { recountPartner } from "../../../shared/contract/partner/recount.ts";
import { explainAccount } from "../../../shared/contract/partner/tally-operations.ts";
import { resultData } from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { defaultTime, type Response } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import * as partners from "../../support/partners.ts";
import { tallyAt } from "../binding-calls.ts";
import { atOnce, call, callSigned, eventTypes, field, pageOf, refusal, tally } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { freshTable, hour, later, minute, overlappingRuns, runSchedule } from "../schedule-runs.ts";

beforeEach(freshTable);

const reason = "The fee is overdue";

const acts = {
  suspend: partnerships.suspendPartnership,
  resume: partnerships.resumePartnership,
  end: partnerships.endPartnership,
};

const doing = (act: keyof typeof acts, partnerId: string, at = defaultTime) =>
  call(acts[act], { params: { partnerId }, body: { reason }, as: given.staff, at });

/** A partner with a manager, two members and three codes: one is free, one is Ana's, and Ben has booked with one. */
async function scene() {
  const acme = await organizations.partner();
  const { partnerId, organizationId, main } = acme;
  const [ana, ben] = [await organizations.member(acme), await organizations.member(acme)];
  const certificationId = await given.certification("acp");
  const [free = "", anas = "", bens = ""] = await partners.examCodes(acme, certificationId, 3);
  given.must([200], await partners.assigning(anas, ana.sub, main));
  given.must([200], await partners.assigning(bens, ben.sub, main));
  const confirmationNumber = `PV-${partnerId}`;
  const booking = { examCode: bens, exam: "written", confirmationNumber, startsAt: "2026-12-20T10:00:00.000Z" };
  given.must([200], await given.report("pearson-vue", "appointment.booked", { ...booking, delivery: "online" }));
  const token = await organizations.invitation(acme);
  const applicationId = await organizations.application(acme, given.someone());
  return {
    acme,
    partnerId,
    organizationId,
    main,
    ana,
    ben,
    certificationId,
    free,
    anas,
    bens,
    token,
    applicationId,
    confirmationNumber,
  };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** Everything that requires a partnership in force. */
const bound: Readonly<Record<string, (scene: Scene) => Promise<Response>>> = {
  "coupons are applied for": ({ partnerId, certificationId, main }) =>
    partners.applying(partnerId, { certificationId, exam: "written", quantity: 1 }, main),
  "a code is given": ({ free, ben, main }) => partners.assigning(free, ben.sub, main),
  "a code is given by staff": ({ free, ben }) => partners.assigning(free, ben.sub, given.staff),
  "codes are given in a list": ({ partnerId, free, ben, main }) =>
    call(assignExamCodes, {
      params: { partnerId },
      body: { assignments: [{ code: free, accountId: ben.sub }] },
      as: main,
    }),
  "a link is made": ({ organizationId, main: as }) => call(createInvitation, { params: { organizationId }, as }),
  "someone applies by a link": ({ token }) => organizations.applying(token, given.someone()),
  "an application is approved": ({ acme, applicationId }) => organizations.approving(acme, applicationId),
  "applications are approved in a list": ({ organizationId, applicationId, main: as }) =>
    call(approveApplications, { params: { organizationId }, body: { applicationIds: [applicationId] }, as }),
};

/** The answer of a test centre's look-up of a code. */
async function lookedUp(code: string, at = defaultTime): Promise<unknown> {
  const [params, query] = [{ provider: "pearson-vue", code }, { exam: "written" }];
  const { body } = given.must([200], await callSigned(checkEligibility, "pearson-vue", { params, query, at }));
  return body;
}

const statusOf = async (code: string, at = defaultTime) =>
  field(await call(getExamCode, { params: { code }, as: given.staff, at }), "status");

const balance = async (partnerId: string, at = defaultTime) =>
  field(await call(getLedgerBalance, { params: { partnerId }, as: given.staff, at }), "levels");

test.each(Object.keys(bound))("while a partnership is suspended or has ended it is refused that %s", async (what) => {
  const known = await scene();
  const asked = bound[what];
  if (asked === undefined) throw new Error(`nothing asks that ${what}`);

  given.must([200], await doing("suspend", known.partnerId));
  const suspended = await asked(known);
  given.must([200], await doing("end", known.partnerId));
  const ended = await asked(known);

  expect([refusal(suspended), refusal(ended)]).toEqual([
    [409, "partnership-suspended"],
    [409, "partnership-ended"],
  ]);
});

test.each(Object.keys(bound))("once a partnership is resumed, %s again", async (what) => {
  const known = await scene();
  given.must([200], await doing("suspend", known.partnerId));
  given.must([200], await doing("resume", known.partnerId));

  expect((await bound[what]?.(known))?.status).toBeOneOf([200, 201]);
});

test("a suspension leaves members what they have: codes are booked and returned, and claims count", async () => {
  const { partnerId, ana, anas, bens } = await scene();
  given.must([200], await doing("suspend", partnerId));

  expect(await lookedUp(anas)).toMatchObject({ eligible: true });
  expect([await statusOf(anas), await statusOf(bens)]).toEqual(["assigned", "booked"]);
  expect((await partners.returning(anas, ana)).status).toBe(200);
  const pass = await given.pass(ana);
  given.must([200], await given.claiming(pass.certificateId, ana));
  expect(await tallyAt(partnerId)).toEqual([1, 1]);
});

test("an act that does not fit is refused: what is suspended is not suspended again, what has ended stays so", async () => {
  const { partnerId } = await organizations.partner();
  const answers: unknown[] = [];
  const ask = async (act: keyof typeof acts) => {
    const answer = await doing(act, partnerId);
    answers.push(answer.status === 200 ? field(answer, "status") : refusal(answer)[1]);
  };

  for (const act of ["resume", "suspend", "suspend", "resume", "end", "end", "resume", "suspend"] as const) {
    await ask(act);
  }

  expect(answers).toEqual([
    "partnership-not-suspended",
    "suspended",
    "partnership-suspended",
    "active",
    "ended",
    "partnership-ended",
    "partnership-ended",
    "partnership-ended",
  ]);
  const types = ["partner.created", "partner.suspended", "partner.resumed", "partner.ended"];
  expect(await eventTypes("partner", partnerId)).toEqual(types);
});

test("managers see the status and the reason, members the status, and the main account is told of each act", async () => {
  const { partnerId, main, ana } = await scene();

  given.must([200], await doing("suspend", partnerId));

  const suspendedAt = defaultTime;
  expect((await call(getPartner, { params: { partnerId }, as: main })).body).toMatchObject({
    status: "suspended",
    suspendedAt,
    reason,
  });
  expect(field(await call(getMe, { as: ana }), "organization")).toMatchObject({ status: "suspended" });
  given.must([200], await doing("resume", partnerId));
  given.must([200], await doing("end", partnerId));
  const told = (await causedMails("partner", partnerId)).filter(({ subject }) => subject.startsWith("The partnership"));
  expect(told.map(({ to }) => to)).toEqual([main.email, main.email, main.email]);
  expect(told.map(({ subject }) => subject.split(":")[0])).toEqual([
    "The partnership is suspended",
    "The partnership goes on",
    "The partnership has ended",
  ]);
  for (const { text } of told) expect(text).toContain(`The reason: ${reason}`);
});

test("with a partnership its codes end at that instant, whether or not a job has run; a booked one goes on (R25)", async () => {
  const { partnerId, main, ana, free, anas, bens } = await scene();

  given.must([200], await doing("end", partnerId));

  expect(await Promise.all([free, anas, bens].map((code) => statusOf(code)))).toEqual(["expired", "expired", "booked"]);
  const own = pageOf(await call(listExamCodes, { as: ana })).data;
  expect(own.map(({ status }) => status)).toEqual(["expired"]);
  const record = await call(getAccount, { params: { accountId: ana.sub }, as: given.staff });
  expect(field(record, "examCodes")).toMatchObject([{ status: "expired" }]);
  const found = pageOf(await call(search, { query: { q: anas }, as: given.staff })).data;
  expect(found).toMatchObject([{ id: anas, status: "expired" }]);
  const ofPartner = { params: { kind: "exam-codes" }, query: { partnerId, status: "expired" }, as: given.staff };
  const recorded = pageOf(await call(listRecords, ofPartner)).data;
  expect(recorded.map(({ id }) => id).toSorted()).toEqual([free, anas].toSorted());
  const recordedCsv = await call(getRecordsCsv, ofPartner);
  expect(String(recordedCsv.body).trim().split("\r\n")).toHaveLength(3);
  expect(await lookedUp(anas)).toMatchObject({ eligible: false, reason: "exam-code-expired" });
  expect(await lookedUp(bens)).toMatchObject({ eligible: false, reason: "exam-already-booked" });
  const listed = pageOf(await call(listPartnerExamCodes, { params: { partnerId }, as: main })).data;
  expect(listed.map(({ status }) => status).sort()).toEqual(["booked", "expired", "expired"]);
  const csv = await call(getPartnerExamCodesCsv, { params: { partnerId }, query: { status: "expired" }, as: main });
  expect(String(csv.body).trim().split("\r\n")).toHaveLength(3);
  const pots = { acp: { remaining: 7, available: 0, assigned: 0, booked: 1, expired: 2 } };
  expect(await balance(partnerId)).toMatchObject(pots);
});

test("the schedule enters the end in each code once, tells who has one, and then leaves the partner alone", async () => {
  const { partnerId, ana, ben, free, anas, bens } = await scene();
  given.must([200], await doing("end", partnerId));

  await overlappingRuns(2, later(defaultTime, minute));
  await runSchedule(later(defaultTime, 2 * minute));
  const last = await runSchedule(later(defaultTime, 3 * minute));

  expect(last.handled.partner).toBeUndefined();
  for (const code of [free, anas, bens]) {
    expect((await eventTypes("exam-code", code)).filter((type) => type === "exam-code.expired")).toHaveLength(1);
  }
  const told = [...(await causedMails("exam-code", anas)), ...(await causedMails("exam-code", bens))];
  const ended = told.filter(({ subject }) => subject.startsWith("Your exam code has ended"));
  expect(ended.map(({ to }) => to)).toEqual([ana.email]);
  const own = pageOf(await call(listExamCodes, { as: ana })).data;
  expect(own).toMatchObject([{ code: anas, status: "expired", endedAt: defaultTime }]);
  expect(pageOf(await call(listExamCodes, { as: ben })).data).toMatchObject([{ code: bens, status: "booked" }]);
  const entered = pageOf(await call(listLedger, { params: { partnerId }, as: given.staff })).data;
  expect(entered.filter(({ kind }) => kind === "expired").flatMap(({ codes }) => codes)).toHaveLength(2);
  expect(await balance(partnerId)).toMatchObject({ acp: { available: 0, assigned: 0, booked: 1, expired: 2 } });
  expect(await eventTypes("partner", partnerId)).toContain("partner.codes-ended");
});

test.each([false, true])(
  "an ended code is not returned, cancelled or brought back, whether or not a job has run (has run: %s)",
  async (runs) => {
    const { partnerId, ana, anas } = await scene();
    given.must([200], await doing("end", partnerId));
    if (runs) await runSchedule(later(defaultTime, minute));
    const body = { reason, replace: true };

    const returned = await partners.returning(anas, ana);
    const cancelled = await call(cancelExamCode, { params: { code: anas }, body, as: given.staff });
    const left = await call(quitOrganization, { body: {}, as: ana });

    expect([refusal(returned), refusal(cancelled)]).toEqual([
      [409, "exam-code-expired"],
      [409, "exam-code-expired"],
    ]);
    expect(field(left, "returnedExamCodes")).toEqual([]);
    expect(await balance(partnerId)).toMatchObject({ acp: { available: 0, assigned: 0, booked: 1, expired: 2 } });
  },
);

test("a booked code goes on to its result after the end, and ends if its booking is cancelled", async () => {
  for (const runs of [false, true]) {
    const [taken, cancelled] = [await scene(), await scene()];
    for (const { partnerId } of [taken, cancelled]) given.must([200], await doing("end", partnerId));
    if (runs) await runSchedule(later(defaultTime, minute));
    const at = "2026-12-20T12:00:00.000Z";
    const named = { candidateId: `CAND-${taken.partnerId}`, registrationId: `PV-${taken.partnerId}` };
    const sat = resultData(taken.bens, named, { takenAt: "2026-12-20T11:00:00.000Z" });

    const told = await given.report("pearson-vue", "result.reported", sat, { at, occurredAt: later(at, -minute) });
    const off = { confirmationNumber: cancelled.confirmationNumber };
    given.must(
      [200],
      await given.report("pearson-vue", "appointment.cancelled", off, { occurredAt: later(defaultTime, hour), at }),
    );

    expect(told.body).toMatchObject({ status: "applied" });
    expect([await statusOf(taken.bens, at), await statusOf(cancelled.bens, at)]).toEqual(["used", "expired"]);
    expect(await lookedUp(cancelled.bens, at)).toMatchObject({ eligible: false, reason: "exam-code-expired" });
    expect(await balance(taken.partnerId, at)).toMatchObject({ acp: { used: 1, booked: 0, expired: 2 } });
    expect(await balance(cancelled.partnerId, at)).toMatchObject({ acp: { used: 0, booked: 0, expired: 3 } });
    for (const { partnerId } of [taken, cancelled]) {
      const recounted = await call(recountPartner, { params: { partnerId }, as: given.staff, at });
      expect(field(recounted, "differences")).toEqual([]);
    }
  }
});

test("what was counted stays counted after the end, what is claimed later counts for none, and the tally says why", async () => {
  const { partnerId, ana, ben } = await scene();
  const [early, late] = [await given.pass(ana), await given.pass(ben)];
  given.must([200], await given.claiming(early.certificateId, ana));

  given.must([200], await doing("end", partnerId));
  given.must([200], await given.claiming(late.certificateId, ben));

  expect(await tallyAt(partnerId)).toEqual([1, 1]);
  const why = async (accountId: string) =>
    field(await call(explainAccount, { params: { partnerId, accountId }, as: given.staff }), "certificates");
  expect([await why(ana.sub), await why(ben.sub)]).toMatchObject([
    [{ counts: true }],
    [{ counts: false, reason: "claimed-after-partnership-ended" }],
  ]);
  expect(field(await call(recountPartner, { params: { partnerId }, as: given.staff }), "differences")).toEqual([]);
});

test("after the end everyone may leave, the main account too, and be taken in elsewhere", async () => {
  const { partnerId, main, ana } = await scene();
  const other = await organizations.partner();
  expect(refusal(await call(quitOrganization, { body: {}, as: main }))).toEqual([409, "main-account-cannot-leave"]);

  given.must([200], await doing("end", partnerId));

  for (const as of [main, ana]) {
    given.must([200], await call(quitOrganization, { body: {}, as }));
    await organizations.member(other, as);
    expect(field(await call(getMe, { as }), "organization")).toMatchObject({ organizationId: other.organizationId });
  }
});

test("codes that are given while a partnership ends are given before, or not at all, and end with it", async () => {
  for (let round = 0; round < 8; round += 1) {
    const { partnerId, free, ben, main } = await scene();

    const answers = await atOnce(3, (each) => {
      if (each === 0) return doing("end", partnerId);
      return each === 1 ? partners.assigning(free, ben.sub, main) : partners.returning(free, main);
    });
    await runSchedule(later(defaultTime, minute));

    expect(answers[0]?.status).toBe(200);
    expect(tally(answers)[500]).toBeUndefined();
    expect(await statusOf(free)).toBe("expired");
    expect(await balance(partnerId)).toMatchObject({ acp: { available: 0, assigned: 0, expired: 2 } });
  }
});
