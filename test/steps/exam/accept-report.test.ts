import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { closeAppointment } from "../../../shared/contract/exam/appointments.ts";
import { closeRegistration } from "../../../shared/contract/exam/registration-decisions.ts";
import { acceptReport, closeReport } from "../../../shared/contract/exam/reports.ts";
import { type ParkedReason, parkedReasons } from "../../../shared/domain/exam/parked-reason.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import { atOnce, call, eventsOf, field, refusal, tally } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { type Sendable, sendable } from "./kept-reports.ts";

const at = "2026-12-20T09:30:00.000Z";
const day = (of: number) => `2026-12-${String(of).padStart(2, "0")}T10:00:00.000Z`;

const opened = z.object({ eligibilityCode: z.object({ code: z.string() }) });

const reason = "Confirmed by telephone";
const accepting = (reportId: string, said: object = {}, when = at) =>
  call(acceptReport, { params: { reportId }, body: { reason, ...said }, as: given.staff, at: when });

type Scene = {
  readonly report: Sendable;
  /** What staff say with it. */
  readonly said?: object;
  /** What must be done first. */
  readonly before?: () => Promise<Response>;
  /** Staff cannot accept it: they close it. */
  readonly isClosed?: true;
  /** A number or a change that comes later, and would park it. */
  readonly later?: readonly Sendable[];
};

async function registered(level = "acp", as: Claims = given.someone()) {
  const open = await given.registration(level, as);
  const number = given.someNumber();
  const booked = (on: number, data: object = {}) =>
    sendable(
      "appointment.booked",
      given.placed(open.eligibilityCode, { confirmationNumber: number, startsAt: day(on + 1), ...data }),
      day(on),
    );
  const result = (on: number, outcome: string, data: object = {}) => {
    const sat = { resultId: randomUUID(), exam: "written", outcome, takenAt: day(on) };
    return sendable("result.reported", { ...sat, confirmationNumber: number, ...data }, day(on));
  };
  return { ...open, number, booked, result, named: { eligibilityCode: open.eligibilityCode } };
}

/** Sends what comes before; each must be taken. */
async function told(...reports: readonly Sendable[]): Promise<void> {
  for (const each of reports) given.must([200, 202], await each.send(at));
}

