import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { closeRegistration } from "../../../shared/contract/exam/registration-decisions.ts";
import { closeReport } from "../../../shared/contract/exam/report-operations.ts";
import { parkedReasons } from "../../../shared/domain/exam/parked-reason.ts";
import * as given from "../../support/given.ts";
import { atOnce, call, eventsOf, field, refusal, tally } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { accepting, at, day, parkedScenes, reason, registered, told } from "../parked-scenes.ts";
import { sendable } from "./kept-reports.ts";

const opened = z.object({ eligibilityCode: z.object({ code: z.string() }) });

describe.each(parkedReasons)("a report that was parked as %s", (rule) => {
  test("is brought to an end by staff, and later reports do not undo it", async () => {
    const { report, said, before, isClosed, later = [] } = await parkedScenes[rule]();
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
