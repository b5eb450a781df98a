import { beforeEach, describe, expect, test } from "vitest";
import {
  reinstateCertificate,
  revokeCertificate,
} from "../../../shared/contract/certificate/certificate-operations.ts";
import { verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { listTallyCertificates } from "../../../shared/contract/partner/tally-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { bind, certificatesOf, differences, standing, tallyAt } from "../binding-calls.ts";
import { atOnce, call, eventTypes, field, pageOf, refusal } from "../calls.ts";
import { results } from "../corrected.ts";
import { random, shuffled } from "../random.ts";
import { freshTable, hour, later, runSchedule } from "../schedule-runs.ts";
import { sendable } from "./kept-reports.ts";

const { now, sat, sendCorrection, sendResult } = bindingGiven;

const millisecondBefore = "2026-11-25T09:29:59.999Z";
const seventyTwoHours = "2026-11-25T09:30:00.000Z";

beforeEach(freshTable);

/** A bound ACP sitting, its certificate valid. */
async function bound() {
  const all = await sat();
  given.must([200], await all.result());
  const answer = given.must([201], await bind(all.certificationId, all.named, all.ana));
  return { ...all, answer, resultId: all.data.resultId };
}

describe("a result that names an exam code", () => {
  test("uses the code, once, however it is typed", async () => {
    const { code, data } = await sat();
    const lower = { ...data, examCode: code.toLowerCase().replaceAll("-", "") };

    expect((await sendResult(lower)).body).toEqual({ status: "applied" });

    expect(await eventTypes("exam-code", code)).toEqual(["benefit.issued", "exam-code.assigned", "result.accepted"]);
  });

  test("waits while the code is unknown, and is parked at exactly 72 hours", async () => {
    const data = bindingGiven.resultData("EXC-0000-0000-0000-0000-0", bindingGiven.pair());
    const report = sendable("result.reported", data, now, "pearson-vue");

    const { status, body } = await report.send();

    expect([status, body]).toEqual([
      202,
      {
        status: "waiting",
        retryUntil: seventyTwoHours,
        waitsFor: { kind: "exam-code", id: "EXC-0000-0000-0000-0000-0" },
      },
    ]);
    await runSchedule(millisecondBefore);
    expect(await report.status(millisecondBefore)).toBe("waiting");
    await runSchedule(seventyTwoHours);
    expect((await report.look(seventyTwoHours)).body).toMatchObject({ reason: "not-matched-in-time" });
  });

  test("is parked for what nothing can mend", async () => {
    const { partner, code, certificationId, data, named } = await sat();
    const fresh = () => bindingGiven.examCode(partner, certificationId);
    const other = bindingGiven.pair();
    const parked = async (change: object, provider = "pearson-vue", at = now) => {
      const sent = { ...data, ...change };
      return (await given.report(provider, "result.reported", sent, { at })).body;
    };
    const reason = (why: string) => ({ status: "parked", reason: why });
    const ended = { takenAt: "2027-11-01T09:30:00.000Z" };

    expect(await parked({ exam: "lab" })).toEqual(reason("exam-differs"));
    expect(await parked({}, "prometric")).toEqual(reason("provider-does-not-hold-exam"));
    expect(await parked(ended)).toEqual(reason("instant-in-the-future"));
    expect(await parked(ended, "pearson-vue", ended.takenAt)).toEqual(reason("after-end"));
    expect(await eventTypes("exam-code", code)).toEqual(["benefit.issued", "exam-code.assigned"]);

    expect((await sendResult(data)).body).toEqual({ status: "applied" });
    expect(await parked({ ...other, resultId: "R-2-of-used" })).toEqual(reason("no-sitting-left"));
    expect(await parked({ ...named, resultId: "R-3-of-pair", examCode: await fresh() })).toEqual(
      reason("sitting-has-its-result"),
    );
    const place = { exam: "written", startsAt: "2026-12-01T10:00:00.000Z", delivery: "online" };
    const booking = { examCode: await fresh(), ...named, ...place, confirmationNumber: `B-${named.registrationId}` };
    expect((await given.report("pearson-vue", "appointment.booked", booking)).body).toEqual(
      reason("sitting-has-its-result"),
    );
    expect(await parked({ ...other, examCode: await fresh() })).toEqual(reason("result-id-of-another-result"));
    const last = { ...other, examCode: await fresh(), resultId: "R-last", takenAt: "2027-11-01T09:29:59.999Z" };
    expect(await parked(last, "pearson-vue", last.takenAt)).toEqual({ status: "applied" });
  });

  test("has one effect when it comes twice, under other message ids, or 30 times at once", async () => {
    const { code, data } = await sat();

    const answers = await atOnce(30, () => sendResult(data));

    const applied = answers.filter(({ body }) => JSON.stringify(body) === '{"status":"applied"}');
    expect(applied).toHaveLength(1);
    expect(
      answers.filter((each) => !applied.includes(each)).every((each) => field(each, "status") === "duplicate"),
    ).toBe(true);
    expect((await sendResult(data)).body).toEqual({ status: "duplicate" });
    expect(await eventTypes("exam-code", code)).toEqual(["benefit.issued", "exam-code.assigned", "result.accepted"]);
  });

  test("and others for the same sitting or code at once: in the end one counts, the others are parked", async () => {
    const { data } = await sat();
    const ids = Array.from({ length: 10 }, (_, each) => `${data.resultId}-${each}`);
    const all = ids.map((resultId) => sendable("result.reported", { ...data, resultId }, now, "pearson-vue"));

    const answers = await Promise.all(all.map((each) => each.send()));

    const looks = await Promise.all(all.map((each) => each.look()));
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    expect(looks.filter((each) => field(each, "status") === "applied")).toHaveLength(1);
    expect(looks.filter((each) => field(each, "reason") === "sitting-has-its-result")).toHaveLength(9);
  });

  test("comes in any order with its corrections, to the same end", async () => {
    const draw = random(7);
    for (let round = 0; round < 6; round += 1) {
      const { ana, certificationId, named, data, result, partner } = await sat({ outcome: "fail" });
      const { resultId } = data;
      const asked = round % 2 === 0 ? await bind(certificationId, named, ana) : undefined;
      const reports = [
        () => result(),
        () => sendCorrection(resultId, "pass"),
        () => sendCorrection(`${resultId}-1`, "invalidated", { place: 2, resultId: `${resultId}-2` }),
        () => sendCorrection(`${resultId}-2`, "pass", { place: 3, resultId: `${resultId}-3` }),
      ];

      for (const send of shuffled(reports, draw)) expect((await send()).status).toBeOneOf([200, 202]);

      const [status] = asked === undefined ? [] : await standing(asked, ana);
      if (status !== "bound") given.must([201], await bind(certificationId, named, ana));
      const standingOnes = (await certificatesOf(ana)).filter((each) => each.status !== "revoked");
      expect(standingOnes).toHaveLength(1);
      expect(await differences(partner.partnerId)).toEqual([]);
    }
  });
});

describe("a correction", () => {
  test("makes a failed sitting one that can be bound, and the other way round", async () => {
    const [rose, fell] = [await sat({ outcome: "fail" }), await sat()];
    for (const each of [rose, fell]) await each.result();
    expect(refusal(await bind(rose.certificationId, rose.named, rose.ana))).toEqual([409, "sitting-not-passed"]);

    await sendCorrection(rose.data.resultId, "pass");
    await sendCorrection(fell.data.resultId, "invalidated");

    expect((await bind(rose.certificationId, rose.named, rose.ana)).status).toBe(201);
    expect(refusal(await bind(fell.certificationId, fell.named, fell.ana))).toEqual([409, "sitting-not-passed"]);
  });

  test("revokes the certificate of a bound pass that falls, and the tally shrinks; what rises again can be claimed", async () => {
    const { ana, partner, certificationId, resultId } = await bound();

    expect((await sendCorrection(resultId, "invalidated")).body).toEqual({ status: "applied" });

    expect((await certificatesOf(ana)).map(({ status }) => status)).toEqual(["revoked"]);
    expect(await tallyAt(partner.partnerId)).toEqual([0, 1]);
    expect(await differences(partner.partnerId)).toEqual([]);
    const code = await given.authorizationCode(certificationId, ana);
    await sendCorrection(`${resultId}-1`, "pass", { place: 2 });
    expect((await certificatesOf(ana)).map(({ status }) => status).toSorted()).toEqual(["claimable", "revoked"]);
    expect(refusal(await given.registering(code, certificationId, ana))).toEqual([409, "certificate-not-claimed"]);

    const claimable = (await given.certificates(ana)).find(({ status }) => status === "claimable");
    given.must([200], await given.claiming(claimable?.certificateId ?? "", ana));
    expect(await tallyAt(partner.partnerId)).toEqual([1, 2]);
    const verified = await call(verifyCertificate, {
      params: { certificateNumber: claimable?.certificateNumber ?? "" },
    });
    expect(field(verified, "status")).toBe("valid");
    expect(await differences(partner.partnerId)).toEqual([]);
  });

  test("that rises leaves a claimed certificate, which is counted as claimed again after staff reinstate it", async () => {
    const { ana, partner, resultId } = await bound();
    await sendCorrection(resultId, "invalidated");
    await sendCorrection(`${resultId}-1`, "pass", { place: 2 });
    const claimable = (await given.certificates(ana)).find(({ status }) => status === "claimable");
    const certificateId = claimable?.certificateId ?? "";
    given.must([200], await given.claiming(certificateId, ana));
    const counted = async () => {
      const params = { partnerId: partner.partnerId };
      const listed = pageOf(await call(listTallyCertificates, { params, as: given.staff })).data;
      return listed.map(({ why }) => why);
    };
    const claimed = await counted();

    const staff = { params: { certificateId }, as: given.staff };
    given.must([200], await call(revokeCertificate, { ...staff, body: { reason: "A mistake" } }));
    given.must([200], await call(reinstateCertificate, { ...staff, body: { reason: "A mistake" } }));

    expect([claimed, await counted()]).toEqual([["claimed"], ["claimed"]]);
  });

  test("and the binding at the same moment leave no certificate that is valid, whichever came first", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { ana, certificationId, named, data, partner, result } = await sat();
      await result();
      const both = [() => bind(certificationId, named, ana), () => sendCorrection(data.resultId, "fail")];

      await atOnce(2, (each) => (both[(each + round) % 2] ?? result)());

      expect((await certificatesOf(ana)).every(({ status }) => status === "revoked")).toBe(true);
      expect((await tallyAt(partner.partnerId))[0]).toBe(0);
      expect(await differences(partner.partnerId)).toEqual([]);
    }
  });

  test("revokes and uncounts also at the certificate's end, before the schedule has taken it away; and after", async () => {
    const end = "2028-11-22T09:30:00.000Z";
    const [early, late] = [await bound(), await bound()];
    await sendCorrection(early.resultId, "fail", { at: later(end, hour) });
    expect(await differences(early.partner.partnerId, later(end, hour))).toEqual([]);

    for (let run = 0; run < 2; run += 1) expect((await runSchedule(later(end, 2 * hour))).failed).toEqual({});
    await sendCorrection(late.resultId, "fail", { at: later(end, 3 * hour) });

    for (const { partner, ana } of [early, late]) {
      expect(await tallyAt(partner.partnerId, later(end, 3 * hour))).toEqual([0, 1]);
      expect(await differences(partner.partnerId, later(end, 3 * hour))).toEqual([]);
      expect(await certificatesOf(ana, later(end, 3 * hour))).toMatchObject([{ status: "revoked" }]);
    }
  });

  test("of a result whose corrections were bound stands with it in the account's list", async () => {
    const { ana, resultId } = await bound();
    await sendCorrection(resultId, "fail");

    expect((await results(ana)).map(({ outcome, corrects }) => [outcome, corrects]).toSorted()).toEqual([
      ["fail", resultId],
      ["pass", undefined],
    ]);
  });
});