const scenes: Record<ParkedReason, () => Promise<Scene>> = {
  "exam-differs": async () => {
    const { booked, result } = await registered("ace");
    await told(booked(1));
    return {
      report: result(2, "pass", { exam: "lab" }),
      later: [booked(1, { confirmationNumber: given.someNumber() })],
    };
  },
  "booked-by-another-candidate": async () => {
    const of = await bindingGiven.partner();
    const code = await bindingGiven.examCode(of, await given.certification("acp"));
    const booking = (on: number) => {
      const ids = bindingGiven.pair();
      const data = { ...ids, confirmationNumber: ids.registrationId, examCode: code, exam: "written" };
      const place = { startsAt: day(19), testCenter: given.testCenter };
      return sendable("appointment.booked", { ...data, ...place }, day(on), "pearson-vue");
    };
    await told(booking(2));
    return { report: booking(3), later: [booking(1)] };
  },
  "no-sitting-left": async () => {
    const { booked, result } = await registered();
    await told(booked(1), result(2, "fail"));
    const number = given.someNumber();
    return { report: booked(3, { confirmationNumber: number }), later: [] };
  },
  "appointment-does-not-count": async () => {
    const { booked, result } = await registered();
    const number = given.someNumber();
    await told(booked(1), result(2, "fail"), booked(3, { confirmationNumber: number }));
    return { report: result(4, "pass", { confirmationNumber: number }) };
  },
  "sitting-has-its-result": async () => {
    const { booked, result } = await registered();
    await told(booked(1), result(2, "fail"));
    return { report: result(3, "pass"), later: [result(2, "fail")] };
  },
  "result-without-booking": async () => {
    const { result, named } = await registered();
    const report = result(3, "pass", { ...named, confirmationNumber: undefined });
    return { report };
  },
  "after-end": async () => {
    const { booked, result } = await registered();
    const late = "2027-11-22T09:30:00.000Z";
    await told(booked(1, { startsAt: late }));
    return { report: result(4, "pass") };
  },
  "corrected-result-does-not-count": async () => {
    const { result, named } = await registered();
    const corrects = randomUUID();
    const parked = result(3, "fail", { ...named, confirmationNumber: undefined, resultId: corrects });
    await told(parked);
    const { reportId } = parked;
    const correction = { resultId: randomUUID(), corrects, outcome: "pass", reason: "Re-scored" };
    return {
      report: sendable("result.corrected", correction, day(5)),
      before: () => accepting(reportId),
    };
  },
  "exam-not-in-registration": async () => {
    const { booked, result } = await registered();
    await told(booked(1));
    return { report: result(2, "pass", { exam: "lab" }), said: { exam: "written" } };
  },
  "provider-does-not-hold-exam": async () => {
    const { named } = await registered();
    const sat = { resultId: randomUUID(), exam: "written", outcome: "pass", takenAt: day(3) };
    return { report: sendable("result.reported", { ...sat, ...named }, day(3), "academy") };
  },
  "instant-in-the-future": async () => {
    const { booked, result } = await registered();
    await told(booked(1));
    return { report: result(2, "pass", { takenAt: "2027-03-01T00:00:00.000Z" }) };
  },
  "before-entitlement": async () => {
    const { booked, result } = await registered();
    await told(booked(1));
    return { report: result(2, "pass", { takenAt: "2026-11-01T00:00:00.000Z" }) };
  },
  "score-impossible": async () => {
    const { booked, result } = await registered();
    await told(booked(1));
    return { report: result(2, "pass", { score: 101, maximumScore: 100 }) };
  },
  "ended-by-staff": async () => {
    const { booked, result, registrationId } = await registered();
    await told(booked(1));
    const params = { registrationId };
    given.must([200], await call(closeRegistration, { params, body: { reason }, as: given.staff, at: day(9) }));
    return { report: result(2, "pass") };
  },
  "confirmation-number-of-another-entitlement": async () => {
    const [one, other] = [await registered(), await registered()];
    await told(one.booked(1));
    const params = { confirmationNumber: one.number };
    return {
      report: other.booked(2, { confirmationNumber: one.number }),
      before: () => call(closeAppointment, { params, body: { reason }, as: given.staff, at }),
    };
  },
  "result-id-of-another-result": async () => {
    const [one, other] = [await registered(), await registered()];
    const resultId = randomUUID();
    await told(one.booked(1), one.result(2, "pass", { resultId }), other.booked(1));
    return { report: other.result(2, "pass", { resultId }), isClosed: true };
  },
  "too-many-reports": async () => {
    const { booked, result, named } = await registered();
    const results = Array.from({ length: 100 }, () => result(2, "pass", { ...named, confirmationNumber: undefined }));
    await told(...results);
    return { report: booked(1) };
  },
  "not-matched-in-time": async () => {
    const { eligibilityCode } = await registered();
    const unknown = "ACTC-0000-0000-0000-0000-0";
    const booking = given.placed(unknown, { startsAt: day(3) });
    return { report: sendable("appointment.booked", booking, day(1)), said: { entitlement: { eligibilityCode } } };
  },
  "unknown-type": async () => ({
    report: sendable("appointment.archived", { id: randomUUID() }, day(1)),
    isClosed: true,
  }),
};

describe.each(parkedReasons)("a report that was parked as %s", (rule) => {
  test("is brought to an end by staff, and later reports do not undo it", async () => {
    const { report, said, before, isClosed, later = [] } = await scenes[rule]();
    const sent = await report.send(at);
    expect(field(sent, "status")).toBe(rule === "not-matched-in-time" ? "waiting" : "parked");
    const after = rule === "not-matched-in-time" ? "2026-12-24T00:00:00.000Z" : at;
    if (rule !== "not-matched-in-time") expect(field(sent, "reason")).toBe(rule);
    if (before !== undefined) {
      expect(refusal(await accepting(report.reportId, said, after))).toEqual([409, "report-not-acceptable"]);
      given.must([200], await before());
    }

    if (isClosed) {
      expect(refusal(await accepting(report.reportId, said, after))).toEqual([409, "report-not-acceptable"]);
      const closed = await call(closeReport, {
        params: { reportId: report.reportId },
        body: { reason },
        as: given.staff,
        at: after,
      });
      expect(field(closed, "status")).toBe("closed");
      return;
    }
    const accepted = await accepting(report.reportId, said, after);
    if (rule === "corrected-result-does-not-count") {
      expect(refusal(accepted)).toEqual([409, "report-not-parked"]);
    } else {
      expect([accepted.status, field(accepted, "status")]).toEqual([200, "applied"]);
      expect(field(accepted, "accepted")).toEqual({ at: after, rule, reason });
      const [event] = (await eventsOf("report", report.reportId)).slice(-1);
      expect(event).toMatchObject({ type: "report.accepted", data: { rule, reason } });
    }
    await told(...later);
    expect(field(await report.look(after), "status")).toBe("applied");
  });
});

describe("an accepted report", () => {
  test("has all that follows from it: the pass, the certificate to claim, and the e-mails", async () => {
    const ana = given.someone();
    const { booked, result, registrationId } = await registered("acp", ana);
    const report = result(2, "pass", { score: 101, maximumScore: 100 });
    await told(booked(1), report);

    given.must([200], await accepting(report.reportId));

    expect((await given.certificates(ana, at)).map(({ status }) => status)).toEqual(["claimable"]);
    const [event] = (await eventsOf("registration", registrationId)).slice(-1);
    expect(event).toMatchObject({ type: "report.accepted", data: { rule: "score-impossible", reason } });
    const subjects = (await causedMails("report", report.reportId)).map(({ subject }) => subject);
    expect(subjects).toEqual(["Your result: A title", "Claim your certificate: A title"]);
    expect(refusal(await accepting(report.reportId))).toEqual([409, "report-not-parked"]);
  });

  test("earns nothing beside another pass of the same certification (R8)", async () => {
    const ana = given.someone();
    const { booked, result, registrationId, certificationId } = await registered("acp", ana);
    const report = result(2, "pass", { score: 101, maximumScore: 100 });
    await told(booked(1), report);
    const params = { registrationId };
    given.must([200], await call(closeRegistration, { params, body: { reason }, as: given.staff, at }));
    const code = await given.authorizationCode(certificationId, ana, at);
    const other = opened.parse(given.must([201], await given.registering(code, certificationId, ana, { at })).body);
    const booking = given.placed(other.eligibilityCode.code, { startsAt: at });
    const { confirmationNumber } = booking;
    const sat = { resultId: randomUUID(), exam: "written", outcome: "pass", takenAt: at, confirmationNumber };
    await told(sendable("appointment.booked", booking, at), sendable("result.reported", sat, at));

    expect(refusal(await accepting(report.reportId))).toEqual([409, "certificate-not-claimed"]);
    expect(await given.certificates(ana, at)).toHaveLength(1);
  });

  test("needs its entitlement where it was never matched, and takes none where it says so itself", async () => {
    const { booked, result, eligibilityCode } = await registered();
    const [impossible, unknown] = [
      result(2, "pass", { score: 101, maximumScore: 100 }),
      sendable("appointment.booked", given.placed("ACTC-0000-0000-0000-0000-0", { startsAt: day(9) }), day(1)),
    ];
    await told(booked(1), impossible, unknown);
    const after = "2026-12-24T00:00:00.000Z";
    const said = { entitlement: { eligibilityCode } };

    expect(refusal(await accepting(impossible.reportId, said))).toEqual([409, "report-names-its-entitlement"]);
    expect(refusal(await accepting(unknown.reportId))).toEqual([409, "report-not-parked"]);
    expect(refusal(await accepting(unknown.reportId, {}, after))).toEqual([409, "entitlement-not-named"]);
    expect(refusal(await accepting("rep_unknown"))).toEqual([404, "report-not-found"]);
  });

  test("counts once, also when staff accept it twice at the same moment", async () => {
    const ana = given.someone();
    const { booked, result } = await registered("acp", ana);
    const report = result(2, "pass", { score: 101, maximumScore: 100 });
    await told(booked(1), report);

    const answers = await atOnce(3, () => accepting(report.reportId));

    expect(tally(answers)).toEqual({ 200: 1, 409: 2 });
    expect(await given.certificates(ana, at)).toHaveLength(1);
  });
});
